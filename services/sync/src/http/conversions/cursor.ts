import * as z from 'zod';
import type { ConversionPosition } from '../../store/conversion-reads.ts';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** Writes where a list goes on as one word of an address. */
export function writeConversionCursor({ dueOn, id }: ConversionPosition): string {
  return Buffer.from(JSON.stringify([dueOn, id])).toString('base64url');
}

/** Reads a cursor made by `writeConversionCursor`; undefined when it is none. */
export function readConversionCursor(cursor: string): ConversionPosition | undefined {
  const parsed = Cursor.safeParse(parsedJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) return undefined;
  const [dueOn, id] = parsed.data;
  return { dueOn, id };
}

function parsedJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}
