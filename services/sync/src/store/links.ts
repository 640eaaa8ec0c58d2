import type { Store } from './instances.ts';

/** The instances a thing of the outside belongs to, oldest first. */
export async function linkedInstances(
  store: Store,
  company: string,
  kind: string,
  values: readonly string[],
): Promise<string[]> {
  if (values.length === 0) return [];
  const rows = await store
    .selectFrom('links')
    .innerJoin('instances', 'instances.id', 'links.instance_id')
    .select(['links.instance_id as id', 'instances.created_at'])
    .distinct()
    .where('links.company', '=', company)
    .where('links.kind', '=', kind)
    .where('links.value', 'in', [...values])
    .orderBy('instances.created_at')
    .execute();
  return rows.map((row) => row.id);
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
