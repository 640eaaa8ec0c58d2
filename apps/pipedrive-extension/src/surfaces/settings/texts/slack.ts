import { withFrenchSpaces } from '../../../french-spaces.ts';
import type { Language } from '../../../language.ts';

const fr = {
  introduction:
    'Chaque demande arrive aussi dans un canal de Slack : un décideur l’y accepte ou la refuse, et le message suit ce qui se passe dans Pipedrive.',
  workspace: 'Espace de travail',
  connected: (name: string) => `Connecté à « ${name} ».`,
  unconnected: 'Aucun espace connecté pour le moment : les demandes se décident dans Pipedrive.',
  connect: 'Ajouter à Slack',
  connectAnother: 'Connecter un autre espace',
  connectHint: 'S’ouvre dans un nouvel onglet ; revenez ensuite sur cette page.',
  troubleTitle: 'Slack ne suit pas les demandes pour le moment',
  noChannelTitle: 'Sans canal, aucune demande n’est annoncée',
  noChannel: 'Indiquez-en un ci-dessous, puis enregistrez.',
  channelHint:
    'Son identifiant, par exemple C0123456789 : dans Slack, cliquez sur le nom du canal, il est tout en bas. Invitez-y l’application avec /invite.',
  fallbackChannel: (channel: string) => `Vide : le canal ${channel}, choisi à l’installation.`,
  mentionHint:
    'Qui est appelé par chaque demande à décider : une adresse mail, ou l’identifiant d’une personne ou d’un groupe dans Slack. Vide : personne.',
  digestHint:
    'Chaque jour travaillé, ce qui attend, à cette heure du fuseau horaire de la page Général. Vide : pas de résumé.',
  remindHint: 'Sans décision, un rappel dans le fil de la demande, une seule fois.',
  escalateHint: 'Sans décision, la personne ci-dessous est prévenue à son tour, une seule fois.',
  escalateToHint: 'Slack la reconnaît à son adresse mail. Vide : pas de relais.',
  nobody: 'Personne',
};

const en: typeof fr = {
  introduction:
    'Each request also arrives in a channel of Slack: a decider accepts or refuses it there, and the message follows what happens in Pipedrive.',
  workspace: 'Workspace',
  connected: (name) => `Connected to “${name}”.`,
  unconnected: 'No workspace is connected at the moment: requests are decided in Pipedrive.',
  connect: 'Add to Slack',
  connectAnother: 'Connect another workspace',
  connectHint: 'Opens in a new tab; come back to this page afterwards.',
  troubleTitle: 'Slack does not follow the requests at the moment',
  noChannelTitle: 'Without a channel no request is announced',
  noChannel: 'Name one below, then save.',
  channelHint:
    'Its id, for example C0123456789: in Slack, click the channel’s name, it is at the very bottom. Invite the app there with /invite.',
  fallbackChannel: (channel) => `Empty: the channel ${channel}, chosen at installation.`,
  mentionHint:
    'Who is called by each request to decide: an e-mail address, or the id of a person or a group in Slack. Empty: nobody.',
  digestHint:
    'Each working day, what is waiting, at this hour in the time zone of the page General. Empty: no digest.',
  remindHint: 'Without a decision, a reminder in the thread of the request, only once.',
  escalateHint: 'Without a decision, the person below is told as well, only once.',
  escalateToHint: 'Slack knows them by their e-mail address. Empty: nobody is told.',
  nobody: 'Nobody',
};

export type SlackTexts = typeof fr;

/** The words of the section about Slack; the names of its fields are in `labels.ts`. */
export const slackTexts: Record<Language, SlackTexts> = { fr: withFrenchSpaces(fr), en };
