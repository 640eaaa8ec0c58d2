import { sql } from 'kysely';
import { readFact, writeFact } from './company-facts.ts';
import type { Store } from './instances.ts';

/** The digest of one person for one week, by the day (YYYY-MM-DD) on which weeks are told. */
export interface WeekDigestKey {
  company: string;
  staffId: number;
  day: string;
}

const factName = 'week-digest';

/** Takes a digest, once for all nodes. @returns false: it was sent already, or somebody is sending it */
export async function takeWeekDigest(
  store: Store,
  { company, staffId, day }: WeekDigestKey,
): Promise<boolean> {
  const taken = await sql`
    insert into week_digests (company, staff_id, day) values (${company}, ${staffId}, ${day})
    on conflict do nothing`.execute(store);
  return taken.numAffectedRows === 1n;
}

/** It certainly was not sent: somebody may try again. */
export async function giveWeekDigestBack(
  store: Store,
  { company, staffId, day }: WeekDigestKey,
): Promise<void> {
  await sql`
    delete from week_digests where company = ${company} and staff_id = ${staffId} and day = ${day}`.execute(
    store,
  );
}

/** Whether a week was told to everybody. */
export async function isWeekTold(store: Store, company: string, day: string): Promise<boolean> {
  return (await readFact(store, company, factName)) === day;
}

/** Everybody was told of this week. */
export async function noteWeekTold(store: Store, company: string, day: string): Promise<void> {
  await writeFact(store, company, factName, day);
}
