import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language } from '../language.ts';

const fr = {
  tryAgain: 'Réessayer',
  partAway: 'Cette partie de la page n’a pas pu être chargée',
  partAwayDetail: 'Rechargez la page.',
  shadow: 'Mode ombre : rien n’est écrit dehors.',
  retriesAlone: 'Nouvel essai automatique…',
  stale: (at: string) => `Données de ${at}, service injoignable, nouvel essai…`,
  staleBecause: (at: string, problem: string) => `Données de ${at}. ${problem}.`,
};

const en: typeof fr = {
  tryAgain: 'Try again',
  partAway: 'This part of the page could not be loaded',
  partAwayDetail: 'Reload the page.',
  shadow: 'Shadow mode: nothing is written outside.',
  retriesAlone: 'Trying again by itself…',
  stale: (at) => `Data of ${at}, service cannot be reached, trying again…`,
  staleBecause: (at, problem) => `Data of ${at}. ${problem}.`,
};

/** The words that every surface shares. */
export const sharedTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
