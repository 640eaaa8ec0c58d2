import { useEffect, useRef, useState } from 'react';
import type { FindingsView } from '#core/contract/findings-view.ts';
import type { ProblemDocument } from '#core/contract/problem.ts';
import { findingsEveryMs, readFindings } from '../../components/findings/read-findings.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { Surroundings } from '../../start-surface.tsx';
import type { SettingsApi } from './settings-api.ts';

const none: FindingsView = { items: [], at: null };

/** What has to be put right, and how to have it looked at again. */
export interface Findings {
  /** Null until it is known. */
  view: FindingsView | null;
  isChecking: boolean;
  /** Whether somebody had it looked at here: then it is said when nothing is left. */
  wasChecked: boolean;
  /** Why the last look did not work. */
  trouble: ProblemDocument | null;
  check(): void;
}

/**
 * @param settingsApi has everything looked at
 * @param who `mayConfigure`: others are told nothing; `revision` of the saved settings: a save may put something right
 */
export function useFindings(
  { api, visibility }: Pick<Surroundings, 'api' | 'visibility'>,
  settingsApi: Pick<SettingsApi, 'doctor'>,
  { mayConfigure, revision }: { mayConfigure: boolean; revision: number },
): Findings {
  const [isChecking, setChecking] = useState(false);
  const [wasChecked, setChecked] = useState(false);
  const [trouble, setTrouble] = useState<ProblemDocument | null>(null);
  const { live, shown } = useLive<FindingsView>({
    load: async (signal) => (mayConfigure ? readFindings(api, signal) : { ok: true, value: none }),
    merge: (_before, arriving) => arriving,
    delayMs: () => findingsEveryMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const seenRevision = useRef(revision);
  useEffect(() => {
    if (seenRevision.current !== revision) live.refresh();
    seenRevision.current = revision;
  }, [revision, live]);
  async function check(): Promise<void> {
    if (isChecking) return;
    setChecking(true);
    const answer = await settingsApi.doctor();
    setChecking(false);
    setTrouble(answer.ok ? null : answer.problem);
    setChecked(answer.ok);
    if (answer.ok) live.refresh();
  }
  return { view: shown.value, isChecking, wasChecked, trouble, check: () => void check() };
}
