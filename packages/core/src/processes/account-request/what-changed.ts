import { type Reason, reason } from '../../kernel/outcome.ts';
import type { AccountRequest } from './state.ts';

type Told = (before: AccountRequest, after: AccountRequest) => Reason | null;

/** Changes staff would tell, the most telling first. */
const tellings: Told[] = [addressTold, dealTold, organizationTold, priorityTold, personTold];

/** What a change in the CRM was about, in one sentence of the journal: the first thing staff would tell. */
export function whatChanged(before: AccountRequest, after: AccountRequest): Reason {
  for (const tell of tellings) {
    const told = tell(before, after);
    if (told) return told;
  }
  return reason('facts-changed');
}

function addressTold({ person: { emails: before } }: AccountRequest, { person }: AccountRequest) {
  const [address] = person.emails;
  if (before.join() === person.emails.join()) return null;
  if (address === undefined) return reason('address-gone');
  return reason(before.length === 0 ? 'address-appeared' : 'address-changed', { address });
}

function dealTold(before: AccountRequest, after: AccountRequest) {
  if (before.dealId === after.dealId) return null;
  if (before.dealId !== null && after.otherDealIds.includes(before.dealId))
    return reason('deal-taken', { title: before.dealTitle ?? '' });
  if (after.dealId === null) return reason('deal-gone', { title: before.dealTitle ?? '' });
  return reason(before.dealId === null ? 'deal-known' : 'deal-changed', { title: after.dealTitle ?? '' });
}

function organizationTold({ organization: before }: AccountRequest, { organization: after }: AccountRequest) {
  if (before?.id === after?.id && before?.name === after?.name) return null;
  if (!after) return reason('organization-gone', { name: before?.name ?? '' });
  if (after.name === null) return reason('organization-known');
  const isFirst = before === null || (before.id === after.id && before.name === null);
  return reason(isFirst ? 'organization-named' : 'organization-changed', { name: after.name });
}

function priorityTold({ priority: before }: AccountRequest, { priority: after }: AccountRequest) {
  if ((before === null) === (after === null)) return null;
  return reason(after === null ? 'priority-gone' : 'priority-found');
}

function personTold({ person: before }: AccountRequest, { person: after }: AccountRequest) {
  if (before.name !== after.name) return reason('person-renamed', { name: after.name });
  if (before.phone !== after.phone) return reason('phone-changed', { phone: after.phone ?? '' });
  return null;
}
