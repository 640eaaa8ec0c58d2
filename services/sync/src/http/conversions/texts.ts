import type { ConversionStep, UseCaseState } from '#core/model/conversion.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import type { ClientPromise } from '#core/processes/customer-conversion/state.ts';

const troubles: Record<NonNullable<ClientPromise['withoutActivity']>, Localized> = {
  'not-allowed': {
    fr: 'Sans activité dans Pipedrive : Passerelle n’a pas le droit d’en créer. Un administrateur peut l’accorder.',
    en: 'Without an activity in Pipedrive: Passerelle may make none. An administrator can allow it.',
  },
  deleted: {
    fr: 'L’activité a été supprimée dans Pipedrive.',
    en: 'The activity was deleted in Pipedrive.',
  },
  'unknown-type': {
    fr: 'Sans activité dans Pipedrive : ce type d’activité n’y existe plus. Un administrateur corrige les réglages.',
    en: 'Without an activity in Pipedrive: this type of activity is gone there. An administrator corrects the settings.',
  },
};

/** Why Pipedrive has no activity of a promise. */
export function troubleText(trouble: ClientPromise['withoutActivity'], language: Language): string | null {
  return trouble && troubles[trouble][language];
}

const useCaseStates: Record<UseCaseState, Localized> = {
  found: { fr: 'Recensés', en: 'Found' },
  validated: { fr: 'Validés', en: 'Validated' },
  built: { fr: 'Construits', en: 'Built' },
  tested: { fr: 'Testés', en: 'Tested' },
  live: { fr: 'En production', en: 'Live' },
};

/** How far uses are, as a heading of their number. */
export function usesText(state: UseCaseState, language: Language): string {
  return useCaseStates[state][language];
}

/** What is to be done because of a promise: "Appel d’accueil : Mairie, pour le 3 juin 2026". */
export function dueText(text: string, day: string, isLate: boolean, language: Language): string {
  if (language === 'fr') return `${text}, ${isLate ? 'attendu depuis le' : 'pour le'} ${day}`;
  return `${text}, ${isLate ? 'due since' : 'due on'} ${day}`;
}

/** What leads from one step to the next without anybody asking for it. */
export function byItselfText(to: ConversionStep, language: Language): string {
  if (to === 'account-created') return language === 'fr' ? 'Compte accepté' : 'Account granted';
  return language === 'fr' ? 'Affaire gagnée, perdue ou déplacée' : 'Deal won, lost or moved away';
}

/** The step that something would lead to, as one of the things it does. */
export function stepReachedText(step: string, language: Language): string {
  return language === 'fr' ? `Passer à l’étape « ${step} »` : `Go on to “${step}”`;
}
