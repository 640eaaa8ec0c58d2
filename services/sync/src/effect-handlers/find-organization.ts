import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Handler } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';

/** The name of an organization; one its webhook told meanwhile costs no call. */
export function findOrganization(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  nameOf: (company: string, organizationId: number) => Promise<string | undefined>,
): Handler<'find-organization'> {
  return {
    vendor: 'pipedrive',
    run: async ({ organizationId }, { company }) => {
      const known = await nameOf(company.id, organizationId);
      if (known !== undefined) return { organizationId, name: known };
      const organization = await pipedrive.getOrganization(organizationId);
      if (organization) await keep(company.id, 'organization', organization);
      return { organizationId, name: organization?.name ?? null };
    },
  };
}
