import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, plural } from '../../language.ts';

const fr = {
  line: (count: number) => `${count} ${plural('fr', count, { one: 'point', other: 'points' })} à régler`,
  see: 'Voir dans les réglages',
};

const en: typeof fr = {
  line: (count) => `${count} ${plural('en', count, { one: 'thing', other: 'things' })} to put right`,
  see: 'See in the settings',
};

/** The words of the line that leads to what has to be put right. */
export const findingsLineTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
