import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords } from '../../language.ts';

const fr = {
  page: (number: number, of: number | null) =>
    of === null ? `Page ${number}` : `Page ${number} sur ${numberWords('fr', of)}`,
  previous: 'Précédent',
  next: 'Suivant',
  pages: 'Pages',
};

const en: typeof fr = {
  page: (number, of) => (of === null ? `Page ${number}` : `Page ${number} of ${numberWords('en', of)}`),
  previous: 'Previous',
  next: 'Next',
  pages: 'Pages',
};

/** The words that lists share. */
export const listTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
