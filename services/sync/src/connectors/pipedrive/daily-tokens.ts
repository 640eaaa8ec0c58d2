import { type TokenPurpose, tokenReserves } from '#core/model/token-purpose.ts';
import { OutsideError } from '../errors.ts';
import type { TokenBudgetOptions } from './budget.ts';

/** What was spent since the last count, by what it was for, and what is known of the day. */
export interface SpentSince {
  by: Partial<Record<TokenPurpose, number>>;
  /** Tokens of the day in all; null: nobody said. */
  allowance: number | null;
  /** What the vendor says is left; null: it did not, lately. */
  remaining: number | null;
}

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
  let told: { left: number; untilMs: number } | null = null;
  let limit = perDay ?? null;
  const known = () => ({
    allowance: limit,
    remaining: told !== null && now() < told.untilMs ? told.left : null,
  });
  const spending = createSpending({ addSpent, now }, known);

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
    ensureLeft(cost: number, purpose: TokenPurpose): void {
      const reserve = (limit ?? 0) * tokenReserves[purpose];
      if (left() - cost >= reserve) return;
      throw left() - cost >= 0 && purpose === 'sweep'
        ? kept(resumesAtMs(), now())
        : usedUp(resumesAtMs(), now());
    },
    count(cost: number, purpose: TokenPurpose): void {
      spending.count(cost, purpose);
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
function createSpending(
  { addSpent, now }: Pick<TokenBudgetOptions, 'addSpent' | 'now'>,
  known: () => Omit<SpentSince, 'by'>,
) {
  let spent: number | null = null;
  let notShared = 0;
  /** On its way to the others, and perhaps not in what was last heard. */
  let sending = 0;
  let by: SpentSince['by'] = {};
  let sharedAtMs = 0;
  let sharing: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    sending = notShared;
    const sent = by;
    notShared = 0;
    by = {};
    try {
      spent = await addSpent(sending, { by: sent, ...known() });
      sharedAtMs = now();
    } catch (error) {
      notShared += sending;
      by = added(sent, by);
      throw error;
    } finally {
      sending = 0;
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
    count(cost: number, purpose: TokenPurpose): void {
      notShared += cost;
      by = added(by, { [purpose]: cost });
    },
    sum: (): number => (spent ?? 0) + sending + notShared,
  };
}

function added(one: SpentSince['by'], other: SpentSince['by']): SpentSince['by'] {
  const sum = { ...one };
  for (const [purpose, spent] of Object.entries(other) as [TokenPurpose, number][])
    sum[purpose] = (sum[purpose] ?? 0) + spent;
  return sum;
}

/** A sweep gives way: what is left is for people and for decisions. */
function kept(resumesAtMs: number, nowMs: number): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'retry-later',
    title: {
      fr: 'Les relectures de Pipedrive attendent',
      en: 'Reading Pipedrive again waits',
    },
    detail: {
      fr: 'Ce qui reste du quota quotidien est gardé pour les décisions. Les webhooks sont suivis comme d’habitude ; les relectures reprennent avec le quota suivant.',
      en: 'What is left of the daily allowance is kept for decisions. Webhooks are followed as ever; reading again resumes with the next allowance.',
    },
    retryAfterMs: Math.max(0, resumesAtMs - nowMs),
    heldBack: true,
  });
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
