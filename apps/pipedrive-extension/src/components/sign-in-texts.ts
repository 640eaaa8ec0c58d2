import { withFrenchSpaces } from '../french-spaces.ts';
import type { Language } from '../language.ts';

const fr = {
  title: 'Passerelle, hors de Pipedrive',
  detail: 'Connectez-vous avec votre compte Pipedrive : vous revenez ensuite ici.',
  signIn: 'Se connecter avec Pipedrive',
  closedTitle: 'Cette page s’ouvre depuis Pipedrive',
  closedDetail:
    'La connexion avec Pipedrive n’est pas ouverte ici. La personne qui installe Passerelle peut l’ouvrir : elle crée l’application dans le Developer Hub de Pipedrive et renseigne PIPEDRIVE_CLIENT_ID et PIPEDRIVE_CLIENT_SECRET.',
};

const en: typeof fr = {
  title: 'Passerelle, outside Pipedrive',
  detail: 'Sign in with your Pipedrive account: you then come back here.',
  signIn: 'Sign in with Pipedrive',
  closedTitle: 'This page opens from Pipedrive',
  closedDetail:
    'Signing in with Pipedrive is not open here. Whoever installs Passerelle can open it: they create the app in Pipedrive’s Developer Hub and set PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET.',
};

/** The words of a page outside Pipedrive that does not know who looks at it. */
export const signInTexts: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };
