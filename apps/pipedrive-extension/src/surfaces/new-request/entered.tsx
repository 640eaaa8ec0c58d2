import { useEffect, useRef } from 'react';
import type { RequestView } from '#core/contract/request-view.ts';
import type { SubmissionView } from '#core/contract/submission-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { Notice } from '../../components/notice.tsx';
import { useLive } from '../../hooks/use-live.ts';
import { useRecords } from '../../hooks/use-records.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { submission } from '../../work-calls.ts';
import { newRequestTexts } from './texts.ts';

interface EnteredProps {
  surroundings: Surroundings;
  /** Known when the person had a request already. */
  requestId: string | null;
  /** Known when the request is yet to be born. */
  submissionId: string | null;
  isJoined: boolean;
  onAnother(): void;
  onClose(): void;
}

const [askEveryMs, doneMs] = [1_000, 15_000];

/** Says that the request is kept, and leads to it as soon as it is there. */
export function Entered(props: EnteredProps) {
  const { surroundings, isJoined, onAnother, onClose } = props;
  const texts = useTexts(newRequestTexts);
  const { host } = surroundings;
  const { request, submission } = useBorn(props);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { openDeal, openPerson } = useRecords(host, null);
  const open = ({ dealId, person }: RequestView) => {
    if (dealId === null) openPerson?.(person.id);
    else openDeal?.(dealId);
    onClose();
  };
  return (
    <div className="state-page entered">
      <span className="state-icon">
        <Icon name="check" size={24} />
      </span>
      <h1 ref={title} tabIndex={-1}>
        {texts.doneTitle}
      </h1>
      <p role="status">{isJoined ? texts.doneExisting : request === null ? texts.done : texts.ready}</p>
      {request === null ? (
        <OnItsWay submission={submission} />
      ) : (
        openPerson && (
          <Button tone="primary" onClick={() => open(request)}>
            {texts.open(request.organization?.name ?? request.person.name)}
          </Button>
        )
      )}
      <Button onClick={onAnother}>{texts.another}</Button>
      <Button tone="quiet" onClick={onClose}>
        {texts.close}
      </Button>
    </div>
  );
}

/** How far the service is, and what keeps it. */
function OnItsWay({ submission }: { submission: SubmissionView | null }) {
  const texts = useTexts(newRequestTexts);
  const problems = submission?.effects.flatMap(({ problem }) => (problem ? [problem] : [])) ?? [];
  return (
    <>
      {submission && <p>{submission.stepText}</p>}
      {problems.map(({ title, detail }) => (
        <Notice key={title} tone="warning" title={title}>
          <p>{detail}</p>
        </Notice>
      ))}
      <p className="hint">{texts.waiting}</p>
    </>
  );
}

interface Born {
  request: RequestView | null;
  submission: SubmissionView | null;
}

/** What became of the form so far: the request as soon as there is one, until then how far its submission is. */
function useBorn({ surroundings, requestId, submissionId }: EnteredProps): Born {
  const { api, visibility } = surroundings;
  const { shown } = useLive<Born>({
    async load(signal) {
      const onItsWay = submissionId === null ? null : await submission(api, submissionId, signal);
      if (onItsWay?.ok === false) return onItsWay;
      const id = requestId ?? onItsWay?.value.requestId ?? null;
      const found = id === null ? null : await api.request(id, signal);
      if (found?.ok === false) return found;
      return { ok: true, value: { request: found?.value ?? null, submission: onItsWay?.value ?? null } };
    },
    merge: (_before, arriving) => arriving,
    delayMs: (born) => (born?.request ? doneMs : askEveryMs),
    nowMs: api.clock.nowMs,
    visibility,
  });
  return shown.value ?? { request: null, submission: null };
}
