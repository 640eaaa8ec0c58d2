import type { CrmFacts } from '#core/events.ts';
import { searchWords } from '#core/kernel/search-words.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import { type AccountRequest, mayLinkExisting } from '#core/processes/account-request/state.ts';

/** `unknown`: the addresses are the same, but the name of an organization is still to come. */
export type Likeness = 'same' | 'other' | 'unknown';

/**
 * Whether a record of the CRM is one more of a request's person (E-09, E-55). Its primary address is one the request
 * has now: an address shared as a second one, or corrected since, joins nobody. Two organizations are the same one
 * when they bear the same name.
 */
export function likenessTo(request: AccountRequest, { person, deals, organizations }: CrmFacts): Likeness {
  const [primary] = normaliseEmails(person?.emails ?? []);
  if (primary === undefined || !request.person.emails.includes(primary)) return 'other';
  const { organization } = request;
  const id =
    person?.organizationId ?? deals.find((deal) => deal.organizationId !== null)?.organizationId ?? null;
  if (id === null || organization === null || id === organization.id) return 'same';
  const name = organizations.find((one) => one.id === id)?.name ?? null;
  if (name === null || organization.name === null) return 'unknown';
  return searchWords([name]) === searchWords([organization.name]) ? 'same' : 'other';
}

/** Whether one more record may join: what it asks for is not carried out yet. */
export function mayBeJoined({ step }: AccountRequest): boolean {
  return ['incomplete', 'pending', 'awaiting-evidence', 'accepting'].includes(step);
}

/** Whether the request still does something for the records that joined it. */
export function speaksForItsDuplicates(request: AccountRequest): boolean {
  return mayBeJoined(request) || request.step === 'refusing' || mayLinkExisting(request);
}
