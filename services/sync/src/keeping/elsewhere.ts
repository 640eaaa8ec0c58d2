import type pg from 'pg';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { FoundPerson } from './find-person.ts';

/** Where others hold the person, by ids: theirs to erase, by who owns them. */
export interface Elsewhere {
  /** `company:id`. */
  persons: string[];
  deals: string[];
  conversations: string[];
  /** `channel ts` of messages. */
  messages: string[];
  accounts: string[];
}

/** Says where else a person is, and which other addresses their records name; read before they are erased. */
export async function elsewhereOf(
  client: pg.ClientBase,
  { own, persons, deals, conversations, email }: FoundPerson,
): Promise<{ elsewhere: Elsewhere; otherAddresses: string[] }> {
  const read = async (statement: string, values: unknown[]) => {
    const found = await client.query<{ text: string }>(statement, values);
    return found.rows.map(({ text }) => text);
  };
  const messages = await read(
    `select channel || ' ' || ts as text from approval_messages
    where instance_id::text = any ($1) and ts is not null order by 1`,
    [own],
  );
  const accounts = await read(
    `select distinct state #>> '{account,id}' as text from instances
    where id::text = any ($1) and process = 'account-request' and state #>> '{account,id}' is not null`,
    [own],
  );
  const addresses = await read(
    `select jsonb_array_elements_text(state #> '{person,emails}') as text from instances
      where id::text = any ($1) and jsonb_typeof(state #> '{person,emails}') = 'array'
    union select jsonb_array_elements_text(record -> 'emails') from crm_records
      where entity = 'person' and company || ':' || id = any ($2) and jsonb_typeof(record -> 'emails') = 'array'`,
    [own, persons],
  );
  const otherAddresses = normaliseEmails(addresses).filter((address) => address !== email);
  return { elsewhere: { persons, deals, conversations, messages, accounts }, otherAddresses };
}
