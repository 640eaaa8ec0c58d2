import type pg from 'pg';
import { asT, findPerson, ofPerson, type PersonSought, sought, soughtValues } from './find-person.ts';
import { ownTables, plainForm } from './own-tables.ts';
import { ofNobody } from './person-tables.ts';

/** What the store holds of a person. */
export interface PersonExport {
  email: string;
  at: string;
  /** Rows by table, as the store has them. */
  tables: Record<string, unknown[]>;
}

/**
 * Collects every row that names an address, and what belongs to it: the story and the effects of each request and
 * conversion that names it, and the deals of each person of the CRM. Reads every table from end to end.
 *
 * @throws KeepingError when it is no e-mail address
 */
export async function exportPerson(pool: pg.Pool, whom: PersonSought): Promise<PersonExport> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainForm);
    const found = await findPerson(client, whom);
    const values = soughtValues(found, found.naming);
    const tables: Record<string, unknown[]> = {};
    for (const table of await ownTables(client)) {
      if (ofNobody.includes(table.name)) continue;
      const { rows } = await client.query<{ row: unknown }>(
        `${sought} select to_jsonb(t) as row from ${asT(table)}, sought where ${ofPerson(table)}`,
        values,
      );
      if (rows.length > 0) tables[table.name] = rows.map(({ row }) => row);
    }
    return { email: found.email, at: new Date().toISOString(), tables };
  } finally {
    client.release(true);
  }
}
