import * as z from 'zod';

/** What may be left out everywhere; without it nothing speaks of it. Slack's token is one workspace's. */
export const optionalVendorVariables = {
  slack: {
    SLACK_BOT_TOKEN: 'the bot token of the app (xoxb-…): Slack app › OAuth & Permissions',
    SLACK_SIGNING_SECRET: 'the signing secret of the app: Slack app › Basic Information',
  },
  helpscout: {
    HELPSCOUT_APP_ID: 'the id of the app: Help Scout › Your profile › My apps',
    HELPSCOUT_APP_SECRET: 'the secret of the same app: Help Scout › Your profile › My apps',
    HELPSCOUT_WEBHOOK_SECRET: 'a text of your choice of at most 40 characters: webhooks are signed with it',
    HELPSCOUT_SIDEBAR_SECRET: 'the secret key of the sidebar app: Help Scout › Manage › Apps',
  },
} as const;

const text = z.string().trim().min(1, 'a text that is not blank');

/** A secret, or during a change the new one, a comma and the old one. */
const secrets = (lengthMax: number) =>
  text
    .transform((given) => given.split(',').map((secret) => secret.trim()))
    .refine((given) => given.length <= 2 && given.every((secret) => secret !== ''), {
      error: 'one secret, or to change it: the new one, a comma, the old one',
    })
    .refine((given) => given.every(({ length }) => length <= lengthMax), {
      error: `at most ${lengthMax} characters, as Help Scout allows`,
    });

/** The variables of what may be left out (interfaces.md section 2). */
export const optionalVendorSchema = {
  SLACK_BOT_TOKEN: text.optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_CHANNEL: text
    .regex(/^[CG][A-Z0-9]{2,}$/, 'the id of a channel such as C0123456789 (channel details, at the bottom)')
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'an address that ends in /api/' })
    .refine((address) => address.endsWith('/api/'), 'an address that ends in /api/')
    .default('https://slack.com/api/'),
  SLACK_CLIENT_ID: text.optional(),
  SLACK_CLIENT_SECRET: text.optional(),
  HELPSCOUT_APP_ID: text.optional(),
  HELPSCOUT_APP_SECRET: text.optional(),
  HELPSCOUT_WEBHOOK_SECRET: secrets(40).optional(),
  HELPSCOUT_SIDEBAR_SECRET: secrets(200).optional(),
  HELPSCOUT_API_URL: z
    .url({ protocol: /^https?$/, error: 'an address that ends in /v2' })
    .refine((address) => address.endsWith('/v2'), 'an address that ends in /v2')
    .default('https://api.helpscout.net/v2'),
};
const Checked = z.object(optionalVendorSchema);
type Checked = z.infer<typeof Checked>;

/** How Slack is reached: by the token of one workspace, or by what companies installed (slack.md 6). */
export interface SlackAccess {
  signingSecret: string;
  apiUrl: string;
  /** Null when companies connect their workspaces themselves, and only so. */
  botToken: string | null;
  /** What companies install; null without its id. */
  app: { clientId: string; clientSecret: string } | null;
  /** Where requests are announced unless the settings say it; null = nowhere. */
  channel: string | null;
}

/** How Help Scout is reached, and how we know its calls (helpscout.md 1, 3, 4). */
export interface HelpscoutAccess {
  appId: string;
  appSecret: string;
  /** The newest first: what is signed with any of them is Help Scout's; webhooks are made with the first. */
  webhookSecrets: string[];
  sidebarSecrets: string[];
  apiUrl: string;
}

/** Null without Slack. */
export function slackAccessOf(variables: Checked): SlackAccess | null {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_CLIENT_ID: clientId } = variables;
  const { SLACK_CLIENT_SECRET: clientSecret, SLACK_BOT_TOKEN: botToken = null } = variables;
  if (!signingSecret) return null;
  const app = clientId && clientSecret ? { clientId, clientSecret } : null;
  const { SLACK_API_URL: apiUrl, SLACK_CHANNEL: channel = null } = variables;
  return { signingSecret, apiUrl, botToken, app, channel };
}

/** Null without Help Scout. */
export function helpscoutAccessOf(variables: Checked): HelpscoutAccess | null {
  const { HELPSCOUT_APP_ID: appId, HELPSCOUT_APP_SECRET: appSecret } = variables;
  const { HELPSCOUT_WEBHOOK_SECRET: webhookSecrets, HELPSCOUT_SIDEBAR_SECRET: sidebarSecrets } = variables;
  if (!appId || !appSecret || !webhookSecrets || !sidebarSecrets) return null;
  return { appId, appSecret, webhookSecrets, sidebarSecrets, apiUrl: variables.HELPSCOUT_API_URL };
}

/** Half a configuration would look as if it were served: what is missing of one that is meant. */
export function missingForOptionalVendors(given: Record<string, unknown>): string[] {
  const needed = { ...neededForSlack(given), ...neededForHelpscout(given) };
  return Object.entries(needed).flatMap(([name, advice]) => (given[name] ? [] : [`${name}: ${advice}`]));
}

function neededForSlack(given: Record<string, unknown>): Record<string, string> {
  const token = optionalVendorVariables.slack;
  const installing = {
    SLACK_CLIENT_ID: 'the client id of the app: Slack app › Basic Information',
    SLACK_CLIENT_SECRET: 'the client secret of the app: Slack app › Basic Information',
  };
  const isInstalled = Boolean(given.SLACK_CLIENT_ID || given.SLACK_CLIENT_SECRET);
  const hasToken = Boolean(given.SLACK_BOT_TOKEN);
  const isMeant = isInstalled || hasToken || Boolean(given.SLACK_SIGNING_SECRET || given.SLACK_CHANNEL);
  if (!isMeant) return {};
  return {
    ...(!isInstalled || hasToken ? token : { SLACK_SIGNING_SECRET: token.SLACK_SIGNING_SECRET }),
    ...(isInstalled && installing),
  };
}

function neededForHelpscout(given: Record<string, unknown>): Record<string, string> {
  const all = optionalVendorVariables.helpscout;
  return Object.keys(all).some((name) => given[name]) ? all : {};
}
