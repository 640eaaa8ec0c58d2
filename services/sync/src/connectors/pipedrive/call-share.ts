/** What this node may make use of, in calls per window. */
export interface Lease {
  share: number;
  /** Of all nodes together. */
  limit: number;
}

/** Asks for a part of the short-term limit that all nodes share (store/call-leases.ts). */
export type LeaseCalls = (request: {
  /** As the vendor told; null: it did not yet. */
  told: number | null;
  /** Where nobody was told anything. */
  first: number;
  wanted: number;
  lifeMs: number;
}) => Promise<Lease>;

/** How much there is to do, in calls per window. */
export interface Demand {
  told: number | null;
  wanted: number;
  /** Whether calls wait for more. */
  isShort: boolean;
}

/** This node's part of the limit. */
export interface CallShare {
  /** Calls per window that may leave now. */
  now(): number;
  /** Sees to it that there is a part to use; waits for the store only where there is none, and never for long. */
  ready(demand: () => Demand): Promise<void>;
  /** Gives everything back. */
  release(): Promise<void>;
}

/** Of a node whose store does not answer: eight of them would still be within the limit. */
const partWithoutStore = 8;
const lifeMs = 6_000;
const renewMs = 2_000;
/** While calls wait: others give back what they do not need. */
const shortMs = 500;
/** Nobody waits longer for the store: with a small part calls go on. */
const longestWaitMs = 250;

/**
 * One lease a node, renewed every two seconds while there are calls, so that no call waits for the store; given back
 * when there are none.
 *
 * @param first the limit as long as nobody was told one
 */
export function createCallShare(lease: LeaseCalls, first: number, now: () => number): CallShare {
  let held: (Lease & { untilMs: number }) | null = null;
  let known = first;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  let askedTold: number | null = null;
  let asking: Promise<void> | null = null;
  let renewing: NodeJS.Timeout | undefined;

  const isHeld = () => held !== null && now() < held.untilMs;
  const ask = (told: number | null, wanted: number): Promise<void> => {
    askedAtMs = now();
    askedTold = told;
    known = told ?? known;
    const untilMs = askedAtMs + lifeMs;
    asking ??= lease({ told, first, wanted, lifeMs })
      .then(
        (given) => {
          held = { ...given, untilMs };
          known = given.limit;
        },
        // The lease that is held ends by itself; until the store is back there is the small part.
        () => undefined,
      )
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  const renewLater = (demand: () => Demand): void => {
    renewing ??= setTimeout(() => {
      renewing = undefined;
      const { told, wanted } = demand();
      void ask(told, wanted);
      if (wanted > 0) renewLater(demand);
    }, renewMs).unref();
  };
  return {
    now: () => (isHeld() ? (held?.share ?? 0) : Math.max(1, Math.floor(known / partWithoutStore))),
    async ready(demand) {
      const { told, wanted, isShort } = demand();
      const isMissing = !isHeld();
      // The part of a limit that was guessed is small: once it is told, there is no need to wait.
      const isNews = isShort && told !== askedTold;
      const isDue = isNews || ((isMissing || isShort) && now() - askedAtMs >= shortMs);
      if (isDue) {
        const asked = ask(told, wanted);
        if (isMissing) await Promise.race([asked, sleep(longestWaitMs)]);
      }
      renewLater(demand);
    },
    async release() {
      clearTimeout(renewing);
      renewing = undefined;
      if (!isHeld()) return;
      await asking;
      await ask(null, 0);
    },
  };
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs).unref());
}
