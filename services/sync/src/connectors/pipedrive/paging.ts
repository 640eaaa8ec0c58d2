import { toOutsideError } from '../http-errors.ts';

/** The vendor's largest page; a call costs the same whatever its size (pipedrive.md 5.1). */
export const pageSize = 500;

interface CursorPage<T> {
  data: { rows: T[] };
  additional_data?: { next_cursor?: string | null | undefined } | null | undefined;
}

/**
 * Follows the cursors of a v2 list.
 *
 * @param fetchPage reads one page; undefined = the first
 * @returns the pages that hold something
 * @throws OutsideError `broken` when the vendor gives the same cursor twice (it would never end)
 */
export async function* byCursor<T>(
  fetchPage: (cursor: string | undefined) => Promise<CursorPage<T>>,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    if (page.data.rows.length > 0) yield page.data.rows;
    cursor = page.additional_data?.next_cursor ?? undefined;
    if (cursor !== undefined && seen.has(cursor)) throw endless();
    if (cursor !== undefined) seen.add(cursor);
  } while (cursor !== undefined);
}

interface Offsets {
  start?: number | null | undefined;
  limit?: number | null | undefined;
  more_items_in_collection?: boolean | null | undefined;
  next_start?: number | null | undefined;
}

interface OffsetPage<T> {
  data: { rows: T[] };
  additional_data?: (Offsets & { pagination?: Offsets | null | undefined }) | null | undefined;
}

/** All rows of a v1 list, whichever of the two places the paging keys are in. */
export async function allByOffset<T>(fetchPage: (start: number) => Promise<OffsetPage<T>>): Promise<T[]> {
  const rows: T[] = [];
  let start: number | null = 0;
  while (start !== null) {
    const page: OffsetPage<T> = await fetchPage(start);
    rows.push(...page.data.rows);
    start = nextStart(page, start);
  }
  return rows;
}

function nextStart<T>(page: OffsetPage<T>, start: number): number | null {
  const offsets = page.additional_data?.pagination ?? page.additional_data;
  if (!offsets?.more_items_in_collection) return null;
  const next = offsets.next_start ?? (offsets.start ?? start) + (offsets.limit ?? pageSize);
  if (next <= start) throw endless();
  return next;
}

function endless(): Error {
  return toOutsideError(new Error('the list never ends'), 'pipedrive');
}

/** Everything a generator of pages yields, for lists known to be short. */
export async function allOf<T>(pages: AsyncGenerator<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}
