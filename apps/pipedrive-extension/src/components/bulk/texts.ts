import type { BulkDecisionItem, BulkDecisionType } from '#core/contract/bulk.ts';
import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

const french = (count: number) =>
  `${numberWords('fr', count)} ${plural('fr', count, { one: 'demande', other: 'demandes' })}`;
const english = (count: number) =>
  `${numberWords('en', count)} ${plural('en', count, { one: 'request', other: 'requests' })}`;

const fr = {
  title: {
    'accept-request': (count: number) => `Accepter ${french(count)}`,
    'refuse-request': (count: number) => `Refuser ${french(count)}`,
    'ask-for-evidence': (count: number) => `Demander un justificatif pour ${french(count)}`,
    'reconsider-request': (count: number) => `Réexaminer ${french(count)}`,
  } satisfies Record<BulkDecisionType, (count: number) => string>,
  consequence: {
    'accept-request':
      'Chaque personne reçoit son compte et le mail de bienvenue, et son affaire va à l’endroit choisi.',
    'refuse-request': 'Chaque personne reçoit le mail de refus, et son affaire est marquée perdue.',
    'ask-for-evidence': 'Chaque personne reçoit un mail qui demande ce document.',
    'reconsider-request': 'Chaque demande revient parmi celles à décider, avec son historique.',
  } satisfies Record<BulkDecisionType, string>,
  leftOut: (count: number) =>
    `${french(count)} de votre sélection ${plural('fr', count, { one: 'n’est pas concernée et reste telle quelle', other: 'ne sont pas concernées et restent telles quelles' })}.`,
  undoEach: (seconds: number) =>
    `Chaque décision peut être annulée pendant ${seconds} ${plural('fr', seconds, { one: 'seconde', other: 'secondes' })}, depuis sa demande.`,
  example: (name: string) => `Exemple : ${name}`,
  target: 'Destination des affaires',
  cancel: 'Ne rien faire',
  failedTitle: 'Rien n’a été envoyé',
  running: (done: number, total: number) => `Décision groupée en cours : ${done} sur ${total}`,
  finished: (total: number) => `Décision groupée terminée : ${french(total)}`,
  progress: 'Avancement de la décision groupée',
  loading: 'Lecture de la décision groupée…',
  survives: 'Vous pouvez fermer cette page : le travail continue, et se retrouve ici.',
  outcome: {
    advanced: 'Décidée',
    ignored: 'Sans effet',
    refused: 'Non décidée',
    failed: 'En échec',
    waiting: 'En attente',
  } satisfies Record<BulkDecisionItem['outcome'], string>,
  count: {
    advanced: (count: number) =>
      `${numberWords('fr', count)} ${plural('fr', count, { one: 'décidée', other: 'décidées' })}`,
    ignored: (count: number) => `${numberWords('fr', count)} sans effet`,
    refused: (count: number) =>
      `${numberWords('fr', count)} non ${plural('fr', count, { one: 'décidée', other: 'décidées' })}`,
    failed: (count: number) => `${numberWords('fr', count)} en échec`,
    waiting: (count: number) => `${numberWords('fr', count)} en attente`,
  } satisfies Record<BulkDecisionItem['outcome'], (count: number) => string>,
  results: 'Résultats, demande par demande',
  show: (name: string) => `Voir la demande : ${name}`,
  close: 'Fermer les résultats',
  retryLater: 'Le service ne répond pas ; nouvel essai automatique.',
};

const en: typeof fr = {
  title: {
    'accept-request': (count) => `Accept ${english(count)}`,
    'refuse-request': (count) => `Refuse ${english(count)}`,
    'ask-for-evidence': (count) => `Ask for evidence for ${english(count)}`,
    'reconsider-request': (count) => `Reconsider ${english(count)}`,
  },
  consequence: {
    'accept-request':
      'Each person gets their account and the welcome mail, and their deal goes to the chosen place.',
    'refuse-request': 'Each person gets the refusal mail, and their deal is marked lost.',
    'ask-for-evidence': 'Each person gets a mail that asks for this document.',
    'reconsider-request': 'Each request goes back to those to decide, with its history.',
  },
  leftOut: (count) =>
    `${english(count)} of your selection ${plural('en', count, { one: 'is not concerned and stays as it is', other: 'are not concerned and stay as they are' })}.`,
  undoEach: (seconds) =>
    `Each decision can be undone for ${seconds} ${plural('en', seconds, { one: 'second', other: 'seconds' })}, from its request.`,
  example: (name) => `Example: ${name}`,
  target: 'Where the deals go',
  cancel: 'Do nothing',
  failedTitle: 'Nothing was sent',
  running: (done, total) => `Bulk decision in progress: ${done} of ${total}`,
  finished: (total) => `Bulk decision finished: ${english(total)}`,
  progress: 'Progress of the bulk decision',
  loading: 'Reading the bulk decision…',
  survives: 'You may close this page: the work goes on, and is found here again.',
  outcome: {
    advanced: 'Decided',
    ignored: 'No effect',
    refused: 'Not decided',
    failed: 'Failed',
    waiting: 'Waiting',
  },
  count: {
    advanced: (count) => `${numberWords('en', count)} decided`,
    ignored: (count) => `${numberWords('en', count)} without effect`,
    refused: (count) => `${numberWords('en', count)} not decided`,
    failed: (count) => `${numberWords('en', count)} failed`,
    waiting: (count) => `${numberWords('en', count)} waiting`,
  },
  results: 'Results, request by request',
  show: (name) => `Show the request of ${name}`,
  close: 'Close the results',
  retryLater: 'The service does not answer; trying again by itself.',
};

/** The words of decisions about several requests. */
export const bulkTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
