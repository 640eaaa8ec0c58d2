import * as z from 'zod';

/** What a list could not say of a row: its id, if it has one, and the places that are wrong; no values. */
export interface UnreadableRow {
  id: unknown;
  paths: string[];
}

/** The rows of a list that could be read, and those that could not. */
interface ReadRows<Row> {
  rows: Row[];
  unreadable: UnreadableRow[];
}

/**
 * The `data` of a list, row by row: an odd one is set aside and does not take the others with it. Where several rows
 * came and none can be read, the vendor has changed its form, and the whole body is wrong.
 */
export function readableRows<S extends z.ZodType>(record: S) {
  return z
    .array(z.unknown())
    .nullish()
    .transform((rows, context): ReadRows<z.output<S>> => {
      const read: ReadRows<z.output<S>> = { rows: [], unreadable: [] };
      for (const row of rows ?? []) {
        const parsed = record.safeParse(row);
        if (parsed.success) read.rows.push(parsed.data);
        else read.unreadable.push({ id: idOf(row), paths: parsed.error.issues.map(pathOf) });
      }
      const [first, second] = read.unreadable;
      if (first && second && read.rows.length === 0)
        context.addIssue({ code: 'custom', path: [0, ...first.paths], message: 'no row can be read' });
      return read;
    });
}

function pathOf({ path }: { path: PropertyKey[] }): string {
  return path.join('.') || 'row';
}

function idOf(row: unknown): unknown {
  const { id } = z.object({ id: z.union([z.number(), z.string()]) }).safeParse(row).data ?? { id: null };
  return id;
}
