import { Suspense, useState } from 'react';
import type { SessionAnswer } from '#core/contract/session.ts';
import { FindingsLine } from '../../components/findings/findings-line.tsx';
import { useTexts } from '../../components/language-context.ts';
import { lazyPart } from '../../components/lazy-part.tsx';
import { ProblemPage } from '../../components/problem-page.tsx';
import { RequestCard } from '../../components/request/request-card.tsx';
import { SessionGate } from '../../components/session-gate.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleBanner } from '../../components/stale-banner.tsx';
import { StatePage } from '../../components/state-page.tsx';
import { useCommands } from '../../hooks/use-commands.ts';
import { useFitHeight } from '../../hooks/use-fit-height.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useRecords } from '../../hooks/use-records.ts';
import { useRefusal } from '../../hooks/use-refusal.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { RequestFold } from './request-fold.tsx';
import { panelTexts } from './texts.ts';
import { newerPanel, type PanelRecord, panelDelayMs, panelState, recordOf } from './view-model.ts';

const ConversionPart = lazyPart(
  async () => (await import('../../components/conversion/conversion-part.tsx')).ConversionPart,
);
const OrganizationPanel = lazyPart(async () => (await import('./organization-panel.tsx')).OrganizationPanel);

/** The panel beside a deal, a person or an organization: their account requests, and the decision. */
export function Panel({ surroundings }: { surroundings: Surroundings }) {
  const texts = panelTexts[surroundings.firstLanguage];
  const content = useFitHeight(surroundings.host);
  const record = recordOf(surroundings.parameters);
  return (
    <main ref={content} className="panel">
      {record === null ? (
        <StatePage icon="inbox" title={texts.noRecordTitle} detail={texts.noRecord} />
      ) : (
        <SessionGate surroundings={surroundings} loading={<Skeleton label={texts.loading} />}>
          {(session) => (
            <>
              <FindingsLine surroundings={surroundings} session={session} />
              <BesideRecord surroundings={surroundings} session={session} record={record} />
            </>
          )}
        </SessionGate>
      )}
    </main>
  );
}

interface BesideProps {
  surroundings: Surroundings;
  session: SessionAnswer;
  record: PanelRecord;
}

/** An organization may have several requests, the others have one. */
function BesideRecord({ record, ...rest }: BesideProps) {
  const texts = useTexts(panelTexts);
  const { resource, id } = record;
  if (resource !== 'organization') return <RecordPanel {...rest} record={{ resource, id }} />;
  return (
    <Suspense fallback={<Skeleton label={texts.loadingList} />}>
      <OrganizationPanel {...rest} organizationId={id} />
    </Suspense>
  );
}

interface RecordPanelProps extends Omit<BesideProps, 'record'> {
  record: { resource: 'deal' | 'person'; id: number };
}

function RecordPanel({ surroundings, session, record }: RecordPanelProps) {
  const { api, host, visibility } = surroundings;
  const texts = useTexts(panelTexts);
  const [isFollowed, setFollowed] = useState(false);
  const { live, shown } = useLive({
    load: (signal) => api.panel(record.resource, record.id, signal),
    merge: newerPanel,
    delayMs: panelDelayMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const commands = useCommands({
    api,
    revision: shown.value?.request?.revision ?? null,
    onView: (request) => shown.value && live.put({ ...shown.value, request }),
    onEnd: live.refresh,
  });
  const records = useRecords(host, record);
  const refuse = useRefusal(host, commands, live.refresh);
  const state = panelState(shown);
  if (state === 'loading') return <Skeleton label={texts.loading} />;
  if (state === 'away' && shown.problem)
    return <ProblemPage problem={shown.problem} onRetry={live.refresh} />;
  const request = shown.value?.request;
  return (
    <>
      <h1 className="visually-hidden">{texts.title}</h1>
      {shown.problem && shown.freshAtMs !== null && (
        <StaleBanner problem={shown.problem} freshAtMs={shown.freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      {request && shown.value ? (
        <RequestFold details={request} isFollowed={isFollowed} nowMs={api.clock.nowMs}>
          <RequestCard
            details={request}
            choices={shown.value.choices}
            mayDecide={session.mayDecide}
            commands={commands}
            nowMs={api.clock.nowMs}
            records={records}
            onRefuse={() => refuse(request.id)}
          />
        </RequestFold>
      ) : (
        !isFollowed && (
          <StatePage
            icon="inbox"
            title={texts.emptyTitle}
            detail={record.resource === 'deal' ? texts.emptyDeal : texts.emptyPerson}
          />
        )
      )}
      {record.resource === 'deal' && (
        <Suspense>
          <ConversionPart
            surroundings={surroundings}
            dealId={record.id}
            isAlone={!request}
            onFollowed={setFollowed}
          />
        </Suspense>
      )}
    </>
  );
}
