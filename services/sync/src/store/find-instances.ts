import { sql } from 'kysely';
import type { InstanceRow, Store } from './instances.ts';

const columns = sql`id, company, process, version, revision, step, state, created_at as "createdAt"`;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const foundMax = 50;

/** One instance of any company, or undefined; nothing is locked. */
export async function readInstance(store: Store, id: string): Promise<InstanceRow | undefined> {
  if (!uuid.test(id)) return undefined;
  const found = await sql<InstanceRow>`select ${columns} from instances where id = ${id}`.execute(store);
  return found.rows[0];
}

/**
 * Instances by their id, or by the id of what they belong to outside (deal, person, conversation …); the newest first.
 * Links are ordered by company and kind before the value: the few of those there are, are walked through
 * (wiki.postgresql.org/wiki/Loose_indexscan).
 */
export async function findInstances(store: Store, asked: string): Promise<InstanceRow[]> {
  const byId = await readInstance(store, asked);
  if (byId) return [byId];
  const found = await sql<InstanceRow>`
    with recursive known as (
      (select company, kind from links order by company, kind limit 1)
      union all
      select next.company, next.kind from known cross join lateral (
        select company, kind from links where (company, kind) > (known.company, known.kind)
        order by company, kind limit 1) as next)
    select ${columns} from instances where id in (
      select instance_id from known join links using (company, kind) where value = ${asked})
    order by created_at desc limit ${foundMax}`.execute(store);
  return found.rows;
}

/** The timers that an instance waits for, the next one first. */
export async function timersOf(store: Store, instanceId: string): Promise<{ name: string; dueAt: Date }[]> {
  const found = await sql<{ name: string; dueAt: Date }>`
    select name, due_at as "dueAt" from timers where instance_id = ${instanceId} order by due_at`.execute(
    store,
  );
  return found.rows;
}
