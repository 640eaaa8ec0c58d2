import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Answer } from '../service/answer.ts';

/** What a surface knows at this moment. */
export interface Snapshot<Value> {
  value: Value | null;
  /** When the value was last confirmed, in the service's milliseconds. */
  freshAtMs: number | null;
  /** Why the last try failed; null when it did not. The value stays. */
  problem: ProblemDocument | null;
}

/** A value that is kept up to date by asking again and again while somebody looks. */
export interface Live<Value> {
  snapshot(): Snapshot<Value>;
  subscribe(listener: () => void): () => void;
  /** Asks at once, for instance after a click. */
  refresh(): void;
  /** Takes in a value that came another way, such as a command's answer. */
  put(value: Value): void;
  /** Begins asking; returns how to stop. */
  start(): () => void;
}

/** Whether anybody looks: asking pauses while hidden and resumes with a fresh answer. */
export interface Visibility {
  isVisible(): boolean;
  onChange(listener: () => void): () => void;
}

export interface LiveParts<Value> {
  load(signal: AbortSignal): Promise<Answer<Value>>;
  /** Decides between what is shown and what arrives, so that an older answer never wins. */
  merge(shown: Value | null, arriving: Value): Value;
  /** How long to wait before asking again; null: until somebody looks anew, or `refresh`. */
  delayMs(shown: Value | null): number | null;
  nowMs(): number;
  visibility: Visibility;
}

const delayMaxMs = 15_000;

/** Makes a live value. After failures it asks less and less often, down to every 15 s. */
export function createLive<Value>(parts: LiveParts<Value>): Live<Value> {
  let shown: Snapshot<Value> = { value: null, freshAtMs: null, problem: null };
  const listeners = new Set<() => void>();
  const show = (next: Snapshot<Value>) => {
    shown = next;
    for (const listener of listeners) listener();
  };
  const take = (value: Value) =>
    show({ value: parts.merge(shown.value, value), freshAtMs: parts.nowMs(), problem: null });
  const loop = createLoop({
    visibility: parts.visibility,
    async round(signal) {
      const answer = await parts.load(signal);
      if (signal.aborted) return;
      if (answer.ok) take(answer.value);
      else show({ ...shown, problem: answer.problem });
    },
    waitMs(failures) {
      const delayMs = parts.delayMs(shown.value);
      if (delayMs === null) return failures === 0 ? null : delayMaxMs;
      return Math.min(delayMaxMs, delayMs * 2 ** failures);
    },
    failed: () => shown.problem !== null,
  });
  return {
    snapshot: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: loop.now,
    put: take,
    start: loop.start,
  };
}

interface LoopParts {
  round(signal: AbortSignal): Promise<void>;
  /** Null: no round follows by itself. */
  waitMs(failures: number): number | null;
  failed(): boolean;
  visibility: Visibility;
}

/** Rounds one after the other, never two at once; `now` takes back a running round and begins another. */
function createLoop(parts: LoopParts): { now(): void; start(): () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | null = null;
  let active = false;
  let failures = 0;
  const pause = () => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };
  async function begin(): Promise<void> {
    pause();
    if (!active || !parts.visibility.isVisible()) return;
    const round = new AbortController();
    running = round;
    await parts.round(round.signal);
    if (round.signal.aborted) return;
    failures = parts.failed() ? failures + 1 : 0;
    const waitMs = parts.waitMs(failures);
    if (waitMs !== null) timer = setTimeout(now, waitMs);
  }
  const now = () => {
    begin().catch(() => undefined);
  };
  return {
    now,
    start() {
      active = true;
      now();
      const forget = parts.visibility.onChange(now);
      return () => {
        active = false;
        forget();
        pause();
      };
    },
  };
}
