import { type Kysely, sql } from 'kysely';
import type { InstanceRow } from './instances.ts';
import type { Schema } from './schema.ts';

/** Addresses that are looked at together. */
const pageEmails = 300;
const emailLinks = ['email', 'conversion-email', 'customer-email', 'submitted-email'];

/**
 * Everything of everybody who may be a silent prospect, by all their addresses, some persons at a time: those with a
 * request or a conversion that is older than `before` and may have come to nothing.
 */
export async function* rowsOfOldProspects(
  db: Kysely<Schema>,
  company: string,
  before: Date,
): AsyncGenerator<InstanceRow[]> {
  let after = '';
  for (;;) {
    const page = await sql<{ email: string }>`
      select distinct value as email from links join instances on instances.id = instance_id
      where links.company = ${company} and kind in ('email', 'conversion-email') and value > ${after}
        and created_at < ${before}
        and ((process = 'account-request' and step in ('incomplete', 'refused', 'withdrawn'))
          or (process = 'customer-conversion'
            and step in ('identified', 'contacted', 'presented', 'documented', 'ended')))
      order by email limit ${pageEmails}`.execute(db);
    const emails = page.rows.map(({ email }) => email);
    after = emails.at(-1) ?? '';
    if (emails.length === 0) return;
    const found = await sql<InstanceRow>`
      select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
      where id in (select same.instance_id from links as named
          join links as theirs on theirs.instance_id = named.instance_id and theirs.kind = any (${emailLinks})
          join links as same on same.company = theirs.company and same.kind = any (${emailLinks})
            and same.value = theirs.value
        where named.company = ${company} and named.kind = any (${emailLinks})
          and named.value = any (${emails}))`.execute(db);
    yield found.rows;
  }
}
