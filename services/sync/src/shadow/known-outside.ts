import { type Kysely, sql } from 'kysely';
import { Deal } from '#core/model/deal.ts';
import { Organization } from '#core/model/organization.ts';
import { Person } from '#core/model/person.ts';
import { type CrmEntity, readCrmRecord } from '../store/crm-records.ts';
import type { Schema } from '../store/schema.ts';
import { currentRehearsal } from './rehearsal.ts';

/** The outside as it would be, had the rehearsals been real: what they answered is kept by the handlers. */
export interface KnownOutside {
  person(id: number): Promise<Known<Person> | undefined>;
  deal(id: number): Promise<Known<Deal> | undefined>;
  organization(id: number): Promise<Known<Organization> | undefined>;
  /** The account a rehearsal would have made for one of the addresses, and which. */
  account(emails: readonly string[]): Promise<{ id: string; email: string } | undefined>;
}

/** A record as last heard or rehearsed. */
export interface Known<T> {
  record: T;
  deleted: boolean;
  changedAtMs: number;
}

/** Accounts that a rehearsal would have made, by their ids. */
export const shadowAccountPrefix = 'shadow-';

export function createKnownOutside(db: Kysely<Schema>): KnownOutside {
  const read = async <T>(entity: CrmEntity, id: number, schema: { parse(value: unknown): T }) => {
    const rehearsal = currentRehearsal();
    const found = rehearsal && (await readCrmRecord(db, rehearsal.companyId, entity, id));
    if (!found) return undefined;
    return {
      record: schema.parse(found.record),
      deleted: found.deleted,
      changedAtMs: found.changedAt.getTime(),
    };
  };
  return {
    person: (id) => read('person', id, Person),
    deal: (id) => read('deal', id, Deal),
    organization: (id) => read('organization', id, Organization),
    account: async (emails) => {
      const company = currentRehearsal()?.companyId;
      if (company === undefined) return undefined;
      const found = await sql<{ id: string; email: string }>`
        select state #>> '{account,id}' as id, state #>> '{account,email}' as email from instances
        where id in (select instance_id from links
            where company = ${company} and kind = 'email' and value = any (${[...emails]}::text[]))
          and state #>> '{account,id}' like ${`${shadowAccountPrefix}%`}
          and state #>> '{account,email}' = any (${[...emails]}::text[])
        order by created_at limit 1`.execute(db);
      return found.rows[0];
    },
  };
}
