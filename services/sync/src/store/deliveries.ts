import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { storable } from './json-text.ts';
import type { DeliveryState } from './schema.ts';

/** What is recorded of something the outside sent. */
export interface NewDelivery {
  company: string;
  source: string;
  /** Unique per source: a second copy is recorded nowhere. */
  key: string;
  subject: string;
  body: string;
  requestId: string;
  state: Extract<DeliveryState, 'recorded' | 'ignored' | 'unreadable'>;
  reason: string | null;
}

export interface DeliveryRow {
  id: number;
  company: string;
  source: string;
  subject: string;
  body: string;
  requestId: string;
  receivedAt: Date;
  attempts: number;
}

const indexedLengthMax = 200;

/** Records deliveries in one statement; known keys are passed over. */
export async function insertDeliveries(store: Store, deliveries: readonly NewDelivery[]): Promise<void> {
  const [first] = deliveries;
  if (first && deliveries.length === 1) return insertDelivery(store, first);
  const column = <Key extends keyof NewDelivery>(key: Key) =>
    deliveries.map((delivery) => (delivery[key] === null ? null : storable(delivery[key])));
  const indexed = (key: 'key' | 'subject') => deliveries.map((delivery) => indexable(delivery[key]));
  await sql`
    insert into deliveries (company, source, key, subject, body, request_id, state, reason)
    select * from unnest(${column('company')}::text[], ${column('source')}::text[], ${indexed('key')}::text[],
      ${indexed('subject')}::text[], ${column('body')}::text[], ${column('requestId')}::text[],
      ${column('state')}::text[], ${column('reason')}::text[])
    on conflict (source, key) do nothing`.execute(store);
}

/** Unless many call at once there is one, and as a list it would cost more. */
async function insertDelivery(store: Store, delivery: NewDelivery): Promise<void> {
  const { company, source, key, subject, body, requestId, state, reason } = delivery;
  await sql`
    insert into deliveries (company, source, key, subject, body, request_id, state, reason)
    values (${storable(company)}, ${source}, ${indexable(key)}, ${indexable(subject)}, ${storable(body)},
      ${storable(requestId)}, ${state}, ${reason === null ? null : storable(reason)})
    on conflict (source, key) do nothing`.execute(store);
}

/** What an outsider made too long for an index (2,704 bytes) is told apart by its digest. */
function indexable(text: string): string {
  if (text.length <= indexedLengthMax) return storable(text);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Subjects with deliveries to route, the longest waiting first. */
export async function waitingSubjects(store: Store, limit: number): Promise<string[]> {
  // A subject whose oldest delivery waits for another try waits as a whole.
  const found = await sql<{ subject: string }>`
    select subject from deliveries where state = 'recorded'
    group by subject having max(due_at) <= clock_timestamp() order by min(id) limit ${limit}`.execute(store);
  return found.rows.map((row) => row.subject);
}

/** So many deliveries at most are read at once. */
export const deliveriesMax = 200;

/** The deliveries of subjects in order of arrival; the caller holds the subjects' locks. */
export async function deliveriesOf(store: Store, ...subjects: string[]): Promise<DeliveryRow[]> {
  const found = await sql<DeliveryRow>`
    select id, company, source, subject, body, request_id as "requestId", received_at as "receivedAt", attempts
    from deliveries
    where subject = any (${subjects}::text[]) and state = 'recorded' order by id limit ${deliveriesMax}`.execute(
    store,
  );
  return found.rows;
}

/** What a transaction has locked already; it keeps it to its end. */
const heldBy = new WeakMap<Store, Set<string>>();

/** One order per subject on all nodes: waits for the subjects' locks, held to the end of the transaction. */
export async function lockSubject(store: Store, ...wanted: string[]): Promise<void> {
  const held = heldBy.get(store) ?? new Set();
  const subjects = wanted.filter((subject) => !held.has(subject));
  if (subjects.length === 0) return;
  // Always in the same order: who takes several waits for nobody in a circle.
  await sql`select pg_advisory_xact_lock(hashtextextended(subject, 7)) from unnest(${subjects.toSorted()}::text[])
    as subject`.execute(store);
  if (store.isTransaction) heldBy.set(store, new Set([...held, ...subjects]));
}

/** Says what became of deliveries. */
export async function markDeliveries(
  store: Store,
  marks: readonly { id: number; state: 'routed' | 'ignored' | 'unreadable'; reason: string | null }[],
): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    update deliveries set state = mark.state, reason = mark.reason, routed_at = now()
    from unnest(${marks.map((mark) => mark.id)}::bigint[], ${marks.map((mark) => mark.state)}::text[],
      ${marks.map((mark) => mark.reason)}::text[]) as mark (id, state, reason)
    where deliveries.id = mark.id`.execute(store);
}

/** A routing that failed: later again, or set aside for an operator after `attemptCountMax` tries. */
export async function postponeDelivery(
  store: Store,
  id: number,
  failure: { reason: string; delayMs: number; attemptCountMax: number },
): Promise<void> {
  await sql`
    update deliveries set attempts = attempts + 1, reason = ${failure.reason},
      state = case when attempts + 1 >= ${failure.attemptCountMax} then 'failed' else 'recorded' end,
      due_at = clock_timestamp() + ${failure.delayMs} * interval '1 millisecond'
    where id = ${id} and state = 'recorded'`.execute(store);
}
