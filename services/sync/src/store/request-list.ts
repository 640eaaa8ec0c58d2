import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import type { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import { searchWords } from '#core/kernel/search-words.ts';
import type { Step } from '#core/processes/account-request/state.ts';
import type { InstanceRow, Store } from './instances.ts';
import { leavingOut } from './visibility.ts';

/**
 * Where the next page of a list begins: the value of the sort column of its last request, then when that was born, then
 * its id.
 */
export const ListPosition = z.object({ value: z.string(), createdAt: z.string(), id: z.uuid() });
export type ListPosition = z.infer<typeof ListPosition>;

/** What a list shows, and in which order. */
export interface WantedRequests {
  /** None = every step. */
  steps: readonly Step[];
  search: string;
  /** Where requests came from; null = anywhere. */
  source: string | null;
  /** Pipedrive id of who holds the person; null = anybody. */
  ownerId: number | null;
  sort: RequestSort;
  direction: SortDirection;
  after: ListPosition | null;
  limit: number;
  /** Audiences whose requests are left out (store/visibility.ts); absent = none. */
  hidden?: readonly number[];
}

/** A request of a list, with its position. */
export type ListedRow = InstanceRow & { position: ListPosition };

/** The steps in the order in which a request passes them. */
export const stepOrder: readonly Step[] = [
  'incomplete',
  'pending',
  'awaiting-evidence',
  'accepting',
  'refusing',
  'accepted',
  'refused',
  'withdrawn',
];

/** Each with an index of its own behind company, process and step. */
const sortColumns: Record<RequestSort, RawBuilder<string>> = {
  submittedAt: sql`sort_submitted`,
  decidedAt: sql`sort_decided`,
  name: sql`sort_name`,
  organization: sql`sort_organization`,
  step: sql`step`,
};

/** What a list is narrowed to, beside its steps. */
type Narrowing = Pick<WantedRequests, 'search' | 'source' | 'ownerId' | 'hidden'>;

/** So many requests of a step are looked through in their order. */
const nearMax = 3_000;

/**
 * Account requests of a company. Each step is read in its own order from its own index and only as far as the page
 * goes, so that a page costs the same however many requests are closed. Where too few of what is looked for stand near,
 * an index finds them: read in order, what is rare would be looked for among all.
 */
export async function listRequests(
  store: Store,
  company: string,
  wanted: WantedRequests,
): Promise<ListedRow[]> {
  const direction = directionOf(wanted);
  const steps = stepsFrom(wanted);
  if (steps.length === 0) return [];
  const near = isNarrowed(wanted) ? await countNear(store, company, { ...wanted, steps }) : null;
  const parts = steps.map((step) => {
    const isFar = near !== null && (near.counts.get(step) ?? 0) < wanted.limit;
    const part = near === null ? wholePart : isFar ? farPart(near) : nearPart;
    return sql`(${part(company, step, wanted)} limit ${wanted.limit})`;
  });
  const order = sql`page.rank ${direction}, page.value ${direction}, page.created_at ${direction},
    page.id ${direction}`;
  const found = await sql<InstanceRow & { value: string }>`
    with page as (
      select * from (${sql.join(parts, sql` union all `)}) as page order by ${order} limit ${wanted.limit})
    select instances.id, company, process, version, revision, step, state, page.created_at as "createdAt", value
    from page join instances on instances.id = page.id order by ${order}`.execute(store);
  return found.rows.map(({ value, ...row }) => ({
    ...row,
    position: { value, createdAt: row.createdAt.toISOString(), id: row.id },
  }));
}

/** The wanted steps; in a list by step, those that are not behind us already. */
function stepsFrom({ steps, sort, direction, after }: WantedRequests): Step[] {
  const shown = stepOrder.filter((step) => steps.length === 0 || steps.includes(step));
  if (sort !== 'step' || after === null) return shown;
  const reached = (stepOrder as readonly string[]).indexOf(after.value);
  return shown.filter((step) => {
    const rank = stepOrder.indexOf(step);
    return direction === 'asc' ? rank >= reached : rank <= reached;
  });
}

/** Whether a list shows less than its steps hold. */
export function isNarrowed({ search, source, ownerId }: Narrowing): boolean {
  return queryOf(search) !== '' || source !== null || ownerId !== null;
}

/** What stands near. */
export interface Near {
  /** How many of what is looked for, by step; steps that are not wanted are left out. */
  counts: Map<Step, number>;
  /** The word of the search that the fewest have, as a query; null without a search. */
  rarest: string | null;
}

/** Looks for what is wanted among the first requests of each step. */
export async function countNear(
  store: Store,
  company: string,
  wanted: Omit<WantedRequests, 'limit'>,
): Promise<Near> {
  const words = wordsOf(wanted.search);
  const withWord = (word: string) => sql`count(*) filter (where search @@ to_tsquery('simple', ${word}))`;
  const parts = wanted.steps.map(
    (step) => sql`
      select ${step}::text as step, (count(*) filter (where true ${conditionsOf(wanted)}))::int as count,
        array[${sql.join(words.map(withWord))}]::int[] as words
      from (${firstOf(company, step, wanted)}) as near`,
  );
  const found = await sql<NearStep>`${sql.join(parts, sql` union all `)}`.execute(store);
  const counts = new Map(found.rows.map(({ step, count }) => [step, count]));
  return { counts, rarest: rarestOf(words, found.rows) };
}

interface NearStep {
  step: Step;
  count: number;
  /** How many have each word of the search. */
  words: number[];
}

function rarestOf(words: readonly string[], near: readonly NearStep[]): string | null {
  const countOf = (at: number) => near.reduce((sum, step) => sum + (step.words[at] ?? 0), 0);
  const counted = words.map((word, at) => ({ word, count: countOf(at) }));
  return counted.toSorted((one, other) => one.count - other.count)[0]?.word ?? null;
}

type Ordered = Omit<WantedRequests, 'limit'>;

/** One step of a list that is not narrowed. */
function wholePart(company: string, step: Step, wanted: Ordered): RawBuilder<unknown> {
  return sql`
    select ${columnsOf(step, wanted)} from instances where ${ofStep(company, step, wanted)} ${conditionsOf(wanted)}
    order by ${orderOf(wanted)}`;
}

/** One step of which enough stands near. */
function nearPart(company: string, step: Step, wanted: Ordered): RawBuilder<unknown> {
  return sql`
    select ${columnsOf(step, wanted)} from (${firstOf(company, step, wanted)}) as near
    where true ${conditionsOf(wanted)} order by ${orderOf(wanted)}`;
}

/** One step of which too little stands near: ordered by what no index is ordered by. */
function farPart(near: Near) {
  return (company: string, step: Step, wanted: Ordered): RawBuilder<unknown> => {
    const way = directionOf(wanted);
    return sql`
      select ${columnsOf(step, wanted)} from instances
      where ${ofStep(company, step, wanted)} ${conditionsOf(wanted, near)}
      order by ${sortColumns[wanted.sort]} || '' ${way}, created_at ${way}, id ${way}`;
  };
}

/** The requests of a step that stand near. */
function firstOf(company: string, step: Step, wanted: Ordered): RawBuilder<unknown> {
  return sql`
    select * from instances where ${ofStep(company, step, wanted)} order by ${orderOf(wanted)} limit ${nearMax}`;
}

function columnsOf(step: Step, { sort }: Ordered): RawBuilder<unknown> {
  const rank = sort === 'step' ? stepOrder.indexOf(step) : 0;
  return sql`${sql.lit(rank)} as rank, ${sortColumns[sort]} as value, created_at, id`;
}

function orderOf({ sort, direction }: Ordered): RawBuilder<unknown> {
  const way = directionOf({ direction });
  return sql`${sortColumns[sort]} ${way}, created_at ${way}, id ${way}`;
}

function directionOf({ direction }: Pick<Ordered, 'direction'>): RawBuilder<unknown> {
  return direction === 'asc' ? sql`asc` : sql`desc`;
}

/** A step, beyond the position. */
function ofStep(company: string, step: Step, wanted: Ordered): RawBuilder<unknown> {
  return sql`company = ${company} and process = 'account-request' and step = ${step} ${beyond(step, wanted)}`;
}

/**
 * What narrows a list beside its steps, as the end of a condition. Of several words the index gets the rarest alone: it
 * would tell of all that have a common one before it sees that few have both.
 */
export function conditionsOf(
  { search, source, ownerId, hidden = [] }: Narrowing,
  { rarest }: Pick<Near, 'rarest'> = { rarest: null },
): RawBuilder<unknown> {
  const words = queryOf(search);
  const hasAll =
    rarest === null || rarest === words
      ? sql`and search @@ to_tsquery('simple', ${words})`
      : sql`and search @@ to_tsquery('simple', ${rarest}) and (search || '') @@ to_tsquery('simple', ${words})`;
  return sql`
    ${words === '' ? sql`` : hasAll}
    ${source === null ? sql`` : sql`and source = ${source}`}
    ${ownerId === null ? sql`` : sql`and owner_id = ${ownerId}`}
    ${leavingOut(hidden)}`;
}

/** What comes after the position, as one comparison of rows, which the index answers. */
function beyond(step: Step, { sort, direction, after }: Ordered): RawBuilder<unknown> {
  if (after === null || (sort === 'step' && after.value !== step)) return sql``;
  const { value, createdAt, id } = after;
  const than = direction === 'asc' ? sql`>` : sql`<`;
  return sql`and (${sortColumns[sort]}, created_at, id)
    ${than} (${value}::text, ${createdAt}::timestamptz, ${id}::uuid)`;
}

/** What a search asks for: all words, each as the beginning of one; empty when there is none. */
export function queryOf(search: string): string {
  return wordsOf(search).join(' & ');
}

function wordsOf(search: string): string[] {
  const words = searchWords([search]).split(' ').filter(Boolean);
  return words.map((word) => `${word}:*`);
}
