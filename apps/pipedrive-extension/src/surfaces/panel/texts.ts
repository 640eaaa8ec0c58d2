import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../language.ts';

const fr = {
  title: 'Demande de compte',
  loading: 'Chargement de la demande…',
  emptyTitle: 'Aucune demande de compte ici',
  emptyDeal: 'Quand le contact de cette affaire demandera un compte, la demande apparaîtra ici toute seule.',
  emptyPerson: 'Quand cette personne demandera un compte, sa demande apparaîtra ici toute seule.',
  noRecordTitle: 'Ouvrez une affaire ou une personne',
  noRecord: 'Ce panneau montre la demande de compte de la fiche à côté de laquelle il est ouvert.',
};

const en: typeof fr = {
  title: 'Account request',
  loading: 'Loading the request…',
  emptyTitle: 'No account request here',
  emptyDeal: 'When this deal’s contact asks for an account, the request appears here by itself.',
  emptyPerson: 'When this person asks for an account, their request appears here by itself.',
  noRecordTitle: 'Open a deal or a person',
  noRecord: 'This panel shows the account request of the record it stands beside.',
};

/** The words of the panel itself; those of a request are in `components/request/texts.ts`. */
export const panelTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
