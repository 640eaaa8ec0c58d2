import * as z from 'zod';

/** Files of another version cannot be read. */
export const formatVersion = 1;

const Applied = z.object({ name: z.string(), checksum: z.string() });

/** The first line: which store this was, and when. */
export const BackupHeader = z.object({
  format: z.literal('passerelle-backup'),
  version: z.literal(formatVersion),
  takenAt: z.iso.datetime({ offset: true }),
  /** The migrations of the store, in their order: the tables are theirs. */
  migrations: z.array(Applied).min(1),
});
export type BackupHeader = z.infer<typeof BackupHeader>;

/**
 * The line before the rows of a table. Each row is a line of its own: an array with the text PostgreSQL itself writes for
 * each column, null for none; text is the only form that says every value exactly.
 */
export const TableLine = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
export type TableLine = z.infer<typeof TableLine>;

/** The last line: how many rows each table has, and the SHA-256 of all lines before, each with its line end. */
export const EndLine = z.object({
  end: z.literal(true),
  counts: z.record(z.string(), z.int().nonnegative()),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Something an operator has to change before a backup, a restoration or a check can be done; the message says what. */
export class KeepingError extends Error {}
