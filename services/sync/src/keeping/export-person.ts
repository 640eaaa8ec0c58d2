import type pg from 'pg';
import { normaliseEmail } from '#core/model/email-address.ts';
import { KeepingError } from './backup-format.ts';
import { ownTables, plainForm, quoted } from './own-tables.ts';

/** What the store holds of a person. */
export interface PersonExport {
  email: string;
  at: string;
  /** Rows by table, as the store has them. */
  tables: Record<string, unknown[]>;
}

/** They hold secrets, or figures alone: of nobody. */
const ofNobody = [
  'pipedrive_tokens',
  'helpscout_tokens',
  'slack_workspaces',
  'webhook_subscriptions',
  'journal_seals',
  'journal_salts',
  'step_changes',
];

/**
 * Collects every row that names an address, and what belongs to it: the story and the effects of each request and
 * conversion that names it, and the deals of each person of the CRM. Reads every table from end to end.
 *
 * @param address in any case
 * @throws KeepingError when it is no e-mail address
 */
export async function exportPerson(pool: pg.Pool, address: string): Promise<PersonExport> {
  const email = normaliseEmail(address);
  if (email === null) throw new KeepingError('That is not an e-mail address.');
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainForm);
    const named = asWhole(email);
    const instances = await idsOf(client, 'select id::text from instances as t where t::text ~* $1', [named]);
    const persons = await idsOf(
      client,
      "select company || ':' || id as id from crm_records as t where entity = 'person' and t::text ~* $1",
      [named],
    );
    const tables: Record<string, unknown[]> = {};
    for (const { name, columns } of await ownTables(client)) {
      if (ofNobody.includes(name)) continue;
      const belongs = columns.some((column) => column.name === 'instance_id')
        ? 'or instance_id::text = any ($2)'
        : 'or ($2::text[] is null)';
      const ofPerson =
        name === 'crm_records' ? "or company || ':' || person_id = any ($3)" : 'or ($3::text[] is null)';
      const found = await client.query<{ row: unknown }>(
        `select to_jsonb(t) as row from ${quoted(name)} as t where t::text ~* $1 ${belongs} ${ofPerson}`,
        [named, instances, persons],
      );
      if (found.rows.length > 0) tables[name] = found.rows.map(({ row }) => row);
    }
    return { email, at: new Date().toISOString(), tables };
  } finally {
    client.release(true);
  }
}

async function idsOf(client: pg.ClientBase, statement: string, values: unknown[]): Promise<string[]> {
  const found = await client.query<{ id: string }>(statement, values);
  return found.rows.map(({ id }) => id);
}

/** The address as such, not as the end or the beginning of another one; rows say it in quotes, brackets, texts. */
function asWhole(email: string): string {
  const literal = email.replaceAll(/[^\p{L}\p{N}@]/gu, (sign) => `\\${sign}`);
  return `(^|[^a-z0-9.!#$%&*+/=?^_{|}~-])${literal}($|[^a-z0-9.-]|\\.($|[^a-z0-9]))`;
}
