import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../language.ts';
import type { Tab } from './view-model.ts';

const fr = {
  title: 'Suivi commercial',
  loading: 'Chargement du suivi…',
  tabs: 'Vues du suivi',
  tab: { day: 'Ma journée', process: 'Parcours', figures: 'Chiffres' } satisfies Record<Tab, string>,
  off: 'Le suivi commercial n’est pas activé',
  offForAdministrators: 'Activez-le dans les réglages de Passerelle, section « Suivi commercial ».',
  offForOthers: 'Un administrateur de Pipedrive peut l’activer dans les réglages de Passerelle.',
  owner: 'Responsable',
  anyOwner: 'Tous les responsables',
  openDeal: (title: string) => `Ouvrir l’affaire ${title}`,
};

const en: typeof fr = {
  title: 'Customer follow-up',
  loading: 'Loading the follow-up…',
  tabs: 'Views of the follow-up',
  tab: { day: 'My day', process: 'Process', figures: 'Figures' },
  off: 'Customer follow-up is switched off',
  offForAdministrators: 'Switch it on in the settings of Passerelle, section “Customer follow-up”.',
  offForOthers: 'An administrator of Pipedrive can switch it on in the settings of Passerelle.',
  owner: 'Owner',
  anyOwner: 'Every owner',
  openDeal: (title) => `Open the deal ${title}`,
};

/** The words that the tabs share. */
export const pipelineTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
