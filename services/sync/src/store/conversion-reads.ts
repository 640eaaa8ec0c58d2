import { type RawBuilder, sql } from 'kysely';
import { ConversionStep } from '#core/model/conversion.ts';
import type { InstanceRow, Store } from './instances.ts';
import { queryOf } from './request-list.ts';
import { leavingOut } from './visibility.ts';

/** The day of whatever has none; after all days. */
export const noDay = '9999-12-31';

/** Where the next page of a list begins: the day its last one is due, then its id. */
export interface ConversionPosition {
  dueOn: string;
  id: string;
}

/** Which conversions are wanted. */
export interface WantedConversions {
  /** None = every step. */
  steps: readonly ConversionStep[];
  search: string;
  /** Pipedrive id of who holds the deal; null = anybody. */
  ownerId: number | null;
  /** Only those of which something was due before this day; null = all. */
  lateBefore: string | null;
  /** Audiences whose conversions are left out (store/visibility.ts). */
  hidden: readonly number[];
}

/** A conversion of a list, with its position. */
export type ListedConversion = InstanceRow & { dueOn: string };

const columns = sql`id, company, process, version, revision, step, state, created_at as "createdAt"`;
const ofCompany = (company: string) => sql`company = ${company} and process = 'customer-conversion'`;

/**
 * Conversions of a company, what is due first before the rest. Each step is read in its own order from the index and
 * only as far as the page goes; what is searched for, and what somebody holds, has an index across the steps.
 */
export async function listConversions(
  store: Store,
  company: string,
  wanted: WantedConversions & { after: ConversionPosition | null; limit: number },
): Promise<ListedConversion[]> {
  const { after, limit, search, ownerId } = wanted;
  const beyond = after ? sql`and (due_on, id) > (${after.dueOn}::text, ${after.id}::uuid)` : sql``;
  const steps = stepsOf(wanted);
  const isAcrossSteps = search.trim() !== '' || ownerId !== null;
  // Of several steps in one condition, even of a single one in a list, no index tells the order.
  const groups = isAcrossSteps
    ? [sql`step = any (${steps}::text[])`]
    : steps.map((step) => sql`step = ${step}`);
  const parts = groups.map(
    (ofSteps) => sql`(
      select due_on, id from instances
      where ${ofCompany(company)} and ${ofSteps} ${conditionsOf(wanted)} ${beyond}
      order by due_on, id limit ${limit})`,
  );
  const found = await sql<ListedConversion>`
    with page as (
      select * from (${sql.join(parts, sql` union all `)}) as page order by due_on, id limit ${limit})
    select instances.id, company, process, version, revision, step, state, created_at as "createdAt",
      page.due_on as "dueOn"
    from page join instances on instances.id = page.id order by page.due_on, page.id`.execute(store);
  return found.rows;
}

/** How many a list has on all its pages; those of whole steps are not counted one by one. */
export async function countConversions(
  store: Store,
  company: string,
  wanted: WantedConversions,
): Promise<number> {
  const { search, ownerId, lateBefore, hidden } = wanted;
  const steps = sql`step = any (${stepsOf(wanted)}::text[])`;
  const isWhole = search.trim() === '' && ownerId === null && lateBefore === null;
  const counted = isWhole
    ? sql<{ count: number }>`
      select coalesce(sum(change), 0)::int as count from step_changes
      where ${ofCompany(company)} and ${steps} ${leavingOut(hidden)}`
    : sql<{ count: number }>`
      select count(*)::int as count from instances
      where ${ofCompany(company)} and ${steps} ${conditionsOf(wanted)}`;
  return (await counted.execute(store)).rows[0]?.count ?? 0;
}

function stepsOf({ steps }: WantedConversions): ConversionStep[] {
  return ConversionStep.options.filter((step) => steps.length === 0 || steps.includes(step));
}

function conditionsOf({ search, ownerId, lateBefore, hidden }: WantedConversions): RawBuilder<unknown> {
  const words = queryOf(search);
  return sql`
    ${words === '' ? sql`` : sql`and search @@ to_tsquery('simple', ${words})`}
    ${ownerId === null ? sql`` : sql`and deal_owner_id = ${ownerId}`}
    ${lateBefore === null ? sql`` : sql`and due_on < ${lateBefore}`}
    ${leavingOut(hidden)}`;
}

/** How many stand in a step, how many of them are late, and how many something stands in the way of. */
export interface StepFigures {
  step: ConversionStep;
  count: number;
  lateCount: number;
  blockedCount: number;
}

/** The figures of every step in which somebody stands. @param today in the company's time zone */
export async function stepFigures(
  store: Store,
  company: string,
  today: string,
  hidden: readonly number[],
): Promise<StepFigures[]> {
  const found = await sql<StepFigures>`
    select step, sum(count)::int as count, sum(late)::int as "lateCount", sum(blocked)::int as "blockedCount"
    from (
      select step, change as count, 0 as late, 0 as blocked from step_changes
      where ${ofCompany(company)} ${leavingOut(hidden)}
      union all select step, 0, 1, 0 from instances
      where ${ofCompany(company)} and step = any (${ConversionStep.options}::text[]) and due_on < ${today}
        ${leavingOut(hidden)}
      union all select step, 0, 0, 1 from instances
      where ${ofCompany(company)} and is_blocked ${leavingOut(hidden)}) as each
    group by step`.execute(store);
  return found.rows;
}

/** So many of a colleague's are shown at most. */
const ofOwnerMax = 300;

/** What somebody holds with something due until a day, the earliest first. */
export async function dueConversions(
  store: Store,
  company: string,
  { ownerId, until, hidden }: { ownerId: number; until: string; hidden: readonly number[] },
): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select ${columns} from instances
    where ${ofCompany(company)} and deal_owner_id = ${ownerId} and due_on <= ${until} ${leavingOut(hidden)}
    order by due_on, id limit ${ofOwnerMax}`.execute(store);
  return found.rows;
}

/** What somebody holds without any promise and is not through, the longest in its step first. */
export async function conversionsWithoutPromise(
  store: Store,
  company: string,
  { ownerId, limit, hidden }: { ownerId: number; limit: number; hidden: readonly number[] },
): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select ${columns} from instances
    where ${ofCompany(company)} and deal_owner_id = ${ownerId} and due_on = ${noDay}
      and step not in ('live', 'ended') ${leavingOut(hidden)}
    order by state ->> 'stepSince', id limit ${limit}`.execute(store);
  return found.rows;
}

/** The ids of the conversions of a deal: those that follow it now before those that did, going on before over, the newest first. */
export async function conversionsOfDeal(store: Store, company: string, dealId: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from instances where ${ofCompany(company)} and id in (
      select instance_id from links
      where company = ${company} and kind = 'conversion-deal' and value = ${String(dealId)})
    order by state ->> 'dealId' = ${String(dealId)} desc, step = 'ended', created_at desc, id`.execute(store);
  return found.rows.map(({ id }) => id);
}
