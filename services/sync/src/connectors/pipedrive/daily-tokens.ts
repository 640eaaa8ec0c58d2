import { OutsideError } from '../errors.ts';
import type { OnBehalfOf, TokenBudgetOptions } from './budget.ts';

const reservedShare = 0.05;
const shareEveryMs = 2_000;
const shareEveryTokens = 100;
const dayMs = 86_400_000;
/** How long the vendor's word about what is left is believed: other applications spend from the same pot. */
const believedMs = 3_600_000;

/**
 * The tokens of the day. The vendor resets them at midnight of a time zone it does not name (pipedrive.md 5.1):
 * we count by UTC days, and when the vendor says that nothing is left we ask again after an hour at most.
 */
export function createDailyTokens({ perDay, addSpent, now }: TokenBudgetOptions) {
  const spending = createSpending({ addSpent, now });
  let told: { left: number; untilMs: number } | null = null;
  let limit = perDay ?? null;

  const midnightMs = (): number => (Math.floor(now() / dayMs) + 1) * dayMs;
  const left = (): number => {
    if (told !== null && now() >= told.untilMs) told = null;
    const ours = limit === null ? Number.POSITIVE_INFINITY : limit - spending.sum();
    return Math.min(ours, told?.left ?? Number.POSITIVE_INFINITY);
  };
  const resumesAtMs = (): number => {
    const toldEmpty = told !== null && told.left <= left();
    return toldEmpty && told !== null ? told.untilMs : midnightMs();
  };

  return {
    flush: spending.flush,
    share: spending.share,
    /** @throws OutsideError `retry-later`, with the instant at which there are tokens again */
    ensureLeft(cost: number, onBehalfOf: OnBehalfOf): void {
      const reserve = onBehalfOf === 'person' ? 0 : (limit ?? 0) * reservedShare;
      if (left() - cost < reserve) throw usedUp(resumesAtMs(), now());
    },
    count(cost: number): void {
      spending.count(cost);
      if (told !== null) told.left -= cost;
    },
    /** @param max tokens of a day, @param remaining tokens left, as the vendor's headers tell them (null = not told) */
    learn(max: number | null, remaining: number | null): void {
      if (max !== null && max > 0 && perDay === undefined) limit = max;
      if (remaining === null) return;
      told = { left: remaining, untilMs: Math.min(midnightMs(), now() + believedMs) };
    },
    /** Null as long as nobody told a limit. */
    left: (): number | null => (Number.isFinite(left()) ? Math.max(0, left()) : null),
    pauseMs: (): number => (left() <= 0 ? Math.max(0, resumesAtMs() - now()) : 0),
  };
}

/** What all nodes have spent today, as last heard, and what this one has not told the others yet. */
function createSpending({ addSpent, now }: Pick<TokenBudgetOptions, 'addSpent' | 'now'>) {
  let spent: number | null = null;
  let notShared = 0;
  let sharedAtMs = 0;
  let sharing: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    const delta = notShared;
    notShared = 0;
    try {
      spent = await addSpent(delta);
      sharedAtMs = now();
    } catch (error) {
      notShared += delta;
      throw error;
    }
  };
  const flush = (): Promise<void> => {
    sharing ??= send().finally(() => {
      sharing = null;
    });
    return sharing;
  };

  return {
    flush,
    /** Shares the count when it is due: a batch of tokens, some time, or another day. */
    async share(): Promise<void> {
      const anotherDay = Math.floor(sharedAtMs / dayMs) !== Math.floor(now() / dayMs);
      const due = notShared >= shareEveryTokens || now() - sharedAtMs >= shareEveryMs;
      if (spent === null || anotherDay || due) await flush();
    },
    count(cost: number): void {
      notShared += cost;
    },
    sum: (): number => (spent ?? 0) + notShared,
  };
}

function usedUp(resumesAtMs: number, nowMs: number): OutsideError {
  const at = new Date(resumesAtMs).toISOString().slice(0, 16).replace('T', ' ');
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'retry-later',
    title: {
      fr: 'Le quota quotidien de Pipedrive est épuisé',
      en: 'The daily allowance of Pipedrive is used up',
    },
    detail: {
      fr: `Passerelle reprend toute seule, au plus tôt le ${at} UTC (Pipedrive ne dit pas dans quel fuseau il compte). Si cela se répète, un administrateur peut acheter des jetons dans Pipedrive.`,
      en: `Passerelle goes on by itself, at the earliest on ${at} UTC (Pipedrive does not tell its time zone). If it happens often, an administrator can buy tokens in Pipedrive.`,
    },
    retryAfterMs: Math.max(0, resumesAtMs - nowMs),
  });
}
