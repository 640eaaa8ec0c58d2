import type { Store } from './instances.ts';

export type NamedKind = 'pipeline' | 'stage';

/** What names of the settings meant when they were first resolved. */
export async function readResolvedNames(
  store: Store,
  company: string,
): Promise<{ kind: string; name: string; id: number }[]> {
  return store
    .selectFrom('resolved_names')
    .select(['kind', 'name', 'id'])
    .where('company', '=', company)
    .execute();
}

/** Keeps the meaning of names; a name that has one keeps it. */
export async function keepResolvedNames(
  store: Store,
  company: string,
  names: readonly { kind: NamedKind; name: string; id: number }[],
): Promise<void> {
  if (names.length === 0) return;
  await store
    .insertInto('resolved_names')
    .values(names.map((name) => ({ company, ...name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
