import { withFrenchSpaces } from '../../french-spaces.ts';
import { type Language, numberWords, plural } from '../../language.ts';

const fr = {
  title: 'Demande de compte',
  loading: 'Chargement de la demande…',
  loadingList: 'Chargement des demandes…',
  titleList: 'Demandes de compte',
  count: (count: number) =>
    `${numberWords('fr', count)} ${plural('fr', count, { one: 'demande', other: 'demandes' })}`,
  decide: 'Décider',
  see: 'Voir',
  fold: 'Replier',
  decideOf: (who: string) => `Décider de la demande : ${who}`,
  seeOf: (who: string) => `Voir la demande : ${who}`,
  foldOf: (who: string) => `Replier la demande : ${who}`,
  received: (age: string) => `Reçue ${age}`,
  noEmail: 'Aucune adresse e-mail',
  emptyOrganization: 'Quand quelqu’un de cette organisation demandera un compte, sa demande apparaîtra ici.',
  emptyTitle: 'Aucune demande de compte ici',
  emptyDeal: 'Quand le contact de cette affaire demandera un compte, la demande apparaîtra ici toute seule.',
  emptyPerson: 'Quand cette personne demandera un compte, sa demande apparaîtra ici toute seule.',
  noRecordTitle: 'Ouvrez une affaire, une personne ou une organisation',
  noRecord: 'Ce panneau montre la demande de compte de la fiche à côté de laquelle il est ouvert.',
};

const en: typeof fr = {
  title: 'Account request',
  loading: 'Loading the request…',
  loadingList: 'Loading the requests…',
  titleList: 'Account requests',
  count: (count) =>
    `${numberWords('en', count)} ${plural('en', count, { one: 'request', other: 'requests' })}`,
  decide: 'Decide',
  see: 'Show',
  fold: 'Fold',
  decideOf: (who) => `Decide on the request of ${who}`,
  seeOf: (who) => `Show the request of ${who}`,
  foldOf: (who) => `Fold the request of ${who}`,
  received: (age) => `Received ${age}`,
  noEmail: 'No e-mail address',
  emptyOrganization: 'When somebody of this organization asks for an account, their request appears here.',
  emptyTitle: 'No account request here',
  emptyDeal: 'When this deal’s contact asks for an account, the request appears here by itself.',
  emptyPerson: 'When this person asks for an account, their request appears here by itself.',
  noRecordTitle: 'Open a deal, a person or an organization',
  noRecord: 'This panel shows the account request of the record it stands beside.',
};

/** The words of the panel itself; those of a request are in `components/request/texts.ts`. */
export const panelTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
