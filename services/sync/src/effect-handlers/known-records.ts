import type { Kysely } from 'kysely';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import { readSubmission } from '#core/processes/submission/state.ts';
import { linkedInstances } from '../store/links.ts';
import type { Schema } from '../store/schema.ts';
import type { KnownOrganizations } from './ensure-submitted.ts';
import type { KnownPersons } from './find-requester.ts';

/** Records of the CRM that our own requests and submissions know, before its search index does. */
export function createKnownRecords(db: Kysely<Schema>): {
  persons: KnownPersons;
  organizations: KnownOrganizations;
} {
  return {
    persons: async (company, email) => {
      const requests = await linkedInstances(db, company, 'email', [email]);
      const submissions = await linkedInstances(db, company, 'submitted-email', [email]);
      return [
        ...requests.map((row) => readAccountRequest(row.state, row.version).person.id),
        ...submissions.flatMap((row) => readSubmission(row.state, row.version).personId ?? []),
      ];
    },
    organizations: async (company, name) => {
      const rows = await linkedInstances(db, company, 'submitted-organization', [organizationKey(name)]);
      return rows.flatMap((row) => readSubmission(row.state, row.version).organizationId ?? []);
    },
  };
}
