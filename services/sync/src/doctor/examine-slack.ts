import { type Company, decidersOf } from '#core/company.ts';
import type { Problem } from '#core/model/problem.ts';
import { botScopes } from '../connectors/slack/manifest.ts';
import type { Slack, SlackChannel, SlackWorkspaceInfo } from '../connectors/slack/port.ts';
import { advice, type Check, failed, fixers, ok, same, type Words, wrong } from './check-words.ts';

/** The workspace that decides for a company. */
export interface ExaminedSlack {
  /** Undefined: none is connected, or its token cannot be opened. */
  slack: Pick<Slack, 'authTest' | 'channel' | 'personByEmail'> | undefined;
  /** Where requests are announced; null = nowhere. */
  channel: string | null;
  /** What waits to be shown, and why. */
  waiting(): Promise<{ count: number; problem: Problem | null }>;
}

const names = {
  access: { fr: 'Accès à Slack', en: 'Access to Slack' },
  scopes: { fr: 'Autorisations de Slack (scopes)', en: 'Slack scopes' },
  channel: { fr: 'Salon des demandes', en: 'Channel of the requests' },
  deciders: { fr: 'Décideurs dans Slack', en: 'Deciders in Slack' },
  waiting: { fr: 'Messages de Slack', en: 'Slack messages' },
} satisfies Record<string, Words>;

/** Token, scopes, channel, deciders, and what waits: without Slack, requests go on in Pipedrive all the same. */
export async function examineSlack(
  { slack, channel, waiting }: ExaminedSlack,
  company: Company,
  publicUrl: string,
): Promise<Check[]> {
  if (!slack) return [unconnected(publicUrl)];
  try {
    const info = await slack.authTest();
    const [inChannel, inSlack, late] = await Promise.all([
      channelChecks(slack, channel),
      deciderChecks(slack, company),
      waitingChecks(waiting),
    ]);
    return [accessCheck(info), scopesCheck(info), ...inChannel, ...inSlack, ...late];
  } catch (error) {
    return [failed('slack', names.access, error, renew)];
  }
}

const renew: Words = {
  fr: 'Réinstallez l’application dans Slack, ou mettez un jeton valide dans SLACK_BOT_TOKEN et redémarrez. Les demandes se décident dans Pipedrive en attendant ; les messages suivront.',
  en: 'Install the app in Slack again, or put a valid token into SLACK_BOT_TOKEN and restart. Meanwhile requests are decided in Pipedrive; the messages follow.',
};

function unconnected(publicUrl: string): Check {
  return advice(
    'slack',
    names.access,
    { fr: 'Aucun espace Slack n’est connecté.', en: 'No Slack workspace is connected.' },
    {
      fr: `Un administrateur Pipedrive ouvre ${publicUrl}/oauth/slack/start.`,
      en: `A Pipedrive administrator opens ${publicUrl}/oauth/slack/start.`,
    },
    'admin',
  );
}

function accessCheck({ teamName, teamId }: SlackWorkspaceInfo): Check {
  return ok('slack', names.access, same(`${teamName} (${teamId})`));
}

/** Slack does not always tell what was granted: then nothing is said of it. */
function scopesCheck({ scopes }: SlackWorkspaceInfo): Check {
  const missing = botScopes.filter(({ scope }) => !scopes.includes(scope));
  if (scopes.length === 0 || missing.length === 0)
    return ok('slack', names.scopes, same(scopes.join(', ') || '–'));
  const list = (language: 'fr' | 'en') =>
    missing.map(({ scope, why }) => `${scope} (${why[language]})`).join(', ');
  return wrong(
    'slack',
    names.scopes,
    { fr: `Manquent : ${list('fr')}.`, en: `Missing: ${list('en')}.` },
    {
      fr: 'Ajoutez-les à l’application (docs/slack.md), puis réinstallez-la dans l’espace.',
      en: 'Add them to the app (docs/slack.md), then install it in the workspace again.',
    },
    'admin',
  );
}

async function channelChecks(slack: Pick<Slack, 'channel'>, id: string | null): Promise<Check[]> {
  if (id === null) return [channelProblem('missing', '')];
  try {
    const channel = await slack.channel(id);
    if (!channel) return [channelProblem('unknown', id)];
    const problem = problemOf(channel);
    if (problem) return [channelProblem(problem, channel.name)];
    return channel.isPrivate
      ? [ok('slack', names.channel, same(`#${channel.name}`))]
      : [publicChannel(channel.name)];
  } catch (error) {
    return [failed('slack', names.channel, error, channelWords.unknown.fix)];
  }
}

