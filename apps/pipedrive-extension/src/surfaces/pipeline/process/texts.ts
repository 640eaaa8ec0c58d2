import { withFrenchSpaces } from '../../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../../language.ts';

const fr = {
  map: 'Le parcours, étape par étape',
  pointHint: 'Survolez une étape pour voir où elle mène ; cliquez pour lister ses clients.',
  movesOf: (step: string, moves: string) => `Depuis « ${step} » : ${moves}`,
  noMoves: (step: string) => `« ${step} » ne mène à aucune autre étape.`,
  allMoves: 'Tous les passages d’une étape à l’autre',
  move: (from: string, to: string, labels: string) => `${from} → ${to} : ${labels}`,
  customers: (count: number) => plural('fr', count, { one: 'client', other: 'clients' }),
  blocked: (count: number) => plural('fr', count, { one: 'bloqué', other: 'bloqués' }),
  marks: (late: number, blocked: number) =>
    `${numberWords('fr', late)} en retard, ${numberWords('fr', blocked)} ${plural('fr', blocked, { one: 'bloqué', other: 'bloqués' })}`,
  list: 'Clients suivis',
  search: 'Rechercher un client',
  searchHint: 'Organisation, personne, affaire…',
  stepFilter: 'Étape',
  anyStep: 'Toutes les étapes',
  onlyLate: 'En retard seulement',
  clearFilters: 'Retirer les filtres',
  results: (count: number, total: number) =>
    total > count ? `${frenchClients(count)} sur ${numberWords('fr', total)}` : frenchClients(count),
  keys: 'Clavier : / rechercher, ↑ ↓ ou j k changer de ligne, Entrée ouvrir l’affaire, x sélectionner.',
  empty: 'Aucun client suivi',
  emptyDetail: 'Les affaires du pipeline des suspects apparaîtront ici toutes seules.',
  emptyFiltered: 'Aucun client ne correspond à ces filtres',
  emptyFilteredDetail: 'Changez d’étape, de responsable ou de recherche.',
  client: 'Client',
  where: 'Étape',
  owner: 'Responsable',
  promise: 'Prochaine promesse',
  followUp: 'Relance',
  days: 'Depuis',
  daysIn: (days: number) => `${numberWords('fr', days)} j`,
  blockedBecause: (reason: string) => `Bloqué : ${reason}`,
  optedOut: 'ne veut plus de mails',
  lateBy: 'en retard',
  noOwner: 'Personne',
  selectPage: 'Sélectionner la page',
  select: (who: string) => `Sélectionner : ${who}`,
  bar: 'Clients sélectionnés',
  selected: (count: number) =>
    `${frenchClients(count)} ${plural('fr', count, { one: 'sélectionné', other: 'sélectionnés' })}`,
  selectAll: (count: number) => `Sélectionner les ${numberWords('fr', count)} de toutes les pages`,
  addingFailed: 'Toutes les pages n’ont pas pu être lues. Réessayez.',
  clear: 'Tout désélectionner',
  rule: 'Relance à commencer',
  enrol: 'Relancer…',
  noRules: 'Aucune relance n’est réglée.',
  enrolTitle: (count: number, rule: string) => `Commencer « ${rule} » pour ${frenchClients(count)}`,
  enrolLead:
    'Chacun reçoit les mails et les tâches de la relance aux jours prévus, dans les heures d’envoi. Elle s’arrête seule dès qu’il répond.',
  enrolLeftHint: 'Qui ne peut pas être relancé est laissé tel quel, et la raison est donnée.',
  enrolDo: 'Commencer la relance',
  cancel: 'Ne rien faire',
  close: 'Fermer',
  enrolRunning: (done: number, total: number) =>
    `${numberWords('fr', done)} sur ${numberWords('fr', total)}…`,
  enrolled: (count: number) =>
    `${frenchClients(count)} ${plural('fr', count, { one: 'est relancé', other: 'sont relancés' })}.`,
  left: (count: number) =>
    `${frenchClients(count)} ${plural('fr', count, { one: 'est laissé tel quel', other: 'sont laissés tels quels' })} :`,
  stopped: 'La suite n’a pas pu être envoyée',
};

const en: typeof fr = {
  map: 'The process, step by step',
  pointHint: 'Point at a step to see where it leads; click to list its customers.',
  movesOf: (step, moves) => `From “${step}”: ${moves}`,
  noMoves: (step) => `“${step}” leads to no other step.`,
  allMoves: 'Every way from one step to another',
  move: (from, to, labels) => `${from} → ${to}: ${labels}`,
  customers: (count) => plural('en', count, { one: 'customer', other: 'customers' }),
  blocked: () => 'blocked',
  marks: (late, blocked) => `${numberWords('en', late)} late, ${numberWords('en', blocked)} blocked`,
  list: 'Customers followed',
  search: 'Search for a customer',
  searchHint: 'Organization, person, deal…',
  stepFilter: 'Step',
  anyStep: 'Every step',
  onlyLate: 'Late ones only',
  clearFilters: 'Remove the filters',
  results: (count, total) =>
    total > count ? `${englishClients(count)} of ${numberWords('en', total)}` : englishClients(count),
  keys: 'Keyboard: / search, ↑ ↓ or j k change row, Enter open the deal, x select.',
  empty: 'No customer is followed',
  emptyDetail: 'Deals of the pipeline of suspects appear here by themselves.',
  emptyFiltered: 'No customer matches these filters',
  emptyFilteredDetail: 'Change the step, the owner or the search.',
  client: 'Customer',
  where: 'Step',
  owner: 'Owner',
  promise: 'Next promise',
  followUp: 'Follow-up',
  days: 'For',
  daysIn: (days) => `${numberWords('en', days)} d`,
  blockedBecause: (reason) => `Blocked: ${reason}`,
  optedOut: 'wants no more mails',
  lateBy: 'late',
  noOwner: 'Nobody',
  selectPage: 'Select the page',
  select: (who) => `Select ${who}`,
  bar: 'Selected customers',
  selected: (count) => `${englishClients(count)} selected`,
  selectAll: (count) => `Select all ${numberWords('en', count)} on every page`,
  addingFailed: 'Not every page could be read. Try again.',
  clear: 'Select none',
  rule: 'Follow-up to begin',
  enrol: 'Follow up…',
  noRules: 'No follow-up is set up.',
  enrolTitle: (count, rule) => `Begin “${rule}” for ${englishClients(count)}`,
  enrolLead:
    'Each of them gets the mails and tasks of the follow-up on its days, in the hours of sending. It stops by itself once they answer.',
  enrolLeftHint: 'Whoever cannot be followed up is left as they are, and the reason is given.',
  enrolDo: 'Begin the follow-up',
  cancel: 'Do nothing',
  close: 'Close',
  enrolRunning: (done, total) => `${numberWords('en', done)} of ${numberWords('en', total)}…`,
  enrolled: (count) =>
    `${englishClients(count)} ${plural('en', count, { one: 'is followed up', other: 'are followed up' })}.`,
  left: (count) =>
    `${englishClients(count)} ${plural('en', count, { one: 'is left as it is', other: 'are left as they are' })}:`,
  stopped: 'The rest could not be sent',
};

function frenchClients(count: number): string {
  return `${numberWords('fr', count)} ${plural('fr', count, { one: 'client', other: 'clients' })}`;
}

function englishClients(count: number): string {
  return `${numberWords('en', count)} ${plural('en', count, { one: 'customer', other: 'customers' })}`;
}

/** The words of the process, of the list beneath it and of follow-ups begun for many. */
export const processTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
