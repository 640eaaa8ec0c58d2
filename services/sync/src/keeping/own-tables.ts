import type pg from 'pg';
import { KeepingError } from './backup-format.ts';

/** A table of ours, with the columns that somebody writes (not those PostgreSQL derives) and their types. */
export interface OwnTable {
  name: string;
  columns: { name: string; type: string }[];
  /** Columns numbered by a sequence. */
  numbered: string[];
}

/**
 * The tables of the migrations but their own list, those that others refer to first.
 * The queue of pg-boss has a schema of its own and is not among them: it only says where to look.
 */
export async function ownTables(client: pg.ClientBase): Promise<OwnTable[]> {
  const found = await client.query<OwnTable & { refersTo: string[] }>(`
    select relname as name,
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
        from pg_attribute where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = '')
        as columns,
      (select coalesce(json_agg(attname), '[]') from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attidentity <> '') as numbered,
      (select coalesce(json_agg(other.relname), '[]') from pg_constraint join pg_class as other on other.oid = confrelid
        where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
    from pg_class
    where relkind = 'r' and relname <> 'passerelle_migrations'
      and relnamespace = (select relnamespace from pg_class where oid = 'passerelle_migrations'::regclass)
    order by relname`);
  return inOrder(found.rows).map(({ refersTo: _, ...table }) => table);
}

function inOrder<Table extends { name: string; refersTo: string[] }>(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const waits = ({ refersTo }: Table) => refersTo.some((name) => left.some((other) => other.name === name));
    const next = left.filter((table) => !waits(table));
    if (next.length === 0) throw new KeepingError('Tables refer to each other in a circle.');
    ordered.push(...next);
    left = left.filter(waits);
  }
  return ordered;
}

/** A name as SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Values are written and read in one form, whatever the two servers are set to. */
export const plainForm =
  "set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 1; set local bytea_output = 'hex'";
