import type { Language } from '#core/model/localized.ts';

/** A permission of the app, and what of ours needs it (slack.md 5). */
export interface BotScope {
  scope: string;
  why: Record<Language, string>;
}

/** Only what we call for; a missing one is named by the doctor and by the error of the call. */
export const botScopes: readonly BotScope[] = [
  {
    scope: 'chat:write',
    why: { fr: 'poster les demandes et les tenir à jour', en: 'post requests and keep them up to date' },
  },
  { scope: 'commands', why: { fr: 'la commande /demandes', en: 'the command /demandes' } },
  {
    scope: 'users:read',
    why: { fr: 'savoir qui appuie, et dans quelle langue', en: 'know who presses, and in which language' },
  },
  {
    scope: 'users:read.email',
    why: {
      fr: 'reconnaître les membres de l’équipe par leur adresse',
      en: 'recognise staff members by their address',
    },
  },
  {
    scope: 'im:write',
    why: {
      fr: 'écrire à une personne quand une demande attend',
      en: 'write to a person when a request waits',
    },
  },
  {
    scope: 'channels:read',
    why: { fr: 'vérifier le salon, s’il est public', en: 'check the channel, when it is public' },
  },
  {
    scope: 'groups:read',
    why: { fr: 'vérifier le salon, s’il est privé', en: 'check the channel, when it is private' },
  },
  {
    scope: 'channels:history',
    why: {
      fr: 'retrouver un message dont l’envoi est incertain (salon public)',
      en: 'find a message whose sending is uncertain (public channel)',
    },
  },
  {
    scope: 'groups:history',
    why: {
      fr: 'retrouver un message dont l’envoi est incertain (salon privé)',
      en: 'find a message whose sending is uncertain (private channel)',
    },
  },
  {
    scope: 'metadata.message:read',
    why: { fr: 'le reconnaître à son numéro de demande', en: 'recognise it by the number of its request' },
  },
];

/** What Slack tells us by itself; none needs a permission beyond those above. */
const botEvents = [
  'app_home_opened',
  'app_uninstalled',
  'tokens_revoked',
  'user_change',
  'channel_id_changed',
] as const;

/** Where Slack sends everything it has for us, and people after they have installed the app. */
export const slackPaths = { requests: '/slack/events', redirect: '/oauth/slack/callback' } as const;

/** The word people type. */
export const slashCommand = '/demandes';

/**
 * The app as Slack wants it described ("From an app manifest", slack.md 5); docs/slack.md prints it.
 * No token rotation: the token serves several nodes at once (slack.md 6).
 *
 * @param publicUrl PUBLIC_URL, with or without a slash at its end
 */
export function slackManifest(publicUrl: string) {
  const base = publicUrl.replace(/\/+$/, '');
  const requestUrl = `${base}${slackPaths.requests}`;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Passerelle',
      description: 'Les demandes de compte, décidées ici ou dans Pipedrive.',
      long_description:
        'Passerelle poste chaque demande de compte dans le salon de l’équipe, tient le message à jour quel que soit l’endroit où la demande est décidée, et raconte la suite dans le fil. On accepte, on refuse ou on demande un justificatif sans quitter Slack.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Passerelle', always_online: true },
      slash_commands: [
        {
          command: slashCommand,
          url: requestUrl,
          description: 'Retrouver ou saisir une demande de compte',
          usage_hint: '[adresse | organisme | nouvelle]',
          should_escape: false,
        },
      ],
    },
    oauth_config: {
      redirect_urls: [`${base}${slackPaths.redirect}`],
      scopes: { bot: botScopes.map(({ scope }) => scope) },
    },
    settings: {
      event_subscriptions: { request_url: requestUrl, bot_events: [...botEvents] },
      interactivity: { is_enabled: true, request_url: requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}
