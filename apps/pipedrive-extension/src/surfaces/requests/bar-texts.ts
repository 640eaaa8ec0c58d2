import type { BulkDecisionType } from '#core/contract/bulk.ts';
import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

const fr = {
  title: 'Décider pour la sélection',
  selected: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'demande sélectionnée', other: 'demandes sélectionnées' })}`,
  selectAll: (count: number | null) =>
    count === null
      ? 'Sélectionner toutes les pages'
      : `Sélectionner les ${numberWords('fr', count)} demandes`,
  addingFailed: 'Les autres pages n’ont pas pu être lues. Réessayez.',
  clear: 'Tout désélectionner',
  action: {
    'accept-request': 'Accepter…',
    'refuse-request': 'Refuser…',
    'ask-for-evidence': 'Demander un justificatif…',
    'reconsider-request': 'Réexaminer…',
  } satisfies Record<BulkDecisionType, string>,
};

const en: typeof fr = {
  title: 'Decide for the selection',
  selected: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'request selected', other: 'requests selected' })}`,
  selectAll: (count) =>
    count === null ? 'Select every page' : `Select the ${numberWords('en', count)} requests`,
  addingFailed: 'The other pages could not be read. Try again.',
  clear: 'Select none',
  action: {
    'accept-request': 'Accept…',
    'refuse-request': 'Refuse…',
    'ask-for-evidence': 'Ask for evidence…',
    'reconsider-request': 'Reconsider…',
  },
};

/** The words of the bar that appears with a selection. */
export const barTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
