import { type RawBuilder, sql } from 'kysely';
import type { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import { searchWords } from '#core/kernel/search-words.ts';
import type { Step } from '#core/processes/account-request/state.ts';
import type { InstanceRow, Store } from './instances.ts';
import { leavingOut } from './visibility.ts';

/** Where the next page of a list begins: what its last request is sorted by, then when it was born, then its id. */
export interface ListPosition {
  /** The value of the sort column. */
  value: string;
  createdAt: string;
  id: string;
}

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

/**
 * Account requests of a company. Each step is read in its own order from its own index and only as far as the page
 * goes, so that a page costs the same however many requests are closed.
 */
export async function listRequests(
  store: Store,
  company: string,
  wanted: WantedRequests,
): Promise<ListedRow[]> {
  const direction = wanted.direction === 'asc' ? sql`asc` : sql`desc`;
  const steps = stepsFrom(wanted);
  if (steps.length === 0) return [];
  const parts = steps.map((step) => sql`(${stepPart(company, step, wanted, direction)})`);
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

/** The first requests of one step, as far as the page could go. */
function stepPart(
  company: string,
  step: Step,
  wanted: WantedRequests,
  direction: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const { sort, limit } = wanted;
  const column = sortColumns[sort];
  const rank = sort === 'step' ? stepOrder.indexOf(step) : 0;
  return sql`
    select ${sql.lit(rank)} as rank, ${column} as value, created_at, id from instances
    where company = ${company} and process = 'account-request' and step = ${step}
      ${conditionsOf(wanted)}
      ${beyond(step, wanted)}
    order by ${column} ${direction}, created_at ${direction}, id ${direction} limit ${limit}`;
}

/** What narrows a list beside its steps, as the end of a condition. */
export function conditionsOf({
  search,
  source,
  ownerId,
  hidden = [],
}: Pick<WantedRequests, 'search' | 'source' | 'ownerId' | 'hidden'>): RawBuilder<unknown> {
  const words = queryOf(search);
  return sql`
    ${words === '' ? sql`` : sql`and search @@ to_tsquery('simple', ${words})`}
    ${source === null ? sql`` : sql`and source = ${source}`}
    ${ownerId === null ? sql`` : sql`and owner_id = ${ownerId}`}
    ${leavingOut(hidden)}`;
}

/** What comes after the position, as one comparison of rows, which the index answers. */
function beyond(step: Step, { sort, direction, after }: WantedRequests): RawBuilder<unknown> {
  if (after === null || (sort === 'step' && after.value !== step)) return sql``;
  const { value, createdAt, id } = after;
  const than = direction === 'asc' ? sql`>` : sql`<`;
  return sql`and (${sortColumns[sort]}, created_at, id)
    ${than} (${value}::text, ${createdAt}::timestamptz, ${id}::uuid)`;
}

/** What a search asks for: all words, each as the beginning of one; empty when there is none. */
export function queryOf(search: string): string {
  const words = searchWords([search]).split(' ').filter(Boolean);
  return words.map((word) => `${word}:*`).join(' & ');
}
