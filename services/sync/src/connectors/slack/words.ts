import type { Problem } from '#core/model/problem.ts';
import { inStaffWords } from '../failure-words.ts';
import type { Trouble } from './codes.ts';

/** What the words of a refusal tell beside its kind. */
export interface Refusal {
  /** Slack's own word, such as `channel_not_found`. */
  code: string;
  /** The missing permission, when that is the trouble and Slack names it. */
  scope: string | null;
  /** Whether the call may have been carried out all the same. */
  unclear: boolean;
}

const installAgain = {
  fr: 'Un administrateur de Slack réinstalle l’application (docs/slack.md) et, si le jeton est dans la configuration, met à jour SLACK_BOT_TOKEN. Le travail reprend ensuite tout seul.',
  en: 'A Slack administrator installs the app again (docs/slack.md) and, when the token is in the configuration, updates SLACK_BOT_TOKEN. The work then goes on by itself.',
};

const wordings: Record<Exclude<Trouble, 'scope' | 'busy' | 'down' | 'unknown'>, Problem> = {
  token: {
    word: 'sign-in-again',
    title: { fr: 'Le jeton Slack n’est plus valable', en: 'The Slack token is not valid any more' },
    detail: installAgain,
  },
  'wrong-token': {
    word: 'sign-in-again',
    title: { fr: 'Ce n’est pas un jeton de bot Slack', en: 'This is not a Slack bot token' },
    detail: {
      fr: 'Un administrateur met dans SLACK_BOT_TOKEN le « Bot User OAuth Token » de l’application, qui commence par xoxb-.',
      en: 'An administrator puts the “Bot User OAuth Token” of the app, which starts with xoxb-, into SLACK_BOT_TOKEN.',
    },
  },
  permission: {
    word: 'sign-in-again',
    title: {
      fr: 'Slack ne permet pas cette action à Passerelle',
      en: 'Slack does not let Passerelle do this',
    },
    detail: {
      fr: 'Un réglage de l’espace de travail ou du salon l’interdit : un administrateur de Slack l’autorise pour l’application.',
      en: 'A setting of the workspace or of the channel forbids it: a Slack administrator allows it for the app.',
    },
  },
  tab: {
    word: 'sign-in-again',
    title: {
      fr: 'Un onglet de l’application Slack est désactivé',
      en: 'A tab of the Slack app is switched off',
    },
    detail: {
      fr: 'Un administrateur de Slack active, sous « App Home », les onglets Home et Messages (docs/slack.md).',
      en: 'A Slack administrator switches the tabs Home and Messages on, under “App Home” (docs/slack.md).',
    },
  },
  channel: {
    word: 'not-found',
    title: { fr: 'Passerelle n’est pas dans le salon Slack', en: 'Passerelle is not in the Slack channel' },
    detail: {
      fr: 'Invitez l’application dans le salon (/invite), ou corrigez le salon dans les réglages.',
      en: 'Invite the app into the channel (/invite), or correct the channel in the settings.',
    },
  },
  archived: {
    word: 'not-found',
    title: { fr: 'Le salon Slack est archivé', en: 'The Slack channel is archived' },
    detail: {
      fr: 'Désarchivez le salon et invitez l’application, ou choisissez un autre salon dans les réglages.',
      en: 'Unarchive the channel and invite the app, or choose another channel in the settings.',
    },
  },
  person: {
    word: 'not-found',
    title: { fr: 'Personne introuvable dans Slack', en: 'Person not found in Slack' },
    detail: {
      fr: 'La personne n’est pas dans l’espace de travail, n’est pas dans le salon ou n’est plus active : un administrateur de Slack l’invite.',
      en: 'The person is not in the workspace, not in the channel or not active any more: a Slack administrator invites them.',
    },
  },
  message: {
    word: 'not-found',
    title: { fr: 'Message introuvable dans Slack', en: 'Message not found in Slack' },
    detail: {
      fr: 'Le message a été supprimé : la demande se décide toujours dans Pipedrive.',
      en: 'The message was deleted: the request can still be decided in Pipedrive.',
    },
  },
  thread: {
    word: 'rejected',
    title: {
      fr: 'Slack ne prend pas de réponse dans ce fil',
      en: 'Slack does not take replies in this thread',
    },
    detail: {
      fr: 'Le fil est verrouillé, ou le salon n’en permet pas : le message, lui, suit toujours la demande.',
      en: 'The thread is locked, or the channel has none: the message itself still follows the request.',
    },
  },
  fixed: {
    word: 'rejected',
    title: {
      fr: 'Slack ne laisse plus modifier ce message',
      en: 'Slack does not let this message be changed',
    },
    detail: {
      fr: 'Un réglage de l’espace de travail limite la modification des messages : un administrateur de Slack le lève.',
      en: 'A setting of the workspace limits how long messages can be edited: a Slack administrator lifts it.',
    },
  },
  'too-late': {
    word: 'rejected',
    title: { fr: 'Slack n’a pas attendu', en: 'Slack did not wait' },
    detail: { fr: 'Rien n’a changé. Appuyez de nouveau.', en: 'Nothing has changed. Press again.' },
  },
  'moved-on': {
    word: 'rejected',
    title: { fr: 'La fenêtre a changé entre-temps', en: 'The window has changed meanwhile' },
    detail: { fr: 'Fermez-la et ouvrez-la de nouveau.', en: 'Close it and open it again.' },
  },
  content: {
    word: 'broken',
    title: { fr: 'Slack n’accepte pas ce contenu', en: 'Slack does not take this content' },
    detail: {
      fr: 'Prévenez l’équipe technique de Passerelle ; la demande se décide toujours dans Pipedrive.',
      en: 'Tell the technical team of Passerelle; the request can still be decided in Pipedrive.',
    },
  },
  code: {
    word: 'sign-in-again',
    title: { fr: 'L’installation dans Slack a expiré', en: 'The installation in Slack has expired' },
    detail: { fr: 'Recommencez l’installation depuis le début.', en: 'Start the installation again.' },
  },
  app: {
    word: 'sign-in-again',
    title: { fr: 'Slack ne reconnaît pas l’application', en: 'Slack does not recognise the app' },
    detail: {
      fr: 'Un administrateur corrige SLACK_CLIENT_ID et SLACK_CLIENT_SECRET, ou l’adresse de retour de l’application (docs/slack.md).',
      en: 'An administrator corrects SLACK_CLIENT_ID and SLACK_CLIENT_SECRET, or the redirect URL of the app (docs/slack.md).',
    },
  },
};

