import { sql } from 'kysely';
import { type InstanceRow, type LockedInstance, lockInstances, type Store } from './instances.ts';

/** The instances a thing of the outside belongs to, oldest first. */
export async function linkedInstances(
  store: Store,
  company: string,
  kind: string,
  values: readonly string[],
): Promise<InstanceRow[]> {
  if (values.length === 0) return [];
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
    where id in (select instance_id from links
      where company = ${company} and kind = ${kind} and value = any (${[...values]}::text[]))
    order by created_at`.execute(store);
  return found.rows;
}

/** The same, locked to the end of the transaction. */
export async function lockLinkedInstances(
  store: Store,
  company: string,
  kind: string,
  value: string,
): Promise<LockedInstance[]> {
  return lockInstances(
    store,
    sql`id in (select instance_id from links where company = ${company} and kind = ${kind} and value = ${value})`,
  );
}

/** Remembers that a thing of the outside belongs to an instance. */
export async function addLink(
  store: Store,
  link: { company: string; kind: string; value: string; instanceId: string },
): Promise<void> {
  const { instanceId, ...rest } = link;
  await store
    .insertInto('links')
    .values({ ...rest, instance_id: instanceId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
