/** The service's time as far as answers have told it, so that a wrong clock on a desk never shortens an undo. */
export interface ServerClock {
  /** Milliseconds since 1970, by the service's clock. */
  nowMs(): number;
  /** Learns from an answer's `Date` header and the local instants around it. A header that says nothing is ignored. */
  learn(dateHeader: string | null, sentAtMs: number, receivedAtMs: number): void;
}

/**
 * Follows the service's clock. The header has whole seconds, so each answer only bounds the difference of the two
 * clocks; the bounds of many answers together narrow it to the network's delay.
 */
export function createServerClock(localNowMs: () => number): ServerClock {
  let atLeastMs = Number.NEGATIVE_INFINITY;
  let atMostMs = Number.POSITIVE_INFINITY;
  return {
    nowMs: () => localNowMs() + (Number.isFinite(atLeastMs + atMostMs) ? (atLeastMs + atMostMs) / 2 : 0),
    learn(dateHeader, sentAtMs, receivedAtMs) {
      const serverMs = Date.parse(dateHeader ?? '');
      if (Number.isNaN(serverMs)) return;
      const [low, high] = [serverMs - receivedAtMs, serverMs + 1000 - sentAtMs];
      const disagrees = low > atMostMs || high < atLeastMs;
      atLeastMs = disagrees ? low : Math.max(atLeastMs, low);
      atMostMs = disagrees ? high : Math.min(atMostMs, high);
    },
  };
}
