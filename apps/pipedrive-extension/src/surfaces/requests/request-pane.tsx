import { useCallback } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { ProblemPage } from '../../components/problem-page.tsx';
import { RequestCard } from '../../components/request/request-card.tsx';
import { newerView } from '../../components/request/view-model.ts';
import { Skeleton } from '../../components/skeleton.tsx';
import { StaleBanner } from '../../components/stale-banner.tsx';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useCommands } from '../../hooks/use-commands.ts';
import { useLive } from '../../hooks/use-live.ts';
import { useRecords } from '../../hooks/use-records.ts';
import { useRefusal } from '../../hooks/use-refusal.ts';
import { pollDelayMs } from '../../live/rhythm.ts';
import type { Surroundings } from '../../start-surface.tsx';
import { requestsTexts } from './texts.ts';

interface PaneProps {
  requestId: string;
  surroundings: Surroundings;
  mayDecide: boolean;
  onClose(): void;
  /** Something was done: the list beside is to be renewed. */
  onChange(): void;
}

/** The request of the chosen row, with the same facts and actions as the panel. */
export function RequestPane(props: PaneProps) {
  const texts = useTexts(requestsTexts);
  return (
    <aside className="pane" aria-label={texts.pane}>
      <button type="button" className="pane-close" aria-label={texts.closePane} onClick={props.onClose}>
        <Icon name="close" />
      </button>
      <PaneContent {...props} />
    </aside>
  );
}

function PaneContent({ requestId, surroundings, mayDecide, onChange }: PaneProps) {
  const { api, host, visibility } = surroundings;
  const texts = useTexts(requestsTexts);
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
  const records = useRecords(host, null);
  const refuse = useRefusal(host, commands, renew);
  const problem = shown.problem ?? (choices?.ok === false ? choices.problem : null);
  if (!shown.value || !choices?.ok) {
    return problem ? (
      <ProblemPage problem={problem} onRetry={live.refresh} />
    ) : (
      <Skeleton label={texts.loading} />
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
        records={records}
        onRefuse={() => refuse(requestId)}
      />
    </>
  );
}
