import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { marksOf } from './approval-changes.ts';
import { type JournalLine, journalLine } from './journal-line.ts';
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
  /** `search` null: the words are the same as before. */
  instance: Omit<InstanceRow, 'createdAt'> & { search: string | null };
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
  /** New effects are recorded, not carried out; those of a decision that began otherwise go on as it began. */
  shadow?: boolean;
  timers: { name: string; dueAt: string }[];
  /** What the journal tells of it. */
  line?: JournalLine;
  /** Whether somebody follows it in Slack, who has to hear of the change. */
  announces?: boolean;
}

/** An instance whose row the transaction holds. `now` is the store's clock. */
export interface LockedInstance {
  row: InstanceRow;
  now: Date;
}

/** Takes the row lock of an instance: one order per instance, on one node or many. */
export async function lockInstance(store: Store, id: string): Promise<LockedInstance | undefined> {
  const [first] = await lockInstances(store, sql`id = ${id}`);
  return first;
}

/** Takes the row locks of instances, oldest first; `which` is a condition on their rows. */
export async function lockInstances(store: Store, which: RawBuilder<unknown>): Promise<LockedInstance[]> {
  const found = await sql<InstanceRow & { now: Date }>`
    select id, company, process, version, revision, step, state, created_at as "createdAt", clock_timestamp() as now
    from instances where ${which} order by created_at, id for update`.execute(store);
  return found.rows.map(({ now, ...row }) => ({ row, now }));
}

/** The store's clock: one for all nodes. */
export async function readClock(store: Store): Promise<Date> {
  const read = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(store);
  return read.rows[0]?.now ?? new Date();
}

/** Reads an instance without locking it. */
export async function readInstance(store: Store, id: string): Promise<InstanceRow | undefined> {
  return store
    .selectFrom('instances')
    .select(['id', 'company', 'process', 'version', 'revision', 'step', 'state', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Writes an instance with its links, effects, timers and journal line: one statement, one round trip. */
export async function writeInstance(store: Store, change: InstanceChange, now: Date): Promise<void> {
  await sql`with ${sql.join(partsOf(change, now))} select 1`.execute(store);
}

function partsOf(change: InstanceChange, now: Date): RawBuilder<unknown>[] {
  const { instance, links, effects, shadow = false, timers, line, announces = false } = change;
  return [
    change.isNew ? newInstance(instance, now) : changedInstance(instance, now),
    ...(links.length > 0 ? [newLinks(instance, links)] : []),
    ...(effects.length > 0 ? [newEffects(instance.id, effects, shadow)] : []),
    ...(timers.length > 0 ? [startedTimers(instance.id, timers)] : []),
    ...(line ? [sql`line as (${journalLine(instance.id, line)})`] : []),
    ...(announces
      ? [sql`mark as (${marksOf(sql`values (${instance.id}::uuid, ${instance.company}::text)`)})`]
      : []),
  ];
}

type WrittenInstance = InstanceChange['instance'];

function newInstance(
  { id, company, process, version, revision, step, state, search }: WrittenInstance,
  now: Date,
) {
  return sql`written as (
    insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
    values (${id}, ${company}, ${process}, ${version}, ${revision}, ${step}, ${jsonText(state)}::jsonb,
      to_tsvector('simple', ${search ?? ''}), ${now}, ${now}))`;
}

function changedInstance({ id, version, revision, step, state, search }: WrittenInstance, now: Date) {
  const words = search === null ? sql`` : sql`search = to_tsvector('simple', ${search}),`;
  return sql`written as (
    update instances set version = ${version}, revision = ${revision}, step = ${step},
      state = ${jsonText(state)}::jsonb, ${words} updated_at = ${now}
    where id = ${id})`;
}

function newLinks({ id, company }: WrittenInstance, links: InstanceChange['links']) {
  return sql`new_links as (
    insert into links (company, kind, value, instance_id)
    select ${company}, kind, value, ${id}::uuid from jsonb_to_recordset(${jsonText(links)}::jsonb)
      as link (kind text, value text)
    on conflict do nothing)`;
}

function newEffects(instanceId: string, effects: InstanceChange['effects'], shadow: boolean) {
  return sql`new_effects as (
    insert into effects (id, instance_id, decision, key, kind, payload, due_at, request_id, shadow)
    select id, ${instanceId}::uuid, decision, key, kind, payload, "dueAt", "requestId",
      case when coalesce((
        select shadow is not null from effects as begun
        where begun.instance_id = ${instanceId}::uuid and begun.decision = effect.decision and begun.decision > 0
        limit 1), ${shadow}::boolean) then '[]'::jsonb end
    from jsonb_to_recordset(${jsonText(effects)}::jsonb) as effect (id uuid, decision integer, key text, kind text,
      payload jsonb, "dueAt" timestamptz, "requestId" text)
    on conflict (instance_id, key) do nothing)`;
}

function startedTimers(instanceId: string, timers: InstanceChange['timers']) {
  return sql`started_timers as (
    insert into timers (instance_id, name, due_at)
    select ${instanceId}::uuid, name, "dueAt" from jsonb_to_recordset(${jsonText(timers)}::jsonb)
      as timer (name text, "dueAt" timestamptz)
    on conflict (instance_id, name) do update set due_at = excluded.due_at)`;
}
