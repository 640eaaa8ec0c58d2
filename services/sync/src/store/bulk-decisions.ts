import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BulkDecisionItem } from '#core/contract/bulk.ts';
import { type Reason, reason } from '#core/kernel/outcome.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import { isHiddenFrom } from './visibility.ts';

/** A bulk decision as recorded. `actor` and `decision` are parsed by whoever carries it out. */
export interface BulkDecisionRow {
  id: string;
  company: string;
  staffId: number;
  actor: unknown;
  decision: unknown;
  requestId: string | null;
  finishedAt: Date | null;
}

/** One request of a bulk decision. */
export interface BulkItem {
  position: number;
  instanceId: string;
  commandId: string;
}

/** What became of one request. */
export interface ItemEnd {
  outcome: Exclude<BulkDecisionItem['outcome'], 'waiting'>;
  reason: Reason | null;
}

const columns = sql`id, company, staff_id as "staffId", actor, decision, request_id as "requestId",
  finished_at as "finishedAt"`;

/** Why an item of a request that is nobody's, or that its person may not see, came to nothing. */
export const requestGone = 'request-gone';

/**
 * Records a bulk decision with all its requests; run it in one transaction. For one that the person may not see, or
 * that is none, it ends here: it may be seen when its turn comes, and was not asked for.
 * @returns the one recorded before under the same command id, or the new one
 */
export async function recordBulkDecision(
  store: Store,
  bulk: { company: string; commandId: string; staffId: number; actor: unknown; decision: unknown },
  instanceIds: readonly string[],
  requestId: string | null,
): Promise<Pick<BulkDecisionRow, 'id' | 'staffId'>> {
  const { company, commandId, staffId, actor, decision } = bulk;
  const id = randomUUID();
  const added = await sql`
    insert into bulk_decisions (id, company, command_id, staff_id, actor, decision, request_id)
    values (${id}, ${company}, ${commandId}, ${staffId}, ${jsonText(actor)}::jsonb, ${jsonText(decision)}::jsonb,
      ${requestId})
    on conflict (company, command_id) do nothing`.execute(store);
  if (added.numAffectedRows !== 1n) return recordedBefore(store, company, commandId);
  const items = instanceIds.map((instanceId, position) => ({
    position,
    instance_id: instanceId,
    command_id: commandIdOf(id, instanceId),
  }));
  await sql`
    insert into bulk_decision_items (bulk_decision_id, position, instance_id, command_id, outcome, reason)
    select ${id}::uuid, position, instance_id, command_id, case when visible then 'waiting' else 'failed' end,
      case when not visible then ${jsonText(reason(requestGone))}::jsonb end
    from (
      select item.*, exists (
        select 1 from instances where instances.id = instance_id and instances.company = ${company}
          and process = 'account-request' and not ${isHiddenFrom(staffId)}) as visible
      from jsonb_to_recordset(${jsonText(items)}::jsonb)
        as item (position integer, instance_id uuid, command_id uuid)) as item`.execute(store);
  return { id, staffId };
}

async function recordedBefore(store: Store, company: string, commandId: string) {
  return store
    .selectFrom('bulk_decisions')
    .select(['id', 'staff_id as staffId'])
    .where('company', '=', company)
    .where('command_id', '=', commandId)
    .executeTakeFirstOrThrow();
}

/** The command of one of many: the same on every node and at every try (a UUID of version 8, RFC 9562 5.8). */
export function commandIdOf(bulkDecisionId: string, instanceId: string): string {
  const digest = createHash('sha256').update(`${bulkDecisionId}/${instanceId}`).digest('hex');
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
  ];
  return [...parts, digest.slice(20, 32)].join('-');
}

/** Bulk decisions that are not through, the oldest first. */
export async function openBulkDecisions(store: Store): Promise<BulkDecisionRow[]> {
  const found = await sql<BulkDecisionRow>`
    select ${columns} from bulk_decisions where finished_at is null order by created_at, id limit 100`.execute(
    store,
  );
  return found.rows;
}

/** The next request of a bulk decision that no other node is at; the row lock lasts as long as the transaction. */
export async function lockNextItem(store: Store, bulkDecisionId: string): Promise<BulkItem | undefined> {
  const found = await sql<BulkItem>`
    select position, instance_id as "instanceId", command_id as "commandId" from bulk_decision_items
    where bulk_decision_id = ${bulkDecisionId} and outcome = 'waiting'
    order by position limit 1 for update skip locked`.execute(store);
  return found.rows[0];
}

/** Keeps what became of a request, in the transaction that holds its lock. */
export async function endItem(
  store: Store,
  bulkDecisionId: string,
  position: number,
  { outcome, reason }: ItemEnd,
): Promise<void> {
  await sql`
    update bulk_decision_items set outcome = ${outcome}, reason = ${reason ? jsonText(reason) : null}::jsonb
    where bulk_decision_id = ${bulkDecisionId} and position = ${position}`.execute(store);
}

/** Marks a bulk decision as through when no request of it waits any more. */
export async function finishBulkDecision(store: Store, id: string): Promise<void> {
  await sql`
    update bulk_decisions set finished_at = clock_timestamp()
    where id = ${id} and finished_at is null and not exists (
      select 1 from bulk_decision_items where bulk_decision_id = ${id} and outcome = 'waiting')`.execute(
    store,
  );
}

/**
 * How many requests of a company's open bulk decisions are being carried out, or will begin within `soonMs`. One
 * whose effect gave up waits for a person and is not counted.
 */
export async function countUnderWay(store: Store, company: string, soonMs: number): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from bulk_decisions
    join bulk_decision_items as item on item.bulk_decision_id = bulk_decisions.id and item.outcome = 'advanced'
    where company = ${company} and finished_at is null
      and exists (
        select 1 from effects where effects.instance_id = item.instance_id and decision > 0
          and state in ('waiting', 'running', 'retrying')
          and due_at <= clock_timestamp() + ${soonMs} * interval '1 millisecond')
      and not exists (
        select 1 from effects where effects.instance_id = item.instance_id and state = 'dead-letter')`.execute(
    store,
  );
  return found.rows[0]?.count ?? 0;
}

/** An item as it is shown: with the name of who asked, '' when the request is nobody's here. */
export interface ItemRow {
  instanceId: string;
  name: string;
  outcome: BulkDecisionItem['outcome'];
  reason: Reason | null;
}

/** A bulk decision of a company with its items, in the order given; of those hidden from the reader no more than how they ended. */
export async function readBulkDecision(
  store: Store,
  { company, staffId }: { company: string; staffId: number },
  id: string,
): Promise<{ bulk: BulkDecisionRow; items: ItemRow[] } | undefined> {
  const found = await sql<BulkDecisionRow>`
    select ${columns} from bulk_decisions where id = ${id} and company = ${company}`.execute(store);
  const [bulk] = found.rows;
  if (!bulk) return undefined;
  const items = await sql<ItemRow>`
    select item.instance_id as "instanceId", outcome,
      case when ${isHiddenFrom(staffId)} then '' else coalesce(instances.state #>> '{person,name}', '') end as name,
      case when ${isHiddenFrom(staffId)} and reason ->> 'key' <> ${requestGone} then null else reason end as reason
    from bulk_decision_items as item
    left join instances on instances.id = item.instance_id and instances.company = ${company}
    where bulk_decision_id = ${id} order by position`.execute(store);
  return { bulk, items: items.rows };
}
