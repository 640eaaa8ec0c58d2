import type { Channel, Limits, Member, SlackMemory, Team } from './records.ts';

/** The ids of the seed that tests, pages and the service's environment name. */
export const slackIds = {
  team: 'T0SANDBOX1',
  partnerTeam: 'T0PARTNER1',
  app: 'A0SANDBOX1',
  bot: 'B0SANDBOX1',
  botUser: 'U0APP00001',
  /** `vente@example.org`, user 21 of the Pipedrive stand-in. */
  sales: 'U0VENTE021',
  /** `responsable@example.org`, user 22. */
  manager: 'U0RESPO022',
  /** `stagiaire@example.org`, user 23: may not decide. */
  trainee: 'U0STAGE023',
  /** A member of the workspace whom Pipedrive does not know. */
  stranger: 'U0COMPTA01',
  guest: 'U0INVITE01',
  /** Left: the account is deactivated. */
  former: 'U0ANCIEN24',
  /** Of the other workspace, in the shared channel; same e-mail as nobody. */
  partner: 'U0PARTEN01',
  /** `direction@nouvelle.example.org`, user 31 of the second company: runs the other workspace. */
  partnerAdmin: 'U0DIRECT31',
  approvals: 'C0SANDBOX1',
  private: 'C0PRIVATE1',
  shared: 'C0SHARED01',
  general: 'C0GENERAL1',
  partnerGeneral: 'C0PARTNER1',
} as const;

/** What the app asks for (slack.md 5): enough to post, to reconcile posts, and to know people and channels. */
export const botScopes = [
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'im:write',
  'metadata.message:read',
  'usergroups:read',
  'users:read',
  'users:read.email',
];

/** Slack's own limits (slack.md 12). */
export const realLimits: Limits = {
  isOn: true,
  postsPerSecond: 1,
  postBurst: 3,
  tier2: 20,
  tier3: 50,
  tier4: 100,
};

/** Pauses before a failed event is sent again: at once, after one minute, after five (slack.md 7). */
export const realEventRetryMs = [0, 60_000, 300_000];

const teams: Team[] = [
  { id: slackIds.team, name: 'Sandbox', domain: 'sandbox-demandes', is_home: true },
  { id: slackIds.partnerTeam, name: 'Nouvelle entreprise', domain: 'nouvelle-entreprise', is_home: false },
];

type Naming = [id: string, handle: string, name: string, email: string | null];

function member([id, name, realName, email]: Naming, given: Partial<Member> = {}): Member {
  return {
    id,
    team_id: slackIds.team,
    name,
    real_name: realName,
    email,
    is_email_confirmed: email !== null,
    is_admin: false,
    is_bot: false,
    deleted: false,
    is_restricted: false,
    is_ultra_restricted: false,
    locale: 'fr-FR',
    tz: 'Europe/Paris',
    ...given,
  };
}

function seedMembers(): Member[] {
  const partnerTeam = { team_id: slackIds.partnerTeam };
  return [
    member([slackIds.botUser, 'passerelle', 'Passerelle', null], { is_bot: true }),
    member([slackIds.sales, 'vente', 'Chargée de clientèle', 'vente@example.org'], { is_admin: true }),
    member([slackIds.manager, 'responsable', 'Responsable commercial', 'responsable@example.org'], {
      locale: 'en-GB',
    }),
    member([slackIds.trainee, 'stagiaire', 'Stagiaire', 'stagiaire@example.org']),
    member([slackIds.stranger, 'compta', 'Comptabilité', 'compta@example.org']),
    member([slackIds.guest, 'invite', 'Invité', 'invite@example.org'], { is_restricted: true }),
    member([slackIds.former, 'ancien', 'Ancien collègue', 'ancien@example.org'], { deleted: true }),
    member([slackIds.partner, 'partenaire', 'Partenaire', 'partenaire@nouvelle.example.org'], partnerTeam),
    member([slackIds.partnerAdmin, 'direction', 'Direction', 'direction@nouvelle.example.org'], {
      ...partnerTeam,
      is_admin: true,
    }),
  ];
}

const { botUser, sales, manager, trainee, stranger, guest, partner, partnerAdmin } = slackIds;
const colleagues = [sales, manager, trainee, stranger];

function channel(id: string, name: string, members: string[], given: Partial<Channel> = {}): Channel {
  return {
    id,
    team_id: slackIds.team,
    name,
    kind: 'public',
    is_archived: false,
    is_ext_shared: false,
    members: [...members],
    created: 1_760_000_000,
    ...given,
  };
}

function seedChannels(): Channel[] {
  return [
    channel(slackIds.approvals, 'demandes-comptes', [botUser, ...colleagues, guest]),
    channel(slackIds.private, 'direction', [botUser, sales, manager], { kind: 'private' }),
    channel(slackIds.shared, 'avec-nos-partenaires', [botUser, sales, manager, partner], {
      is_ext_shared: true,
    }),
    // The app was never invited here.
    channel(slackIds.general, 'general', colleagues),
    channel(slackIds.partnerGeneral, 'demandes', [partner, partnerAdmin], { team_id: slackIds.partnerTeam }),
  ];
}

/**
 * The first day of the stand-in: a workspace with the app installed, and a second one without it whose people meet the
 * first in a shared channel.
 * @param isInstant for tests: no rate limits, events are retried at once
 */
export function seedSlackMemory(botToken: string, isInstant = false): SlackMemory {
  return {
    teams: teams.map((team) => ({ ...team })),
    members: seedMembers(),
    channels: seedChannels(),
    messages: [],
    ephemerals: [],
    views: [],
    homes: [],
    responseUrls: [],
    installations: [
      {
        team_id: slackIds.team,
        token: botToken,
        bot_id: slackIds.bot,
        bot_user_id: slackIds.botUser,
        scopes: [...botScopes],
        trouble: null,
      },
    ],
    codes: [],
    triggers: [],
    limits: { ...realLimits, isOn: !isInstant },
    eventRetryMs: isInstant ? [0, 0, 0] : [...realEventRetryMs],
    acknowledgeMs: 3000,
    lastId: 0,
    lastTsMicros: 0,
  };
}
