import type { Language } from '#core/model/localized.ts';

type Words = Record<Language, string>;

/** A scope to tick in the Developer Hub, and what of ours needs it (pipedrive.md 1.3). */
export interface HubScope {
  scope: string;
  why: Words;
  /** Not every app is offered it; we work without. */
  optional: boolean;
}

/** Something of ours that Pipedrive shows. */
export interface HubExtension {
  kind: 'custom panel' | 'custom modal' | 'link action' | 'app settings page';
  /** Where Pipedrive shows it. */
  views: string;
  /** At most 30 characters (pipedrive.md 4.1). */
  name: string;
  /** At most 150 characters. */
  description: string;
  /** By which our surfaces open a modal. */
  actionId: string | null;
  path: string;
}

/** Everything that is entered once in the Developer Hub; the page docs/developer-hub.md and the doctor show it. */
export interface DeveloperHub {
  callbackUrl: string;
  scopes: readonly HubScope[];
  extensions: readonly (HubExtension & { url: string })[];
}

/** The longest name and description the Developer Hub takes. */
export const hubLimits = { name: 30, description: 150 } as const;

/** Only what we call for; `base` is always on. */
export const hubScopes: readonly HubScope[] = [
  {
    scope: 'base',
    why: { fr: 'savoir qui installe', en: 'know who installs' },
    optional: false,
  },
  {
    scope: 'deals:full',
    why: {
      fr: 'affaires, participants, notes et filtres',
      en: 'deals, participants, notes and filters',
    },
    optional: false,
  },
  {
    scope: 'contacts:full',
    why: { fr: 'personnes et organisations', en: 'persons and organizations' },
    optional: false,
  },
  {
    scope: 'activities:full',
    why: {
      fr: 'appels, rendez-vous et promesses aux clients',
      en: 'calls, meetings and promises to clients',
    },
    optional: false,
  },
  {
    scope: 'users:read',
    why: {
      fr: 'équipe, rôles et qui peut voir quoi',
      en: 'the team, its roles and who may see what',
    },
    optional: false,
  },
  {
    scope: 'admin',
    why: {
      fr: 'pipelines, étapes, champs, types d’activité et webhooks',
      en: 'pipelines, stages, fields, activity types and webhooks',
    },
    optional: false,
  },
  {
    scope: 'webhooks:full',
    why: {
      fr: 'webhooks, là où Pipedrive le demande en plus de admin',
      en: 'webhooks, where Pipedrive asks for it beside admin',
    },
    optional: true,
  },
];

const callbackPath = '/oauth/pipedrive/callback';
const surface = (page: string) => `/surfaces/pipedrive/${page}`;

const extensions: readonly HubExtension[] = [
  {
    kind: 'custom panel',
    views: 'deal',
    name: 'Demande de compte',
    description: 'La demande de compte de cette affaire : les faits, la décision, ce qui est fait.',
    actionId: null,
    path: surface('panel'),
  },
  {
    kind: 'custom panel',
    views: 'person',
    name: 'Demande de compte',
    description: 'La demande de compte de cette personne : les faits, la décision, ce qui est fait.',
    actionId: null,
    path: surface('panel'),
  },
  {
    kind: 'custom panel',
    views: 'organization',
    name: 'Demandes de l’organisme',
    description: 'Toutes les demandes de compte de cet organisme.',
    actionId: null,
    path: surface('panel'),
  },
  {
    kind: 'custom modal',
    views: 'deal details, person details, deals list',
    name: 'Refuser la demande',
    description: 'Le motif, un mot, et le mail qui partira.',
    actionId: 'refusal',
    path: surface('refusal-modal'),
  },
  {
    kind: 'custom modal',
    views: 'deals list, persons list, organization details',
    name: 'Nouvelle demande',
    description: 'Saisir une demande reçue par téléphone ou lors d’un événement.',
    actionId: 'new-request',
    path: surface('new-request'),
  },
  {
    kind: 'custom modal',
    views: 'organizations list, organization details',
    name: 'Nouveau suspect',
    description: 'Saisir une administration qui n’a pas encore de compte, avec recherche de doublons.',
    actionId: 'new-suspect',
    path: surface('new-suspect'),
  },
  {
    kind: 'link action',
    views: 'deals list, persons list',
    name: 'Toutes les demandes',
    description: 'La liste des demandes de compte, avec recherche, filtres et décisions groupées.',
    actionId: null,
    path: surface('requests'),
  },
  {
    kind: 'link action',
    views: 'persons list, organizations list',
    name: 'Suivi commercial',
    description: 'Votre journée, le parcours de chaque client, les relances groupées et les chiffres.',
    actionId: null,
    path: surface('pipeline'),
  },
  {
    kind: 'app settings page',
    views: 'app settings',
    name: 'Réglages de Passerelle',
    description: 'Réglages, textes des mails, mise en place et diagnostic.',
    actionId: null,
    path: surface('settings'),
  },
];

/** The exact values for an installation. @param publicUrl PUBLIC_URL, with or without a slash at its end */
export function developerHub(publicUrl: string): DeveloperHub {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    callbackUrl: `${base}${callbackPath}`,
    scopes: hubScopes,
    extensions: extensions.map((extension) => ({ ...extension, url: `${base}${extension.path}` })),
  };
}

/** Of the scopes we need, those a token was not granted. */
export function missingScopes(granted: readonly string[]): { needed: string[]; optional: string[] } {
  const missing = hubScopes.filter(({ scope }) => scope !== 'base' && !isGranted(scope, granted));
  return {
    needed: missing.filter(({ optional }) => !optional).map(({ scope }) => scope),
    optional: missing.filter(({ optional }) => optional).map(({ scope }) => scope),
  };
}

/** The full scope of a thing holds its reading (pipedrive.md 1.3). */
function isGranted(scope: string, granted: readonly string[]): boolean {
  return granted.includes(scope) || granted.includes(scope.replace(/:read$/, ':full'));
}
