import { useEffect, useState } from 'react';
import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import type { Api } from '../../api.ts';
import { checkSuspect, type SuspectQuestion } from '../../suspect-calls.ts';

const debounceMs = 400;

/**
 * Who may be the same, a moment after the last change; the former answer stays until the next is there. A check that
 * fails says nothing: the service looks again when the form is sent.
 */
export function useCheck(api: Api, question: SuspectQuestion | null): SuspectCheck | null {
  const [check, setCheck] = useState<SuspectCheck | null>(null);
  const written = question && JSON.stringify(question);
  useEffect(() => {
    if (written === null) {
      setCheck(null);
      return;
    }
    const asking = new AbortController();
    async function ask(asked: SuspectQuestion): Promise<void> {
      const answer = await checkSuspect(api, asked, asking.signal);
      if (!asking.signal.aborted && answer.ok) setCheck(answer.value);
    }
    const timer = setTimeout(() => void ask(JSON.parse(written)), debounceMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [api, written]);
  return check;
}
