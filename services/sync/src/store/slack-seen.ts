import { sql } from 'kysely';
import type { Store } from './instances.ts';

/**
 * Remembers requests of Slack by their signature (or events by their id): what comes a second time is a replay, on
 * whichever node it comes.
 * @returns for each in its place whether it is new; of two equal ones of the same call, the first
 */
export async function rememberRequests(store: Store, signatures: readonly string[]): Promise<boolean[]> {
  const inserted = await sql<{ signature: string }>`
    insert into slack_requests_seen (signature)
    select distinct signature from unnest(${[...signatures]}::text[]) as signature order by signature
    on conflict do nothing returning signature`.execute(store);
  const fresh = new Set(inserted.rows.map(({ signature }) => signature));
  return signatures.map((signature) => fresh.delete(signature));
}

/** Forgets those that would be refused for their age anyway; events are sent again for an hour at most. */
export async function forgetSeenRequests(store: Store): Promise<void> {
  await sql`delete from slack_requests_seen where seen_at < now() - interval '1 day'`.execute(store);
}
