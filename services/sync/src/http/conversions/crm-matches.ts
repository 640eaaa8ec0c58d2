import type { SuspectCheck } from '#core/contract/conversion-view.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import { type Asker, maySeePerson } from './may-see-person.ts';

type Match = SuspectCheck['matches'][number];
type Searched = Pick<
  Pipedrive,
  'findPersonsByEmail' | 'findOrganizationsByName' | 'getPerson' | 'getOrganization'
>;
type Searcher = Asker & { pipedrive: Searched };

/** What Pipedrive is searched for; null: nothing of the kind. */
export interface Wanted {
  email: string | null;
  organizationName: string | null;
}

/** What was found; `isWhole`: nothing was left out for want of an answer who may see it. */
export interface CrmMatches {
  matches: Match[];
  isWhole: boolean;
}

/** Records are read one by one: of more than these, more would help nobody. */
const readMax = 3;

/**
 * Records of Pipedrive with the same address or the same name, as far as the staff member may see them. Its index finds
 * more than that: each is read and compared (pipedrive.md 2.5).
 *
 * @throws OutsideError
 */
export async function crmMatches(
  searcher: Searcher,
  { email, organizationName }: Wanted,
): Promise<CrmMatches> {
  const ids = email === null ? [] : (await searcher.pipedrive.findPersonsByEmail(email)).slice(0, readMax);
  const persons = await Promise.all(ids.map((id) => personMatch(searcher, id, email ?? '')));
  return {
    matches: [
      ...persons.flatMap((match) => match ?? []),
      ...(await organizationMatches(searcher.pipedrive, organizationName)),
    ],
    isWhole: !persons.includes(undefined),
  };
}

/** @returns null for another one, or one they may not see; undefined when Pipedrive did not say who may */
async function personMatch(searcher: Searcher, id: number, email: string): Promise<Match | null | undefined> {
  const person = await searcher.pipedrive.getPerson(id);
  if (!person || !normaliseEmails(person.emails).includes(email)) return null;
  const isSeen = await maySeePerson(searcher, id);
  if (isSeen === undefined) return undefined;
  return isSeen ? matchOf('person', id, person.name, email) : null;
}

async function organizationMatches(pipedrive: Searched, name: string | null): Promise<Match[]> {
  if (name === null) return [];
  const ids = (await pipedrive.findOrganizationsByName(name)).slice(0, readMax);
  const organizations = await Promise.all(ids.map((id) => pipedrive.getOrganization(id)));
  return organizations.flatMap((found) =>
    found?.name && organizationKey(found.name) === organizationKey(name)
      ? [matchOf('organization', found.id, found.name, found.name)]
      : [],
  );
}

function matchOf(what: 'person' | 'organization', id: number, name: string, because: string): Match {
  return { what, id, name, because, dealId: null, conversionId: null };
}
