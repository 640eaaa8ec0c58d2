import { useState } from 'react';
import type { RequestView } from '#core/contract/request-view.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { Button } from '../../components/button.tsx';
import { useLanguage, useTexts } from '../../components/language-context.ts';
import { ProblemPage } from '../../components/problem-page.tsx';
import { LiveRequest } from '../../components/request/live-request.tsx';
import { PriorityBadge } from '../../components/request/priority-badge.tsx';
import type { Records } from '../../components/request/records.ts';
import { StepBadge } from '../../components/request/step-badge.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleBanner } from '../../components/stale-banner.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { ageWords, fullMomentWords } from '../../dates.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useRecords } from '../../hooks/use-records.ts';
import { pollDelayMs } from '../../live/rhythm.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { organizationRequests } from '../../work-calls.ts';
import { panelTexts } from './texts.ts';
import { isToDecide, newerRequests } from './view-model.ts';

interface OrganizationProps {
  surroundings: Surroundings;
  session: SessionAnswer;
  organizationId: number;
}

const clockEveryMs = 15_000;

/** Every request of an organization, newest first; each unfolds into the card with which it is decided. */
export function OrganizationPanel({ surroundings, session, organizationId }: OrganizationProps) {
  const { api, host, visibility } = surroundings;
  const texts = useTexts(panelTexts);
  const [openId, setOpenId] = useState<string | null>(null);
  const { live, shown } = useLive({
    load: (signal) => organizationRequests(api, organizationId, signal),
    merge: newerRequests,
    delayMs: (before) => pollDelayMs(before?.requests ?? []),
    nowMs: api.clock.nowMs,
    visibility,
  });
  const records = useRecords(host, null);
  const now = useNow(api.clock.nowMs, clockEveryMs);
  if (shown.value === null) {
    if (shown.problem === null) return <Skeleton label={texts.loadingList} />;
    return <ProblemPage problem={shown.problem} onRetry={live.refresh} />;
  }
  const { requests } = shown.value;
  if (requests.length === 0)
    return <StatePage icon="inbox" title={texts.emptyTitle} detail={texts.emptyOrganization} />;
  return (
    <>
      {shown.problem && shown.freshAtMs !== null && (
        <StaleBanner problem={shown.problem} freshAtMs={shown.freshAtMs} nowMs={now} />
      )}
      <header className="panel-head">
        <h1>{texts.titleList}</h1>
        <span className="hint">{texts.count(requests.length)}</span>
      </header>
      <ul className="request-lines">
        {requests.map((request) => (
          <li key={request.id}>
            <Line
              request={request}
              now={now}
              isOpen={openId === request.id}
              mayDecide={session.mayDecide}
              onToggle={() => setOpenId(openId === request.id ? null : request.id)}
            />
            {openId === request.id && (
              <Unfolded
                surroundings={surroundings}
                session={session}
                records={records}
                requestId={request.id}
                onChange={live.refresh}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface UnfoldedProps extends Omit<OrganizationProps, 'organizationId'> {
  requestId: string;
  records: Records;
  onChange(): void;
}

function Unfolded({ session, ...rest }: UnfoldedProps) {
  const texts = useTexts(panelTexts);
  return <LiveRequest {...rest} mayDecide={session.mayDecide} loading={texts.loading} />;
}

interface LineProps {
  request: RequestView;
  now: number;
  isOpen: boolean;
  mayDecide: boolean;
  onToggle(): void;
}

function Line({ request, now, isOpen, mayDecide, onToggle }: LineProps) {
  const texts = useTexts(panelTexts);
  const language = useLanguage();
  const { person, submittedAt, decision } = request;
  const mayBeDecided = mayDecide && isToDecide(request);
  const [words, label] = isOpen
    ? [texts.fold, texts.foldOf(person.name)]
    : mayBeDecided
      ? [texts.decide, texts.decideOf(person.name)]
      : [texts.see, texts.seeOf(person.name)];
  return (
    <div className="request-line">
      <div className="request-line-facts">
        <p className="standing">
          <StepBadge step={request.step} />
          <PriorityBadge priority={request.priority} />
          <time className="hint" dateTime={submittedAt} title={fullMomentWords(submittedAt, language)}>
            {texts.received(ageWords(submittedAt, now, language))}
          </time>
        </p>
        <strong>{person.name}</strong>
        <span className="hint">{person.email ?? texts.noEmail}</span>
        {decision !== null && <span className="hint">{decision}</span>}
      </div>
      <Button
        tone={mayBeDecided && !isOpen ? 'primary' : 'secondary'}
        label={label}
        expanded={isOpen}
        onClick={onToggle}
      >
        {words}
      </Button>
    </div>
  );
}
