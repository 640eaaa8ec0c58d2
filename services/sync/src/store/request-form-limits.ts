import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** So many sendings at once, all of them back after so many seconds, one by one. */
export interface SendingLimit {
  countMax: number;
  perSeconds: number;
}

/** So many rows that nobody needs any more go with each sending. */
const forgottenAtOnce = 20;

/**
 * Takes one sending from what a sender may send (a leaky bucket, GCRA): one row and one statement, right on any number
 * of nodes.
 *
 * @returns 0 when it may be sent, else how many seconds to wait
 */
export async function takeSending(
  store: Store,
  sender: string,
  { countMax, perSeconds }: SendingLimit,
): Promise<number> {
  const one = sql`${perSeconds / countMax}::float8 * interval '1 second'`;
  const all = sql`${perSeconds}::float8 * interval '1 second'`;
  const taken = await sql`
    insert into request_form_limits as known (sender, free_at) values (${sender}, clock_timestamp() + ${one})
    on conflict (sender) do update set free_at = greatest(known.free_at, clock_timestamp()) + ${one}
    where greatest(known.free_at, clock_timestamp()) + ${one} <= clock_timestamp() + ${all}
    returning sender`.execute(store);
  if (taken.rows.length > 0) {
    await forgetFree(store);
    return 0;
  }
  const found = await sql<{ seconds: number }>`
    select ceil(extract(epoch from free_at + ${one} - ${all} - clock_timestamp()))::int as seconds
    from request_form_limits where sender = ${sender}`.execute(store);
  return Math.max(1, found.rows[0]?.seconds ?? 1);
}

async function forgetFree(store: Store): Promise<void> {
  await sql`
    delete from request_form_limits where sender in (
      select sender from request_form_limits where free_at < clock_timestamp()
      limit ${forgottenAtOnce} for update skip locked)`.execute(store);
}
