import type { Kysely } from 'kysely';
import type { ConversionEvent } from '#core/conversion-events.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { Actor } from '#core/model/staff-member.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { type AdvanceResult, advanceLocked, type CompanyOf } from '../../engine/advance.ts';
import type { Bell } from '../../engine/bell.ts';
import { conversionsOfEmails } from '../../store/conversion-links.ts';
import { lockInstance, readClock, type Store } from '../../store/instances.ts';
import type { Schema } from '../../store/schema.ts';
import { ringFor } from '../route-deliveries.ts';

/**
 * Tells all conversions of an address that no follow-up is sent there any more. Call it in the transaction that keeps
 * the opt-out, and ring for what it came to.
 *
 * @param by null: the client, by the link in a mail
 */
export async function tellOptOut(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  email: string,
  by: Actor | null,
): Promise<AdvanceResult[]> {
  const address = normaliseEmail(email) ?? email;
  const at = (await readClock(store)).toISOString();
  const event = { type: 'client-opted-out', address, at, by } as const;
  return tell(store, companyOf, { companyId, emails: [address], event, isNews: () => true });
}

/** What hears that a customer of the help desk wrote. */
export type ClientWrote = (companyId: string, emails: readonly string[], at: string) => Promise<void>;

/**
 * Tells the conversions of a customer of the help desk that they wrote. Nothing, not even a question to the store, where
 * nobody is followed; what was written before a client was followed, or was told before, is no news.
 */
export function createClientWrote(parts: {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
}): ClientWrote {
  const { db, bell, companyOf } = parts;
  return async (companyId, emails, at) => {
    if (!companyOf(companyId).settings.conversion.enabled) return;
    const event = { type: 'client-heard', channel: 'help-desk', at } as const;
    const isNews = (conversion: Conversion) => heardUntilMs(conversion) < Date.parse(at);
    if ((await conversionsOfEmails(db, companyId, emails)).length === 0) return;
    const results = await db
      .transaction()
      .execute((store) => tell(store, companyOf, { companyId, emails, event, isNews }));
    ringFor(bell, results);
  };
}

/** Until when everything the client said is known, or says nothing of what goes on now. */
function heardUntilMs({ lastHeardAt, startedAt, memberships }: Conversion): number {
  const begunAt = memberships.find(({ state }) => state === 'active')?.enrolledAt ?? startedAt;
  return Math.max(Date.parse(begunAt), Date.parse(lastHeardAt ?? begunAt));
}

interface Telling {
  companyId: string;
  emails: readonly string[];
  event: ConversionEvent;
  isNews(conversion: Conversion): boolean;
}

async function tell(
  store: Store,
  companyOf: CompanyOf,
  { companyId, emails, event, isNews }: Telling,
): Promise<AdvanceResult[]> {
  const results: AdvanceResult[] = [];
  for (const id of await conversionsOfEmails(store, companyId, emails)) {
    const locked = await lockInstance(store, id);
    if (!locked || !isNews(readConversion(locked.row.state, locked.row.version))) continue;
    results.push(await advanceLocked(store, companyOf, locked, event));
  }
  return results;
}
