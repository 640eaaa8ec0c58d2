import type { CreateSuspect } from '#core/contract/conversion-commands.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import { recordNames } from '../../store/suspect-matches.ts';
import { type Asker, inTime } from './may-see-person.ts';

/** Why an organization is not taken by its number. */
export type WhyNotOrganization = 'other-organization' | 'organization-not-read';

type Reader = Pick<Asker, 'db' | 'companyId'> & { pipedrive: Pick<Pipedrive, 'getOrganization'> };

/**
 * Why a suspect is not entered with the organization of a number: nobody tells who may see one, and the suspect's page
 * would show its name, so whoever names it has to know that. A name that is known here costs no call.
 *
 * @returns undefined when it is the one, or none is named by its number
 */
export async function whyNotOrganization(
  { db, pipedrive, companyId }: Reader,
  { id, name }: NonNullable<CreateSuspect['organization']>,
): Promise<WhyNotOrganization | undefined> {
  if (!id) return undefined;
  const known = (await recordNames(db, companyId, 'organization', [id])).get(id);
  const read = known ?? (await inTime(nameOf(pipedrive, id)));
  if (read === undefined) return 'organization-not-read';
  const isIt = read !== '' && organizationKey(read) === organizationKey(name);
  return isIt ? undefined : 'other-organization';
}

/** Empty for one that there is not. */
async function nameOf(pipedrive: Reader['pipedrive'], id: number): Promise<string> {
  return (await pipedrive.getOrganization(id))?.name ?? '';
}
