import * as z from 'zod';
import type { Calls } from './calls.ts';
import { given, wholeSeconds } from './given.ts';
import { byCursor, pageSize } from './paging.ts';
import type { NewPerson, Pipedrive } from './port.ts';
import { cursorPageOf, exactlyOneOf, OrganizationRecord, PersonRecord, RecordId } from './schema.ts';
import type { PipedriveApis } from './sdk.ts';
import { toOrganization, toPerson } from './translate-records.ts';

type NewRecordCalls = Pick<
  Pipedrive,
  | 'findPersonsByEmail'
  | 'findOrganizationsByName'
  | 'createPerson'
  | 'createOrganization'
  | 'listOrganizations'
>;

/** A hit holds part of a record only: whoever needs the record reads it (pipedrive.md 2.5). */
const Hits = z.object({
  data: z
    .object({ items: z.array(z.object({ item: z.object({ id: RecordId }) })) })
    .nullish()
    .transform((data) => data?.items.map(({ item }) => item.id) ?? []),
});

/** The calls that bring somebody new into the CRM. */
export function newRecordCalls({ persons, organizations }: PipedriveApis, calls: Calls): NewRecordCalls {
  return {
    async findPersonsByEmail(email) {
      const query = { term: email, fields: 'email' as const, exact_match: true, limit: searchSize };
      return (await calls.run('searchPersons', () => persons.searchPersons(query), Hits)).data;
    },
    async findOrganizationsByName(name) {
      const query = { term: name, fields: 'name' as const, exact_match: true, limit: searchSize };
      const send = () => organizations.searchOrganization(query);
      return (await calls.run('searchOrganization', send, Hits)).data;
    },
    async createPerson(person) {
      const body = { AddPersonRequest: newPersonBody(person) };
      return toPerson(
        (await calls.run('addPerson', () => persons.addPerson(body), exactlyOneOf(PersonRecord))).data,
      );
    },
    async createOrganization({ name, ownerId }) {
      const body = { AddOrganizationRequest: { name, owner_id: ownerId } };
      const send = () => organizations.addOrganization(body);
      return toOrganization(
        (await calls.run('addOrganization', send, exactlyOneOf(OrganizationRecord))).data,
      );
    },
    async *listOrganizations({ ownerId, updatedSince }) {
      const since = updatedSince === undefined ? undefined : wholeSeconds(updatedSince);
      const query = { limit: pageSize, owner_id: ownerId, updated_since: since };
      const pages = byCursor((cursor) => {
        const send = () => organizations.getOrganizations(given({ ...query, cursor }));
        return calls.run('getOrganizations', send, cursorPageOf(OrganizationRecord));
      });
      for await (const page of pages) yield page.filter((record) => !record.is_deleted).map(toOrganization);
    },
  };
}

/** What a new person sends. */
export function newPersonBody({ name, ownerId, organizationId, email, phone, customFields }: NewPerson) {
  const points = { emails: pointsOf(email), phones: pointsOf(phone) };
  const links = { owner_id: ownerId, org_id: organizationId, custom_fields: customFields };
  return { name, ...given({ ...links, ...points }) };
}

/** The most that a search answers at once. */
const searchSize = 100;

/** Only `value` is needed; the first becomes the primary one (pipedrive.md 2.5). */
function pointsOf(value: string | undefined) {
  return value === undefined ? undefined : [{ value, primary: true, label: 'work' }];
}
