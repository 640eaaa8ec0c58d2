import * as z from 'zod';
import { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import type { ListPosition } from '../store/request-list.ts';

/** How a list is ordered: a cursor of one order means nothing in another. */
export interface ListOrder {
  sort: RequestSort;
  direction: SortDirection;
}

const text = z.string().max(200);
const Cursor = z.tuple([
  RequestSort,
  SortDirection,
  text.refine((given) => given.isWellFormed() && !given.includes('\u0000')),
  z.iso.datetime().refine((given) => /^[12]\d{3}-/.test(given)),
  z.uuid(),
]);

/** Writes where a list goes on as one word of an address. */
export function writeCursor({ sort, direction }: ListOrder, { value, createdAt, id }: ListPosition): string {
  return Buffer.from(JSON.stringify([sort, direction, value, createdAt, id])).toString('base64url');
}

/** Reads a cursor made by `writeCursor` for the same order; undefined when it is none. */
export function readCursor(cursor: string, { sort, direction }: ListOrder): ListPosition | undefined {
  const parsed = Cursor.safeParse(parsedJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [ofSort, ofDirection, value, createdAt, id] = parsed.data;
  return ofSort === sort && ofDirection === direction ? { value, createdAt, id } : undefined;
}

function parsedJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}
