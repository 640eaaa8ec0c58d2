import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { type Elsewhere, elsewhereOf } from './elsewhere.ts';
import { eraseLines } from './erase-lines.ts';
import {
  asT,
  type FoundPerson,
  findPerson,
  naming,
  type PersonSought,
  sought,
  soughtValues,
} from './find-person.ts';
import { type OwnTable, ownTables, plainForm, quoted } from './own-tables.ts';
import { companyTexts, type PersonTable, personTables } from './person-tables.ts';
import { refuseCalls, refuseColleague, refuseOpen } from './refuse-erasure.ts';

/** An address that was erased, without saying which: the same digest is of the same address. */
export interface ErasureMark {
  /** Null: in all. */
  company: string | null;
  salt: string;
  digest: string;
  at: string;
}

/** What was erased. */
export interface Erasure {
  /** Rows by table; tables without any are left out. */
  rows: Record<string, number>;
  /** Rows of the company's own texts that name the address, and stay. */
  stay: Record<string, number>;
  elsewhere: Elsewhere;
  /** Other addresses their records name: theirs, too, or shared with others. */
  otherAddresses: string[];
  mark: ErasureMark;
}

/**
 * What is done about things that are not ended: nothing is erased, or they are dropped; `restored`: dropped with calls to
 * the outside, which nobody is making in a store that no service runs on.
 */
export type UnderWay = 'refused' | 'dropped' | 'restored';

/** What stands where an address stood in somebody else's row. */
const mask = 'erased@erased.invalid';

/**
 * Erases a person, in the caller's transaction: rows that are theirs are deleted or emptied, the journal keeps what
 * happened without them, and in rows of others their address is replaced. Twice is as good as once.
 *
 * @param underWay what becomes of things that are not ended; of what was dropped nothing more is done
 * @throws KeepingError when the address is none or a colleague's, or something of theirs is under way; nothing is changed
 */
export async function erasePerson(
  client: pg.ClientBase,
  whom: PersonSought,
  underWay: UnderWay,
): Promise<Erasure> {
  await client.query(plainForm);
  // Nothing is sealed meanwhile: digests of lines are made with the salts that seals are made with.
  await client.query('lock table journal_salts in exclusive mode');
  await lockInstances(client, await findPerson(client, whom));
  const found = await findPerson(client, whom);
  // Whoever is erased again was looked at the first time.
  if (underWay !== 'restored') {
    await refuseColleague(client, found);
    await refuseCalls(client, found);
  }
  if (underWay === 'refused') await refuseOpen(client, found);
  const { elsewhere, otherAddresses } = await elsewhereOf(client, found);
  const mark = await markErasure(client, found);
  const values = soughtValues(found, found.own);
  const tables = await ownTables(client);
  const rows: Record<string, number> = {};
  const stay: Record<string, number> = {};
  for (const [name, treated] of Object.entries(personTables)) {
    const table = tables.find((one) => one.name === name);
    const count = table ? await eraseIn(client, { table, treated, values }) : 0;
    if (count > 0) rows[name] = count;
  }
  await client.query('delete from journal_salts where instance_id::text = any ($1)', [found.own]);
  for (const table of tables.filter(({ name }) => name in companyTexts)) {
    const { rowCount } = await client.query(
      `${sought} select from ${asT(table)}, sought where ${naming(table)}`,
      values,
    );
    if (rowCount) stay[table.name] = rowCount;
  }
  return { rows, stay, elsewhere, otherAddresses, mark };
}

/** In the order in which everybody locks them: no two wait for each other. */
async function lockInstances(client: pg.ClientBase, { own, naming: all }: FoundPerson): Promise<void> {
  await client.query('select from instances where id::text = any ($1) order by created_at, id for update', [
    [...new Set([...own, ...all])],
  ]);
}

interface Erased {
  table: OwnTable;
  treated: PersonTable;
  values: unknown[];
}

async function eraseIn(client: pg.ClientBase, { table, treated, values }: Erased): Promise<number> {
  const named = naming(table);
  const condition = treated.naming === 'same' ? `((${treated.belongs}) or ${named})` : `(${treated.belongs})`;
  if (treated.rows === 'journal') return eraseLines(client, { prefix: sought, condition, values });
  const change =
    treated.rows === 'deleted' ? `delete from ${asT(table)} using sought` : emptying(table, treated);
  // The second time rows of others, and what a row names beside what it was emptied of.
  const statements = [
    [change, condition],
    [masking(table, treated), named],
  ] as const;
  let count = 0;
  for (const [statement, where] of statements) {
    if (statement === null) continue;
    const done = await client.query(`${sought} ${statement} where ${where}`, values);
    count += done.rowCount ?? 0;
  }
  return count;
}

function emptying(table: OwnTable, { rows, touched }: PersonTable): string | null {
  return updated(table, typeof rows === 'string' ? {} : rows.emptied, touched);
}

function masking(table: OwnTable, { touched }: PersonTable): string | null {
  const masked = table.columns.flatMap(({ name, type }) => {
    const column = `t.${quoted(name)}`;
    const text = `regexp_replace(${column}::text, sought.named, '${mask}', 'gi')`;
    // Words to search for are parts of the address there.
    const words = `ts_delete(${column}, tsvector_to_array(to_tsvector('simple', sought.email)))`;
    if (type === 'tsvector') return [[name, words]];
    return ['text', 'jsonb'].includes(type) ? [[name, `${text}::${type}`]] : [];
  });
  return updated(table, Object.fromEntries(masked), touched);
}

function updated(
  table: OwnTable,
  changes: Record<string, string>,
  touched: Record<string, string> = {},
): string | null {
  if (Object.keys(changes).length === 0) return null;
  const sets = Object.entries({ ...changes, ...touched }).map(
    ([name, value]) => `${quoted(name)} = ${value}`,
  );
  return `update ${asT(table)} set ${sets.join(', ')} from sought`;
}

async function markErasure(client: pg.ClientBase, { email, company }: FoundPerson): Promise<ErasureMark> {
  await client.query(
    `insert into company_facts (company, name, value) values ('', 'erasure-salt', to_jsonb($1::text))
    on conflict (company, name) do nothing`,
    [randomBytes(32).toString('hex')],
  );
  const kept = await client.query<{ salt: string; at: Date }>(
    "select value #>> '{}' as salt, clock_timestamp() as at from company_facts where company = '' and name = 'erasure-salt'",
  );
  const { salt = '', at = new Date() } = kept.rows[0] ?? {};
  const mark = { company, salt, digest: digestOf(salt, email), at: at.toISOString() };
  await keepMark(client, mark);
  return mark;
}

/** Keeps that somebody was erased, and when last. */
export async function keepMark(
  client: pg.ClientBase,
  { company, salt, digest, at }: ErasureMark,
): Promise<void> {
  await client.query(
    `insert into erasures (company, salt, digest, at) values ($1, $2, $3, $4)
    on conflict (company, salt, digest) do update set at = greatest(erasures.at, excluded.at)`,
    [company ?? '', salt, digest, at],
  );
}

/** What a mark says of an address; as `erased_address` in SQL. @param email normalised */
export function digestOf(salt: string, email: string): string {
  return createHash('sha256').update(`${salt}${email}`).digest('hex');
}
