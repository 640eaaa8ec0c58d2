import { type Kysely, sql } from 'kysely';
import type { InstanceRow, Store } from './instances.ts';
import type { Schema } from './schema.ts';

/**
 * Accepted requests whose account waits to be activated, or let that time pass, and was not looked at for `everyMs`:
 * those never looked at first, then the oldest look.
 */
export async function accountsToLookAt(
  db: Kysely<Schema>,
  company: string,
  { everyMs, max }: { everyMs: number; max: number },
): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt"
    from instances left join account_looks on instance_id = id
    where company = ${company} and process = 'account-request' and step = 'accepted'
      and state #>> '{account,state}' in ('invited', 'expired')
      and (looked_at is null or looked_at < clock_timestamp() - ${everyMs} * interval '1 millisecond')
    order by looked_at nulls first, created_at, id
    limit ${max}`.execute(db);
  return found.rows;
}

/** Notes that an account is looked at now. */
export async function noteAccountLook(store: Store, instanceId: string): Promise<void> {
  await sql`
    insert into account_looks (instance_id) values (${instanceId})
    on conflict (instance_id) do update set looked_at = clock_timestamp()`.execute(store);
}
