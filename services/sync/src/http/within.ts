import { setTimeout as sleep } from 'node:timers/promises';

/** What came within so many milliseconds; else what `late` says. What comes later is heard by nobody. */
export async function within<Answer>(
  longestMs: number,
  work: Promise<Answer>,
  late: () => Answer,
): Promise<Answer> {
  const ended = new AbortController();
  const { signal } = ended;
  work.catch(() => undefined);
  const waiting = sleep(longestMs, undefined, { ref: false, signal }).then(late);
  waiting.catch(() => undefined);
  try {
    return await Promise.race([work, waiting]);
  } finally {
    ended.abort();
  }
}
