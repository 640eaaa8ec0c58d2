import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** The digest of a company for one day (YYYY-MM-DD). */
export interface DigestKey {
  company: string;
  day: string;
  channel: string;
}

/**
 * Notes that the digest of a day is about to be posted.
 * @returns since when a post of it may be there; null = it is the first one; 'posted' = it is there for certain
 */
export async function beginDigest(store: Store, key: DigestKey): Promise<Date | null | 'posted'> {
  const { company, day, channel } = key;
  const begun = await sql`
    insert into slack_digests (company, day, channel, posting_since)
    values (${company}, ${day}, ${channel}, clock_timestamp())
    on conflict (company, day) do update set posting_since = excluded.posting_since, channel = excluded.channel
    where slack_digests.posting_since is null and slack_digests.posted_at is null`.execute(store);
  if (begun.numAffectedRows === 1n) return null;
  const known = await digestOf(store, key);
  return known?.posted_at ? 'posted' : (known?.posting_since ?? null);
}

/** Whether the digest of a day was posted. */
export async function isDigestPosted(
  store: Store,
  key: Pick<DigestKey, 'company' | 'day'>,
): Promise<boolean> {
  return Boolean((await digestOf(store, key))?.posted_at);
}

/** The digest is there, or the day has none. */
export async function endDigest(store: Store, { company, day, channel }: DigestKey): Promise<void> {
  await sql`
    insert into slack_digests (company, day, channel, posted_at)
    values (${company}, ${day}, ${channel}, clock_timestamp())
    on conflict (company, day) do update set posting_since = null, posted_at = excluded.posted_at`.execute(
    store,
  );
}

/** The post was refused for certain. */
export async function giveUpDigest(store: Store, { company, day }: DigestKey): Promise<void> {
  await sql`
    update slack_digests set posting_since = null
    where company = ${company} and day = ${day} and posted_at is null`.execute(store);
}

function digestOf(store: Store, { company, day }: Pick<DigestKey, 'company' | 'day'>) {
  return store
    .selectFrom('slack_digests')
    .select(['posting_since', 'posted_at'])
    .where('company', '=', company)
    .where('day', '=', day)
    .executeTakeFirst();
}
