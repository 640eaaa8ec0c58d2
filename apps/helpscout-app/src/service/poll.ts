/** Asks again and again while somebody looks. */
export interface Poll {
  /** Asks at once; a round on its way is taken back, as what it brings may be older than what just happened. */
  now(): void;
  stop(): void;
}

export interface PollParts {
  /** One round; true when it brought something. */
  ask(signal: AbortSignal): Promise<boolean>;
  /** How long to wait after a good round. */
  delayMs(): number;
  isLookedAt(): boolean;
}

const slowestMs = 60_000;

/** Begins at once. After failures the waits double, up to a minute; while nobody looks nothing is asked. */
export function startPoll({ ask, delayMs, isLookedAt }: PollParts): Poll {
  let round = new AbortController();
  let next: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  const rest = () => {
    clearTimeout(next);
    round.abort();
  };
  const begin = async () => {
    rest();
    if (!isLookedAt()) return;
    const mine = new AbortController();
    round = mine;
    const isGood = await ask(mine.signal);
    if (mine.signal.aborted) return;
    failures = isGood ? 0 : failures + 1;
    next = setTimeout(now, Math.max(delayMs(), Math.min(slowestMs, delayMs() * 2 ** failures)));
  };
  const now = () => void begin();
  now();
  return { now, stop: rest };
}
