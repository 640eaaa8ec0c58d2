import { withFrenchSpaces } from '../../../french-spaces.ts';
import { type Language, plural } from '../../../language.ts';

const fr = {
  region: 'Points à régler',
  title: (count: number) => `${count} ${plural('fr', count, { one: 'point', other: 'points' })} à régler`,
  allWell: 'Tout est réglé.',
};

const en: typeof fr = {
  region: 'To put right',
  title: (count) => `${count} ${plural('en', count, { one: 'thing', other: 'things' })} to put right`,
  allWell: 'Nothing is left to put right.',
};

/** The words of what has to be put right, above every section. */
export const findingsTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
