import { useCallback, useEffect, useState } from 'react';
import type { Answer } from '../service/answer.ts';
import { isPassing } from '../service/failures.ts';

const retryMs = 3_000;

/** Asks once when the component appears, and again every 3 s while the service is away. `ask` must keep its identity. */
export function useAnswer<Value>(ask: (signal: AbortSignal) => Promise<Answer<Value>>): {
  answer: Answer<Value> | null;
  retry(): void;
} {
  const [answer, setAnswer] = useState<Answer<Value> | null>(null);
  const [round, setRound] = useState(0);
  const retry = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function run(_round: number): Promise<void> {
      const next = await ask(asking.signal);
      if (asking.signal.aborted) return;
      setAnswer(next);
      if (!next.ok && isPassing(next.problem)) timer = setTimeout(retry, retryMs);
    }
    void run(round);
    return () => {
      asking.abort();
      clearTimeout(timer);
    };
  }, [ask, retry, round]);
  return { answer, retry };
}
