import { searchWords } from '../../kernel/search-words.ts';
import type { AccountRequest } from './state.ts';

/** What lists, searches and links of a request are made from. */
export function describeRequest(request: AccountRequest) {
  const { step, person, organization, dealId, dealTitle, duplicates, account, conversations } = request;
  const persons = [person.id, ...duplicates.map((duplicate) => duplicate.personId)];
  const links = [
    ...persons.map((id) => ({ kind: 'person', value: String(id) })),
    ...person.emails.map((value) => ({ kind: 'email', value })),
    ...(organization ? [{ kind: 'organization', value: String(organization.id) }] : []),
    ...(dealId === null ? [] : [{ kind: 'deal', value: String(dealId) }]),
    ...(account ? [{ kind: 'account', value: account.id }] : []),
    ...conversations.map(({ id }) => ({ kind: 'conversation-request', value: String(id) })),
  ];
  const search = searchWords([person.name, ...person.emails, organization?.name ?? null, dealTitle]);
  return { step, search, links };
}
