import type { FindingsView } from '#core/contract/findings-view.ts';
import type { Language } from '#core/model/localized.ts';
import type { Store } from '../store/instances.ts';
import { readTokenDay } from '../store/token-budget.ts';
import { told } from './check-words.ts';
import { type ExaminedTokens, examineTokens } from './examine-tokens.ts';
import { readFindings } from './kept-findings.ts';

/** Today's tokens of a company, by the days in which they are counted (UTC). */
export async function tokensOf(
  store: Store,
  companyId: string,
  timeZone: string,
  now: Date,
): Promise<ExaminedTokens> {
  return { day: await readTokenDay(store, companyId, now.toISOString().slice(0, 10)), timeZone };
}

/** What the last look kept, and what is to be said of today's tokens at this moment: a forecast of yesterday is none. */
export async function findingsOfNow(
  store: Store,
  companyId: string,
  { reader, timeZone, now }: { reader: Language; timeZone: string; now: Date },
): Promise<FindingsView> {
  const { items, at } = await readFindings(store, companyId, reader);
  const tokens = examineTokens(await tokensOf(store, companyId, timeZone, now), now);
  const pressing = tokens.filter(({ state }) => state !== 'ok').map((check) => told(check, reader));
  return { items: [...items, ...pressing], at };
}