type ChannelProblem = 'missing' | 'unknown' | 'archived' | 'outside' | 'shared';

function problemOf({ isArchived, isMember, isShared }: SlackChannel): ChannelProblem | null {
  if (isArchived) return 'archived';
  if (isShared) return 'shared';
  return isMember ? null : 'outside';
}

const channelWords: Record<ChannelProblem, { detail(name: string): Words; fix: Words }> = {
  missing: {
    detail: () => ({ fr: 'Aucun salon n’est choisi.', en: 'No channel is chosen.' }),
    fix: {
      fr: 'Mettez l’identifiant du salon dans les réglages (slack.channel), ou dans SLACK_CHANNEL.',
      en: 'Put the id of the channel into the settings (slack.channel), or into SLACK_CHANNEL.',
    },
  },
  unknown: {
    detail: (id) => ({
      fr: `Le salon ${id} n’existe pas, ou il est privé et l’application n’y est pas.`,
      en: `The channel ${id} does not exist, or it is private and the app is not in it.`,
    }),
    fix: {
      fr: 'Invitez l’application dans le salon (/invite), ou corrigez l’identifiant.',
      en: 'Invite the app into the channel (/invite), or correct the id.',
    },
  },
  archived: {
    detail: (name) => ({ fr: `Le salon #${name} est archivé.`, en: `The channel #${name} is archived.` }),
    fix: { fr: 'Désarchivez-le, ou choisissez-en un autre.', en: 'Unarchive it, or choose another one.' },
  },
  outside: {
    detail: (name) => ({
      fr: `L’application n’est pas dans le salon #${name}.`,
      en: `The app is not in the channel #${name}.`,
    }),
    fix: {
      fr: 'Invitez l’application dans le salon (/invite).',
      en: 'Invite the app into the channel (/invite).',
    },
  },
  shared: {
    detail: (name) => ({
      fr: `Le salon #${name} est partagé avec une autre organisation, qui lirait des données personnelles.`,
      en: `The channel #${name} is shared with another organization, which would read personal data.`,
    }),
    fix: {
      fr: 'Choisissez un salon que seule votre équipe lit.',
      en: 'Choose a channel that your team alone reads.',
    },
  },
};

function channelProblem(problem: ChannelProblem, name: string): Check {
  const { detail, fix } = channelWords[problem];
  return wrong('slack', names.channel, detail(name), fix, 'admin');
}

function publicChannel(name: string): Check {
  return advice(
    'slack',
    names.channel,
    {
      fr: `#${name} est public : toute l’entreprise y lit les noms et adresses des demandeurs.`,
      en: `#${name} is public: the whole company reads the names and addresses of requesters there.`,
    },
    { fr: 'Préférez un salon privé.', en: 'Prefer a private channel.' },
    'admin',
  );
}

/** Whoever Slack does not know by the address of Pipedrive cannot decide there. */
async function deciderChecks(slack: Pick<Slack, 'personByEmail'>, company: Company): Promise<Check[]> {
  const deciders = decidersOf(company).slice(0, 50);
  const found = await Promise.all(
    deciders.map(async ({ name, email }) => ({ name, email, person: await slack.personByEmail(email) })),
  );
  const missing = found.filter(({ person }) => !person || person.isDeleted || person.isGuest || person.isBot);
  if (missing.length === 0) {
    return deciders.length === 0
      ? []
      : [ok('slack', names.deciders, same(deciders.map(({ name }) => name).join(', ')))];
  }
  const list = missing.map(({ name, email }) => `${name} (${email})`).join(', ');
  const isNobody = missing.length === deciders.length;
  const detail = {
    fr: `Ne peuvent pas décider dans Slack : ${list}.`,
    en: `Cannot decide in Slack: ${list}.`,
  };
  const fix = {
    fr: 'Dans Slack, ces personnes doivent être membres (non invitées) avec la même adresse que dans Pipedrive.',
    en: 'In Slack, these people have to be members (not guests) with the same address as in Pipedrive.',
  };
  return [(isNobody ? wrong : advice)('slack', names.deciders, detail, fix, 'admin')];
}

async function waitingChecks(waiting: ExaminedSlack['waiting']): Promise<Check[]> {
  const { count, problem } = await waiting();
  if (!problem) return [];
  const { title, detail, word } = problem;
  const words = {
    fr: `${count} en attente. ${title.fr}.`,
    en: `${count} waiting. ${title.en}.`,
  };
  return [(word === 'retry-later' ? advice : wrong)('slack', names.waiting, words, detail, fixers[word])];
}
