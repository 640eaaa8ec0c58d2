import { type Kysely, sql, type Transaction } from 'kysely';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** A connection or a transaction: store functions take either. */
export type Store = Kysely<Schema> | Transaction<Schema>;

/** A process instance as stored; `state` is parsed by its process. */
export interface InstanceRow {
  id: string;
  company: string;
  process: string;
  version: number;
  revision: number;
  step: string;
  state: unknown;
  createdAt: Date;
}

/** What a change writes, all together. Arrays are written in one statement each. */
export interface InstanceChange {
  instance: Omit<InstanceRow, 'createdAt'> & { search: string };
  isNew: boolean;
  links: { kind: string; value: string }[];
  effects: {
    id: string;
    decision: number;
    key: string;
    kind: string;
    payload: unknown;
    dueAt: string;
    requestId: string | null;
  }[];
  timers: { name: string; dueAt: string }[];
}

/** Takes the row lock of an instance: one order per instance, on one node or many. `now` is the store's clock. */
export async function lockInstance(
  store: Store,
  id: string,
): Promise<{ row: InstanceRow; now: Date } | undefined> {
  const found = await sql<InstanceRow & { now: Date }>`
    select id, company, process, version, revision, step, state, created_at as "createdAt", clock_timestamp() as now
    from instances where id = ${id} for update`.execute(store);
  const [first] = found.rows;
  if (!first) return undefined;
  const { now, ...row } = first;
  return { row, now };
}

/** Reads an instance without locking it. */
export async function readInstance(store: Store, id: string): Promise<InstanceRow | undefined> {
  return store
    .selectFrom('instances')
    .select(['id', 'company', 'process', 'version', 'revision', 'step', 'state', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Writes an instance with its links, effects and timers in one round trip. */
export async function writeInstance(store: Store, change: InstanceChange, now: Date): Promise<void> {
  const { instance } = change;
  const state = jsonText(instance.state);
  const row = change.isNew
    ? sql`insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
        values (${instance.id}, ${instance.company}, ${instance.process}, ${instance.version}, ${instance.revision},
          ${instance.step}, ${state}::jsonb, to_tsvector('simple', ${instance.search}), ${now}, ${now})`
    : sql`update instances set version = ${instance.version}, revision = ${instance.revision},
          step = ${instance.step}, state = ${state}::jsonb, search = to_tsvector('simple', ${instance.search}),
          updated_at = ${now}
        where id = ${instance.id}`;
  await row.execute(store);
  if (change.links.length > 0) await addLinks(store, instance.company, instance.id, change.links);
  if (change.effects.length > 0) await addEffects(store, instance.id, change.effects);
  if (change.timers.length > 0) await startTimers(store, instance.id, change.timers);
}

async function addLinks(
  store: Store,
  company: string,
  id: string,
  links: InstanceChange['links'],
): Promise<void> {
  const rows = links.map((link) => ({ company, ...link, instance_id: id }));
  await store
    .insertInto('links')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function addEffects(store: Store, id: string, effects: InstanceChange['effects']): Promise<void> {
  const rows = effects.map(({ dueAt, payload, requestId, ...effect }) => ({
    ...effect,
    instance_id: id,
    due_at: dueAt,
    request_id: requestId,
    payload: jsonText(payload),
  }));
  await store
    .insertInto('effects')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['instance_id', 'key']).doNothing())
    .execute();
}

async function startTimers(store: Store, id: string, timers: InstanceChange['timers']): Promise<void> {
  const rows = timers.map(({ name, dueAt }) => ({ instance_id: id, name, due_at: dueAt }));
  await store
    .insertInto('timers')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['instance_id', 'name'])
        .doUpdateSet((row) => ({ due_at: row.ref('excluded.due_at') })),
    )
    .execute();
}
