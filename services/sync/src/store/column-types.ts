import type { ColumnType } from 'kysely';

/** Instants and JSON as columns take and give them. */
export type Stamp = ColumnType<Date, Date | string, Date | string>;
export type OptionalStamp = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
export type DefaultStamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** Written as JSON text, read as a value that has to be parsed. */
export type Json = ColumnType<unknown, string, string>;
export type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>;
