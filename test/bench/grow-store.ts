import { hash } from 'node:crypto';
import type pg from 'pg';
import { companyId } from './webhook-bodies.ts';

/** Copies of the request of one person, which the service itself has brought so far. */
export interface Growth {
  /** The id of the request that is copied, with all that belongs to it, and the number of its person and deal. */
  request: string;
  from: number;
  /** The numbers of the persons and deals of the copies. */
  first: number;
  count: number;
  /** Over how many days up to now the copies came in. */
  days: number;
}

/** So many requests are copied in one transaction. */
const batchSize = 10_000;
/** What is kept of bodies of deliveries, as `KEEP_DELIVERIES_DAYS` has it by default. */
const bodyDays = 30;

/** The id of the request of a copied person. */
export function requestIdOf(n: number): string {
  const digits = hash('md5', `request ${n}`);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The rows of a request, by their tables. */
const rowsOf: Record<string, (growth: Growth) => string> = {
  instances: ({ request }) => `id = '${request}'`,
  links: ({ request }) => `instance_id = '${request}'`,
  journal: ({ request }) => `instance_id = '${request}'`,
  effects: ({ request }) => `instance_id = '${request}'`,
  timers: ({ request }) => `instance_id = '${request}'`,
  crm_records: ({ from }) => `company = '${companyId}' and entity in ('person', 'deal') and id = ${from}`,
  deliveries: ({ from }) =>
    `source = 'pipedrive-webhook' and key in ('${companyId}:create-person-${from}:1', '${companyId}:create-deal-${from}:1')`,
};

/**
 * Copies a request, its story, its effects, its records and its deliveries. Triggers and references are left out, as when
 * a backup is restored; what triggers count is counted by `endGrowth`.
 */
export async function growStore(client: pg.Client, growth: Growth): Promise<void> {
  const columns = await columnsOf(client);
  const end = growth.first + growth.count;
  for (let first = growth.first; first < end; first += batchSize) {
    const last = Math.min(first + batchSize, end) - 1;
    await client.query('begin');
    await client.query("set local session_replication_role = 'replica'");
    await client.query('set local synchronous_commit = off');
    for (const [table, which] of Object.entries(rowsOf)) {
      const own = columns.filter((column) => column.table === table);
      await client.query(
        `insert into ${table} (${own.map(({ name }) => name).join(', ')})
         select ${own.map((column) => valueIn(column, growth)).join(', ')}
         from (select * from ${table} where ${which(growth)}) as t, generate_series(${first}, ${last}) as n`,
      );
    }
    await client.query('commit');
  }
}

/** As a store is after a while: counted, cleaned up, known to the planner and on disk. */
export async function endGrowth(client: pg.Client): Promise<void> {
  await client.query('delete from step_changes');
  await client.query(
    `insert into step_changes (company, process, step, audience_id, change)
     select company, process, step, audience_id, count(*) from instances group by 1, 2, 3, 4`,
  );
  await client.query('vacuum (analyze)');
  await client.query('checkpoint');
}

interface Column {
  table: string;
  name: string;
  type: string;
}

async function columnsOf(client: pg.Client): Promise<Column[]> {
  const found = await client.query<Column>(
    `select table_name as table, column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = any($1) and is_generated = 'NEVER' and is_identity = 'NO'
     order by ordinal_position`,
    [Object.keys(rowsOf)],
  );
  return found.rows;
}

const newId = "md5('request ' || n)::uuid";

/** What a column of a copy holds: its own ids and numbers in the place of the template's, and a time of its own. */
function valueIn({ table, name, type }: Column, { request, from, days }: Growth): string {
  const value = `t.${name}`;
  const ago = `((n::bigint * 7919) % ${days * 86_400}) * interval '1 second'`;
  const replaced = `replace(replace(${value}::text, '${from}', n::text), '${request}', ${newId}::text)`;
  if (`${table}.${name}` === 'instances.state') return withTimes(`${replaced}::jsonb`, ago);
  if (`${table}.${name}` === 'deliveries.body')
    return `case when t.received_at - ${ago} < now() - interval '${bodyDays} days' then '' else ${replaced} end`;
  if (type === 'uuid')
    return value === 't.instance_id' || table === 'instances' ? newId : `md5(n || ${value}::text)::uuid`;
  if (type === 'text' || type === 'jsonb' || type === 'tsvector') return `${replaced}::${type}`;
  if (type === 'bigint' || type === 'integer') return `case when ${value} = ${from} then n else ${value} end`;
  return type === 'timestamp with time zone' ? `${value} - ${ago}` : value;
}

/** What lists are sorted by. */
function withTimes(state: string, ago: string): string {
  const at = `to_jsonb(to_char((t.created_at - ${ago}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`;
  return `jsonb_set(jsonb_set(${state}, '{submittedAt}', ${at}), '{decision,at}', ${at}, false)`;
}
