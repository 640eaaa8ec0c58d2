import { useCallback, useEffect, useState } from 'react';
import type { ProblemDocument } from '#core/contract/problem.ts';
import type { SessionAnswer } from '#core/contract/session.ts';
import { isPassing } from '../service/failures.ts';
import type { Surroundings } from '../start-surface.tsx';

const retryMs = 3_000;

export interface SessionState {
  session: SessionAnswer | null;
  problem: ProblemDocument | null;
  retry(): void;
}

/** Opens the session and sets the language; while the service is away it tries again by itself. */
export function useSession({ api, setLanguage }: Surroundings): SessionState {
  const [session, setSession] = useState<SessionAnswer | null>(null);
  const [problem, setProblem] = useState<ProblemDocument | null>(null);
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    async function open(_round: number): Promise<void> {
      const answer = await api.openSession();
      if (gone) return;
      setProblem(answer.ok ? null : answer.problem);
      if (answer.ok) {
        setLanguage(answer.value.locale);
        setSession(answer.value);
      } else if (isPassing(answer.problem)) timer = setTimeout(retry, retryMs);
    }
    void open(round);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, setLanguage, retry, round]);
  return { session, problem, retry };
}
