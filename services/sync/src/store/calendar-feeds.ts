import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** Whose calendar a secret link shows. */
export interface FeedOwner {
  company: string;
  staffId: number;
}

/** When a calendar's link was made, and last asked for. */
export interface FeedDates {
  madeAt: Date;
  readAt: Date | null;
}

/** Of two reads within that time one is noted. */
const notedApart = '1 minute';

/** Gives somebody a link; the one before is worth nothing from the same moment on. */
export async function makeFeed(
  store: Store,
  { company, staffId }: FeedOwner,
  secretDigest: string,
): Promise<FeedDates> {
  const made = await sql<FeedDates>`
    insert into calendar_feeds (company, staff_id, secret_digest, made_at)
    values (${company}, ${staffId}, ${secretDigest}, clock_timestamp())
    on conflict (company, staff_id) do update
      set secret_digest = excluded.secret_digest, made_at = excluded.made_at, read_at = null
    returning made_at as "madeAt", read_at as "readAt"`.execute(store);
  const [dates] = made.rows;
  if (!dates) throw new Error('The calendar was not kept.');
  return dates;
}

/** Undefined: nobody made a link for them. */
export async function readFeed(
  store: Store,
  { company, staffId }: FeedOwner,
): Promise<FeedDates | undefined> {
  return store
    .selectFrom('calendar_feeds')
    .select(['made_at as madeAt', 'read_at as readAt'])
    .where('company', '=', company)
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
}

/** The link is worth nothing any more. */
export async function removeFeed(store: Store, { company, staffId }: FeedOwner): Promise<void> {
  await store
    .deleteFrom('calendar_feeds')
    .where('company', '=', company)
    .where('staff_id', '=', staffId)
    .execute();
}

/** Whose link it is; undefined when it is nobody's, or nobody's any more. */
export async function ownerOfFeed(store: Store, secretDigest: string): Promise<FeedOwner | undefined> {
  return store
    .selectFrom('calendar_feeds')
    .select(['company', 'staff_id as staffId'])
    .where('secret_digest', '=', secretDigest)
    .executeTakeFirst();
}

/** Notes that a calendar was asked for. */
export async function noteFeedRead(store: Store, secretDigest: string): Promise<void> {
  await sql`
    update calendar_feeds set read_at = clock_timestamp()
    where secret_digest = ${secretDigest}
      and (read_at is null or read_at < clock_timestamp() - ${notedApart}::interval)`.execute(store);
}
