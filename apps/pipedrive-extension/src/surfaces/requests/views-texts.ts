import { withFrenchSpaces } from '../../french-spaces.ts';
import type { Language } from '../../language.ts';

const fr = {
  view: 'Vue',
  none: 'Aucune vue enregistrée',
  mine: 'Mes vues',
  shared: 'Vues de l’équipe',
  sharedByMe: (name: string) => `${name} (partagée)`,
  save: 'Enregistrer cette vue…',
  remove: (name: string) => `Supprimer la vue « ${name} »`,
  name: 'Nom de la vue',
  nameExample: 'Par exemple : mairies à rappeler',
  nameMissing: 'Donnez un nom à la vue.',
  share: 'Partager avec l’équipe',
  confirm: 'Enregistrer la vue',
  cancel: 'Fermer',
};

const en: typeof fr = {
  view: 'View',
  none: 'No saved view',
  mine: 'My views',
  shared: 'Views of the team',
  sharedByMe: (name) => `${name} (shared)`,
  save: 'Save this view…',
  remove: (name) => `Remove the view “${name}”`,
  name: 'Name of the view',
  nameExample: 'For example: town halls to call',
  nameMissing: 'Give the view a name.',
  share: 'Share with the team',
  confirm: 'Save the view',
  cancel: 'Close',
};

/** The words of the saved views. */
export const viewsTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
