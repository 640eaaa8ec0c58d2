import { type Company, isRobotOwner } from '#core/company.ts';
import { searchWords } from '#core/kernel/search-words.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Handler } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';

/** Persons our own store knows for an address: the search index of the CRM lags behind writes (pipedrive.md 2.5). */
export type KnownPersons = (companyId: string, email: string) => Promise<number[]>;

/** More records with one address than anybody has; each costs a call. */
const candidatesMax = 20;
const nobody = { personId: null, organizationId: null, dealId: null };

/**
 * The person a submission is about, if a robot owner holds them already: the same address first on the record, and
 * the same organization or none. Of several the oldest; a colleague's person is nobody's request.
 */
export function findRequester(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  knownPersons: KnownPersons,
): Handler<'find-requester'> {
  return {
    vendor: 'pipedrive',
    run: async ({ email, organizationName }, { company }) => {
      if (email === null) return nobody;
      const found = [
        ...(await knownPersons(company.id, email)),
        ...(await pipedrive.findPersonsByEmail(email)),
      ];
      for (const id of inOrder(found)) {
        const person = await pipedrive.getPerson(id);
        if (!person || !isRobotsWith(company, person, email)) continue;
        const organization = await organizationOf(pipedrive, keep, company, person);
        if (organization && organizationName !== null && !isSameName(organization.name, organizationName))
          continue;
        await keep(company.id, 'person', person);
        const dealId = await openRobotDeal(pipedrive, keep, company, person.id);
        return { personId: person.id, organizationId: organization?.id ?? null, dealId };
      }
      return nobody;
    },
  };
}

/** Whether two names of organizations mean the same one: case, accents and punctuation aside. */
export function isSameName(one: string, other: string): boolean {
  return searchWords([one]) === searchWords([other]);
}

/** Each candidate once, the oldest first. */
export function inOrder(ids: readonly number[]): number[] {
  return [...new Set(ids)].toSorted((a, b) => a - b).slice(0, candidatesMax);
}

/** The newest open deal of a person that a robot owner holds. */
export async function openRobotDeal(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  company: Company,
  personId: number,
): Promise<number | null> {
  let newest: number | null = null;
  for await (const page of pipedrive.listDeals({ personId, status: 'open' })) {
    for (const deal of page) {
      if (!isRobotOwner(company, deal.ownerId)) continue;
      await keep(company.id, 'deal', deal);
      newest = Math.max(newest ?? deal.id, deal.id);
    }
  }
  return newest;
}

function isRobotsWith(company: Company, { ownerId, emails }: Person, email: string): boolean {
  return isRobotOwner(company, ownerId) && normaliseEmails(emails)[0] === email;
}

async function organizationOf(
  pipedrive: Pipedrive,
  keep: KeepRecord,
  company: Company,
  { organizationId }: Person,
) {
  if (organizationId === null) return null;
  const organization = await pipedrive.getOrganization(organizationId);
  if (organization) await keep(company.id, 'organization', organization);
  return organization;
}
