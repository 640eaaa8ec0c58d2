import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';
import type { Filter } from './view-model.ts';

const fr = {
  title: 'Demandes de compte',
  loading: 'Chargement des demandes…',
  filters: 'Filtrer par étape',
  filter: {
    'to-decide': 'À décider',
    'in-progress': 'En cours',
    accepted: 'Acceptées',
    refused: 'Refusées',
    withdrawn: 'Sans suite',
    all: 'Toutes',
  } satisfies Record<Filter, string>,
  search: 'Rechercher une demande',
  searchHint: 'Organisation, personne, e-mail…',
  clearSearch: 'Effacer la recherche',
  results: (count: number) =>
    count === 0
      ? 'Aucune demande affichée'
      : `${numberWords('fr', count)} ${plural('fr', count, { one: 'demande affichée', other: 'demandes affichées' })}`,
  page: (number: number) => `Page ${number}`,
  previous: 'Précédent',
  next: 'Suivant',
  pages: 'Pages',
  organization: 'Organisation',
  person: 'Personne',
  email: 'E-mail',
  step: 'Étape',
  received: 'Reçue',
  deal: 'Affaire',
  decidedBy: 'Décidée par',
  noOrganization: 'Organisation non renseignée',
  organizationUnread: 'Lecture en cours…',
  noEmail: 'Aucune adresse',
  details: (who: string) => `Voir la demande : ${who}`,
  openPerson: (name: string) => `Ouvrir la fiche : ${name}`,
  openDeal: (title: string) => `Ouvrir l’affaire ${title}`,
  pane: 'Détail de la demande',
  closePane: 'Fermer le détail',
  keys: 'Clavier : / rechercher, ↑ ↓ ou j k changer de ligne, Entrée ouvrir, Échap fermer.',
  empty: {
    'to-decide': 'Tout est décidé',
    'in-progress': 'Rien n’est en cours',
    accepted: 'Aucune demande acceptée',
    refused: 'Aucune demande refusée',
    withdrawn: 'Aucune demande sans suite',
    all: 'Aucune demande de compte',
  } satisfies Record<Filter, string>,
  emptyDetail: {
    'to-decide': 'Les nouvelles demandes apparaîtront ici toutes seules.',
    'in-progress': 'Les décisions en cours d’exécution apparaîtront ici.',
    accepted: 'Les demandes acceptées apparaîtront ici.',
    refused: 'Les demandes refusées apparaîtront ici.',
    withdrawn: 'Les demandes qui n’ont plus besoin de décision apparaîtront ici.',
    all: 'La première demande apparaîtra ici toute seule.',
  } satisfies Record<Filter, string>,
  emptyTroubled: 'Aucune demande lue pour le moment',
  emptySearch: (text: string) => `Aucune demande ne correspond à « ${text} »`,
  emptySearchDetail: 'Vérifiez l’orthographe, ou cherchez dans toutes les demandes.',
  searchAll: 'Chercher dans toutes les demandes',
};

const en: typeof fr = {
  title: 'Account requests',
  loading: 'Loading the requests…',
  filters: 'Filter by step',
  filter: {
    'to-decide': 'To decide',
    'in-progress': 'In progress',
    accepted: 'Accepted',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    all: 'All',
  },
  search: 'Search for a request',
  searchHint: 'Organization, person, e-mail…',
  clearSearch: 'Clear the search',
  results: (count) =>
    count === 0
      ? 'No request shown'
      : `${numberWords('en', count)} ${plural('en', count, { one: 'request shown', other: 'requests shown' })}`,
  page: (number) => `Page ${number}`,
  previous: 'Previous',
  next: 'Next',
  pages: 'Pages',
  organization: 'Organization',
  person: 'Person',
  email: 'E-mail',
  step: 'Step',
  received: 'Received',
  deal: 'Deal',
  decidedBy: 'Decided by',
  noOrganization: 'No organization given',
  organizationUnread: 'Being read…',
  noEmail: 'No address',
  details: (who) => `Show the request of ${who}`,
  openPerson: (name) => `Open the person ${name}`,
  openDeal: (title) => `Open the deal ${title}`,
  pane: 'Request details',
  closePane: 'Close the details',
  keys: 'Keyboard: / search, ↑ ↓ or j k change row, Enter open, Escape close.',
  empty: {
    'to-decide': 'Everything is decided',
    'in-progress': 'Nothing is in progress',
    accepted: 'No accepted request',
    refused: 'No refused request',
    withdrawn: 'No withdrawn request',
    all: 'No account request',
  },
  emptyDetail: {
    'to-decide': 'New requests appear here by themselves.',
    'in-progress': 'Decisions being carried out appear here.',
    accepted: 'Accepted requests appear here.',
    refused: 'Refused requests appear here.',
    withdrawn: 'Requests that need no decision any more appear here.',
    all: 'The first request appears here by itself.',
  },
  emptyTroubled: 'No request read so far',
  emptySearch: (text) => `No request matches “${text}”`,
  emptySearchDetail: 'Check the spelling, or search in all requests.',
  searchAll: 'Search in all requests',
};

export type RequestsTexts = typeof fr;

/** The words of the requests page; those of one request are in `components/request/texts.ts`. */
export const requestsTexts: Record<Language, RequestsTexts> = { fr: withFrenchSpaces(fr), en };
