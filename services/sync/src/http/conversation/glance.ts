import { within } from '../within.ts';

export interface GlanceOptions<Key, Answer> {
  ask(key: Key): Promise<Answer>;
  /** An answer is good for so long; an older one is shown while it is asked for anew. */
  freshMs: number;
  /** Nobody waits longer for the first one. */
  longestMs: number;
  nowMs?: () => number;
}

interface Known<Answer> {
  answer: Answer | undefined;
  askedAtMs: number;
  isAsking: boolean;
  asking: Promise<Answer | undefined>;
}

const knownMax = 2_000;

/**
 * A look at the outside for somebody who waits: what is known of it, undefined when nothing is. It is asked at most once
 * at a time about one thing, and not again soon when it was silent.
 */
export function createGlance<Key extends string | number, Answer>(
  options: GlanceOptions<Key, Answer>,
): (key: Key) => Promise<Answer | undefined> {
  const { ask, freshMs, longestMs, nowMs = Date.now } = options;
  const known = new Map<Key, Known<Answer>>();
  const begin = (key: Key, before: Answer | undefined): Known<Answer> => {
    const entry: Known<Answer> = {
      answer: before,
      askedAtMs: nowMs(),
      isAsking: true,
      asking: Promise.resolve(undefined),
    };
    entry.asking = ask(key)
      .then((answer) => {
        entry.answer = answer;
        return answer;
      })
      .catch(() => entry.answer)
      .finally(() => {
        entry.isAsking = false;
      });
    if (known.size >= knownMax) known.clear();
    known.set(key, entry);
    return entry;
  };
  return async (key) => {
    const before = known.get(key);
    const isYoung = before !== undefined && nowMs() - before.askedAtMs < freshMs;
    const entry = before && (isYoung || before.isAsking) ? before : begin(key, before?.answer);
    if (entry.answer !== undefined || !entry.isAsking) return entry.answer;
    const leftMs = entry.askedAtMs + longestMs - nowMs();
    return leftMs <= 0 ? undefined : within(leftMs, entry.asking, () => undefined);
  };
}
