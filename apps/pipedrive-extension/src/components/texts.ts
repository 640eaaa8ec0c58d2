import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language } from '../language.ts';

const fr = {
  tryAgain: 'Réessayer',
  retriesAlone: 'Nouvel essai automatique…',
  stale: (at: string) => `Données de ${at}, service injoignable, nouvel essai…`,
  staleBecause: (at: string, problem: string) => `Données de ${at}. ${problem}.`,
};

const en: typeof fr = {
  tryAgain: 'Try again',
  retriesAlone: 'Trying again by itself…',
  stale: (at) => `Data of ${at}, service cannot be reached, trying again…`,
  staleBecause: (at, problem) => `Data of ${at}. ${problem}.`,
};

/** The words that every surface shares. */
export const sharedTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
