import { invalid } from './refusal.ts';

type Sortable = { id: number };
type Cursor = { field: string; fieldValue: string | number; sortDirection: 'asc' | 'desc'; id: number };

type PageQuery = {
  limit?: number | undefined;
  cursor?: string | undefined;
  sort_by?: string | undefined;
  sort_direction?: 'asc' | 'desc' | undefined;
};

export type Page<T> = { items: T[]; nextCursor: string | null };

const defaultLimit = 100;

function decode(text: string): Cursor {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Cursor;
    if (typeof value.id === 'number' && typeof value.field === 'string') return value;
  } catch {
    // Told below, like a cursor of the wrong shape.
  }
  throw invalid(['cursor: Invalid cursor']);
}

function sortValue(record: Sortable, field: string): string | number {
  const value = (record as Record<string, unknown>)[field];
  return typeof value === 'string' || typeof value === 'number' ? value : '';
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * One page of v2: sorted by one field (ties by id), an opaque base64 cursor, no totals (pipedrive.md 2.2).
 * The order of a cursor wins over the order asked for with it. Throws 400 for a cursor that is not ours.
 */
export function pageOf<T extends Sortable>(records: readonly T[], query: PageQuery): Page<T> {
  const cursor = query.cursor === undefined ? undefined : decode(query.cursor);
  const field = cursor?.field ?? query.sort_by ?? 'id';
  const direction = cursor?.sortDirection ?? query.sort_direction ?? 'asc';
  const sign = direction === 'desc' ? -1 : 1;
  const order = (a: Sortable, value: string | number, id: number): number =>
    sign * (compare(sortValue(a, field), value) || a.id - id);
  const sorted = records.toSorted((a, b) => order(a, sortValue(b, field), b.id));
  const rest = cursor ? sorted.filter((each) => order(each, cursor.fieldValue, cursor.id) > 0) : sorted;
  const items = rest.slice(0, query.limit ?? defaultLimit);
  const last = items.at(-1);
  if (!last || items.length === rest.length) return { items, nextCursor: null };
  const next: Cursor = { field, fieldValue: sortValue(last, field), sortDirection: direction, id: last.id };
  return { items, nextCursor: Buffer.from(JSON.stringify(next)).toString('base64url') };
}

/** The body of a v2 list. */
export function listBody<T>(page: Page<T>): object {
  return { success: true, data: page.items, additional_data: { next_cursor: page.nextCursor } };
}

/** The body of a v1 list with `start` and `limit`; paging keys nested as in the official samples (2.2). */
export function v1ListBody<T>(rows: readonly T[], start: number, limit: number): object {
  const more = start + limit < rows.length;
  const pagination = {
    start,
    limit,
    more_items_in_collection: more,
    ...(more ? { next_start: start + limit } : {}),
  };
  return { success: true, data: rows.slice(start, start + limit), additional_data: { pagination } };
}
