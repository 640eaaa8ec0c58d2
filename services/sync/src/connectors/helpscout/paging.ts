import type * as z from 'zod';
import type { Calls, DeskCall } from './calls.ts';
import { pageOf } from './schema.ts';

/** One page of a list; `nextPage` null at its end. */
interface Page<T> {
  rows: T[];
  nextPage: number | null;
}

/** More pages than any list of settings has: a list without an end must not be read for ever. */
const pageMax = 20;

/**
 * Reads one page of a HAL list, pages counted from 1. A `next` may stand on the last page and on an empty one
 * (helpscout.md 2.1): an empty page ends the list, as does the number of pages where it is told.
 *
 * @param name of the rows in `_embedded`
 */
export async function readPage<S extends z.ZodType>(
  calls: Calls,
  { path, query = {} }: Pick<DeskCall, 'path' | 'query'>,
  list: { name: string; row: S; page: number },
): Promise<Page<z.output<S>>> {
  const { name, row, page } = list;
  const asked = page === 1 ? query : { ...query, page: String(page) };
  const answer = await calls.read({ path, query: asked }, pageOf(name, row));
  const isLast = answer.totalPages !== null && page >= answer.totalPages;
  const isMore = answer.rows.length > 0 && answer.hasNext && !isLast;
  return { rows: answer.rows, nextPage: isMore ? page + 1 : null };
}

/** Reads a list up to `max` rows; a row that slipped to the next page while it was read is there once. */
export async function readRows<S extends z.ZodType<{ id: number }>>(
  calls: Calls,
  call: Pick<DeskCall, 'path' | 'query'>,
  list: { name: string; row: S; max?: number },
): Promise<z.output<S>[]> {
  const { name, row, max = Number.POSITIVE_INFINITY } = list;
  const found = new Map<number, z.output<S>>();
  let page: number | null = 1;
  while (page !== null && page <= pageMax && found.size < max) {
    const { rows, nextPage }: Page<z.output<S>> = await readPage(calls, call, { name, row, page });
    for (const one of rows) if (!found.has(one.id)) found.set(one.id, one);
    page = nextPage;
  }
  return [...found.values()].slice(0, max);
}
