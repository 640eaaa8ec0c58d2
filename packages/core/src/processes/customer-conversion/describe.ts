import { searchWords } from '../../kernel/search-words.ts';
import type { Conversion } from './state.ts';

/** What a conversion is found by. The kinds of link are its own: those of account requests lead to requests alone. */
export function describeConversion({ step, dealId, title, person, organization, siren }: Conversion) {
  const emails = person?.emails ?? [];
  const links = [
    ...(dealId === null ? [] : [{ kind: 'conversion-deal', value: String(dealId) }]),
    ...(person?.id ? [{ kind: 'conversion-person', value: String(person.id) }] : []),
    ...(organization?.id ? [{ kind: 'conversion-organization', value: String(organization.id) }] : []),
    ...emails.map((value) => ({ kind: 'conversion-email', value })),
    ...(siren === null ? [] : [{ kind: 'conversion-siren', value: siren }]),
  ];
  const words = [title, person?.name ?? null, organization?.name ?? null, ...emails, siren];
  return { step, search: searchWords(words), links };
}
