import { useCallback } from 'react';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useCommands } from '../../hooks/use-commands.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useRefusal } from '../../hooks/use-refusal.ts';
import { pollDelayMs } from '../../live/rhythm.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { ProblemPage } from '../problem-page.tsx';
import { Skeleton } from '../skeleton.tsx';
import { StaleBanner } from '../stale-banner.tsx';
import type { Records } from './records.ts';
import { RequestCard } from './request-card.tsx';
import { newerView } from './view-model.ts';

interface LiveRequestProps {
  requestId: string;
  surroundings: Surroundings;
  mayDecide: boolean;
  records: Records;
  /** What a screen reader says until the request is there. */
  loading: string;
  /** Something was done: the list around is to be renewed. */
  onChange(): void;
}

/** One request by its id, kept up to date, with everything that may be done about it. */
export function LiveRequest(props: LiveRequestProps) {
  const { requestId, surroundings, mayDecide, onChange } = props;
  const { api, host, visibility } = surroundings;
  const { live, shown } = useLive({
    load: (signal) => api.request(requestId, signal),
    merge: (before, arriving) => newerView(before, arriving) ?? arriving,
    delayMs: (before) => pollDelayMs(before ? [before] : []),
    nowMs: api.clock.nowMs,
    visibility,
  });
  const choices = useAnswer(useCallback((signal: AbortSignal) => api.choices(signal), [api])).answer;
  const renew = () => {
    live.refresh();
    onChange();
  };
  const commands = useCommands({
    api,
    revision: shown.value?.revision ?? null,
    onView: live.put,
    onEnd: renew,
  });
  const refuse = useRefusal(host, commands, renew);
  const problem = shown.problem ?? (choices?.ok === false ? choices.problem : null);
  if (!shown.value || !choices?.ok) {
    return problem ? (
      <ProblemPage problem={problem} onRetry={live.refresh} />
    ) : (
      <Skeleton label={props.loading} />
    );
  }
  return (
    <>
      {shown.problem && shown.freshAtMs !== null && (
        <StaleBanner problem={shown.problem} freshAtMs={shown.freshAtMs} nowMs={api.clock.nowMs()} />
      )}
      <RequestCard
        details={shown.value}
        choices={choices.value}
        mayDecide={mayDecide}
        commands={commands}
        nowMs={api.clock.nowMs}
        records={props.records}
        onRefuse={() => refuse(requestId)}
      />
    </>
  );
}
