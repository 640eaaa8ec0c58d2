import type pg from 'pg';
import { normaliseEmail } from '#core/model/email-address.ts';
import { KeepingError } from './backup-format.ts';
import { type OwnTable, quoted } from './own-tables.ts';
import { personTables } from './person-tables.ts';

/** Whom to look for. */
export interface PersonSought {
  /** In any case. */
  address: string;
  /** Of one company alone; left out: of all. */
  company?: string | undefined;
}

/** What of the store is a person's, by ids. Those of companies are written `company:id`. */
export interface FoundPerson {
  /** Normalised. */
  email: string;
  company: string | null;
  /** Requests, conversions, submissions and conversations that are theirs, and all those that name them. */
  own: string[];
  naming: string[];
  /** Persons, deals of the CRM; conversations of the help desk; what came in about them. */
  persons: string[];
  deals: string[];
  conversations: string[];
  deliveries: string[];
}

/** The parts of a state that say whose it is: of requests and conversions, of submissions, of conversations. */
const whose =
  "concat_ws(' ', (t.state -> 'person')::text, (t.state -> 'entries')::text, (t.state #>> '{facts,customer}'))";
const inCompany = '(sought.company is null or t.company = sought.company)';
const isOwn = 't.id::text = any (sought.instances)';

/** What deliveries about them have as their subject (deliveries/subject.ts, deliveries/conversations.ts). */
const subjects = `select 'pipedrive:' || replace(id, ':', ':person:') from unnest(sought.persons) as id
  union all select 'pipedrive:' || replace(id, ':', ':deal:') from unnest(sought.deals) as id
  union all select 'helpscout:' || replace(id, ':', ':conversation:') from unnest(sought.conversations) as id`;

/**
 * Finds what is a person's; reads the whole store.
 * @throws KeepingError when the address is none
 */
export async function findPerson(
  client: pg.ClientBase,
  { address, company }: PersonSought,
): Promise<FoundPerson> {
  const email = normaliseEmail(address);
  if (email === null) throw new KeepingError('That is not an e-mail address.');
  const nothing = { own: [], naming: [], persons: [], deals: [], conversations: [], deliveries: [] };
  const found: FoundPerson = { email, company: company ?? null, ...nothing };
  const ids = async (statement: string) => {
    const { rows } = await client.query<{ id: string }>(
      `${sought} ${statement}`,
      soughtValues(found, found.own),
    );
    return rows.map(({ id }) => id);
  };
  const ofInstances = `from instances as t, sought where ${inCompany}`;
  found.naming = await ids(`select t.id::text ${ofInstances} and ${named}`);
  found.own = await ids(
    `select t.id::text ${ofInstances} and ${named} and ${whose} ~* sought.named order by created_at, id`,
  );
  found.persons = await ids(
    `select t.company || ':' || t.id as id from crm_records as t, sought
      where ${inCompany} and entity = 'person' and ${named}
    union select t.company || ':' || (t.state #>> '{person,id}')
      ${ofInstances} and ${isOwn} and t.state #>> '{person,id}' is not null`,
  );
  found.deals = await ids(
    `select t.company || ':' || t.id as id from crm_records as t, sought
      where ${inCompany} and entity = 'deal' and t.company || ':' || t.person_id = any (sought.persons)
    union select t.company || ':' || (t.state ->> 'dealId')
      ${ofInstances} and ${isOwn} and t.state ->> 'dealId' is not null`,
  );
  found.conversations = await ids(
    `select t.company || ':' || (t.state ->> 'conversationId') as id
      ${ofInstances} and ${isOwn} and t.process = 'conversation'`,
  );
  found.deliveries = await ids(
    `select t.id::text from deliveries as t, sought
      where ${inCompany} and (${named} or (body <> '' and t.subject in (${subjects})))`,
  );
  return found;
}

/** Begins statements over rows `t` of a person, beside `sought`; takes `soughtValues`. */
export const sought = `with sought as (select $1::text as named, $2::text[] as instances, $3::text[] as persons,
  $4::text[] as deals, $5::text[] as conversations, $6::bigint[] as deliveries, $7::text as company,
  $8::text as email)`;

/** @param instances whose rows are looked for: `own`, or all that name the person */
export function soughtValues(found: FoundPerson, instances: readonly string[]): unknown[] {
  const { email, persons, deals, conversations, deliveries, company } = found;
  return [asWhole(email), instances, persons, deals, conversations, deliveries, company, email];
}

/** The condition on rows of a table that name a person, or belong to them. */
export function ofPerson(table: OwnTable): string {
  const belongs = personTables[table.name]?.belongs ?? 'false';
  return `((${belongs}) or ${naming(table)})`;
}

/** Rows `t` that name the address. */
const named = 't::text ~* sought.named';

/** The condition on rows of a table that name the address. */
export function naming({ columns }: OwnTable): string {
  const has = (name: string) => columns.some((column) => column.name === name);
  const ofCompany = has('company')
    ? 't.company = sought.company'
    : has('instance_id')
      ? 'exists (select from instances as i where i.id = t.instance_id and i.company = sought.company)'
      : 'false';
  return `(${named} and (sought.company is null or ${ofCompany}))`;
}

/** What `table` is called in a statement. */
export function asT({ name }: OwnTable): string {
  return `${quoted(name)} as t`;
}

/**
 * The address as such, not as the end or the beginning of another one; rows say it in quotes, brackets, texts. What
 * stands around it is no part of the match: it can be replaced.
 */
function asWhole(email: string): string {
  const literal = email.replaceAll(/[^\p{L}\p{N}@]/gu, (sign) => `\\${sign}`);
  return `(?<![a-z0-9.!#$%&*+/=?^_{|}~-])${literal}(?![a-z0-9-]|\\.[a-z0-9])`;
}
