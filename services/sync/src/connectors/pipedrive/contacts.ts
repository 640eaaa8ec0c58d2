import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given, narrowed } from './given.ts';
import { byCursor, pageSize } from './paging.ts';
import type { PersonFilter, Pipedrive } from './port.ts';
import { cursorPageOf, exactlyOneOf, OrganizationRecord, oneOf, PersonRecord } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toOrganization, toPerson } from './translate-records.ts';

type ContactCalls = Pick<
  Pipedrive,
  'getPerson' | 'updatePerson' | 'listPersons' | 'getOrganization' | 'updateOrganization'
>;

// Made once: zod compiles a schema at its first reading.
const FoundPerson = oneOf(PersonRecord);
const WrittenPerson = exactlyOneOf(PersonRecord);
const PersonPage = cursorPageOf(PersonRecord);
const FoundOrganization = oneOf(OrganizationRecord);
const WrittenOrganization = exactlyOneOf(OrganizationRecord);

/** The calls about persons and organizations. */
export function contactCalls({ persons, organizations }: PipedriveApis, calls: Calls): ContactCalls {
  return {
    async getPerson(id) {
      const found = calls.run('getPerson', () => persons.getPerson({ id }), FoundPerson);
      const record = (await orNullWhenMissing(found))?.data;
      return record && !record.is_deleted ? toPerson(record) : null;
    },
    async updatePerson(id, { ownerId, customFields }) {
      const body = { id, UpdatePersonRequest: given({ owner_id: ownerId, custom_fields: customFields }) };
      const send = () => persons.updatePerson(body);
      return toPerson((await calls.run('updatePerson', send, WrittenPerson)).data);
    },
    async *listPersons(filter) {
      const query = personQuery(filter);
      const pages = byCursor((cursor) =>
        calls.run('getPersons', () => persons.getPersons(given({ ...query, cursor })), PersonPage),
      );
      for await (const page of pages) yield page.map(toPerson);
    },
    async getOrganization(id) {
      const send = () => organizations.getOrganization({ id });
      const found = calls.run('getOrganization', send, FoundOrganization);
      const record = (await orNullWhenMissing(found))?.data;
      return record && !record.is_deleted ? toOrganization(record) : null;
    },
    async updateOrganization(id, { ownerId }) {
      const send = () =>
        organizations.updateOrganization({ id, UpdateOrganizationRequest: { owner_id: ownerId } });
      return toOrganization((await calls.run('updateOrganization', send, WrittenOrganization)).data);
    },
  };
}

function personQuery(filter: PersonFilter) {
  return given({
    limit: pageSize,
    owner_id: filter.ownerId,
    ...narrowed(filter),
  });
}