/** Puts a refusal of Slack into staff words: what it is, and who has to do what. */
export function slackWords(trouble: Trouble, refusal: Refusal): Problem {
  if (trouble === 'busy') return inStaffWords('slack', 'overloaded', null, refusal.unclear);
  if (trouble === 'down') return inStaffWords('slack', 'down', null, refusal.unclear);
  if (trouble === 'scope') return missingScope(refusal.scope);
  if (trouble === 'unknown') return unknownRefusal(refusal.code);
  return wordings[trouble];
}

function missingScope(scope: string | null): Problem {
  const named = scope ? { fr: ` « ${scope} »`, en: ` “${scope}”` } : { fr: '', en: '' };
  return {
    word: 'sign-in-again',
    title: {
      fr: `L’autorisation Slack${named.fr} manque à Passerelle`,
      en: `Passerelle lacks the Slack permission${named.en}`,
    },
    detail: installAgain,
  };
}

function unknownRefusal(code: string): Problem {
  return {
    word: 'broken',
    title: { fr: 'Slack a refusé l’appel', en: 'Slack refused the call' },
    detail: {
      fr: `Slack a répondu « ${code} ». Prévenez l’équipe technique de Passerelle.`,
      en: `Slack answered “${code}”. Tell the technical team of Passerelle.`,
    },
  };
}
