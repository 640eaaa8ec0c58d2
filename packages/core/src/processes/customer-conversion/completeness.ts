import type { Language } from '../../model/localized.ts';
import type { Conversion } from './state.ts';

const names = {
  organization: { fr: 'organisation', en: 'organization' },
  person: { fr: 'nom du contact', en: 'name of the contact' },
  email: { fr: 'adresse e-mail', en: 'e-mail address' },
  phone: { fr: 'téléphone', en: 'phone' },
  owner: { fr: 'propriétaire', en: 'owner' },
} as const;

/** What is known since the first contact, 0 to 100, and what is missing (MER-06). */
export function completenessOf(
  { organization, person, place }: Conversion,
  language: Language,
): { percent: number; missing: string[] } {
  const known: Record<keyof typeof names, unknown> = {
    organization: organization?.name,
    person: person?.name,
    email: person?.emails[0],
    phone: person?.phone,
    owner: place?.ownerId,
  };
  const all = Object.entries(known);
  const missing = all
    .filter(([, value]) => !value)
    .map(([name]) => names[name as keyof typeof names][language]);
  return { percent: Math.round((100 * (all.length - missing.length)) / all.length), missing };
}
