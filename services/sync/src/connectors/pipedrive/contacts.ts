import type { Calls } from './calls.ts';
import { orNullWhenMissing } from './calls.ts';
import { given, wholeSeconds } from './given.ts';
import { byCursor, pageSize } from './paging.ts';
import type { PersonFilter, Pipedrive } from './port.ts';
import { cursorPageOf, exactlyOneOf, OrganizationRecord, oneOf, PersonRecord } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toOrganization, toPerson } from './translate-records.ts';

type ContactCalls = Pick<
  Pipedrive,
  'getPerson' | 'updatePerson' | 'listPersons' | 'getOrganization' | 'updateOrganization'
>;

/** The calls about persons and organizations. */
export function contactCalls({ persons, organizations }: PipedriveApis, calls: Calls): ContactCalls {
  return {
    async getPerson(id) {
      const found = calls.run('getPerson', () => persons.getPerson({ id }), oneOf(PersonRecord));
      const record = (await orNullWhenMissing(found))?.data;
      return record && !record.is_deleted ? toPerson(record) : null;
    },
    async updatePerson(id, { ownerId, customFields }) {
      const body = { id, UpdatePersonRequest: given({ owner_id: ownerId, custom_fields: customFields }) };
      const send = () => persons.updatePerson(body);
      return toPerson((await calls.run('updatePerson', send, exactlyOneOf(PersonRecord))).data);
    },
    async *listPersons(filter) {
      const query = personQuery(filter);
      const pages = byCursor((cursor) =>
        calls.run(
          'getPersons',
          () => persons.getPersons(given({ ...query, cursor })),
          cursorPageOf(PersonRecord),
        ),
      );
      for await (const page of pages) yield page.map(toPerson);
    },
    async getOrganization(id) {
      const send = () => organizations.getOrganization({ id });
      const found = calls.run('getOrganization', send, oneOf(OrganizationRecord));
      const record = (await orNullWhenMissing(found))?.data;
      return record && !record.is_deleted ? toOrganization(record) : null;
    },
    async updateOrganization(id, { ownerId }) {
      const send = () =>
        organizations.updateOrganization({ id, UpdateOrganizationRequest: { owner_id: ownerId } });
      return toOrganization(
        (await calls.run('updateOrganization', send, exactlyOneOf(OrganizationRecord))).data,
      );
    },
  };
}

function personQuery(filter: PersonFilter) {
  return given({
    limit: pageSize,
    owner_id: filter.ownerId,
    updated_since: filter.updatedSince === undefined ? undefined : wholeSeconds(filter.updatedSince),
  });
}
