import { isIP } from 'node:net';
import { resolve } from 'node:path';
import * as z from 'zod';
import {
  type HelpscoutAccess,
  helpscoutAccessOf,
  missingForOptionalVendors,
  optionalVendorSchema,
  optionalVendorVariables,
  type SlackAccess,
  slackAccessOf,
} from './optional-vendors.ts';

export type { HelpscoutAccess, SlackAccess } from './optional-vendors.ts';

/** The configuration is wrong or incomplete; the message lists every variable and what to put there. */
export class EnvironmentError extends Error {}

const integer = (min: number, max: number) =>
  z.coerce
    .number({ error: `a whole number from ${min} to ${max}` })
    .int()
    .min(min)
    .max(max);
const url = (protocol: RegExp, expected: string) => z.url({ protocol, error: expected });
const text = z.string().trim().min(1, 'a text that is not blank');
const httpUrl = url(/^https?$/, 'an address such as https://…');

const Variables = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: integer(0, 65_535).default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: httpUrl.optional(),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/database').optional(),
  DATA_DIR: text.default('.data'),
  ROLE: z.enum(['web', 'worker', 'all'], { error: 'web, worker or all' }).default('all'),
  ENCRYPTION_KEY: text
    .refine(
      (keys) => keys.split(',').every((key) => Buffer.from(key, 'base64').length === 32),
      '32 bytes in base64 (openssl rand -base64 32); to change it: the new one, a comma, the old one',
    )
    .optional(),
  SETTINGS_FILE: text.optional(),
  SHADOW: z.enum(['on', 'off'], { error: 'on or off' }).default('off'),
  PIPEDRIVE_CLIENT_ID: text.optional(),
  PIPEDRIVE_CLIENT_SECRET: text.optional(),
  PIPEDRIVE_API_TOKEN: text.optional(),
  PIPEDRIVE_COMPANY_ID: text.regex(/^\d+$/, 'the number of your Pipedrive company').optional(),
  PIPEDRIVE_API_URL: httpUrl.default('https://api.pipedrive.com'),
  PIPEDRIVE_OAUTH_URL: httpUrl.default('https://oauth.pipedrive.com'),
  PIPEDRIVE_TOKENS_PER_DAY: integer(1, 1_000_000_000).optional(),
  PIPEDRIVE_WEBHOOK_USER: text.optional(),
  PIPEDRIVE_WEBHOOK_PASSWORD: text.optional(),
  ACCOUNTS_SCIM_URL: httpUrl.optional(),
  ACCOUNTS_SCIM_TOKEN: text.optional(),
  SMTP_URL: url(/^smtps?$/, 'smtp://user:password@host:587').optional(),
  MAIL_FROM: text.optional(),
  MAIL_REPLY_TO: text.optional(),
  ...optionalVendorSchema,
  SWEEP_SECONDS: integer(1, 86_400).default(300),
  KEEP_DELIVERIES_DAYS: integer(1, 3_650).default(30),
  KEEP_ANSWERS_DAYS: integer(1, 3_650).default(30),
  KEEP_EFFECTS_DAYS: integer(30, 36_500).default(365),
  KEEP_SLACK_PEOPLE_DAYS: integer(1, 3_650).default(180),
  KEEP_DELETED_RECORDS_DAYS: integer(30, 3_650).default(90),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'info, debug, warn …' })
    .default('info'),
  METRICS_TOKEN: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  CONSOLE_TOKEN: text.min(32, 'at least 32 characters: openssl rand -base64 32').optional(),
  TRUST_PROXY: integer(0, 10).default(0),
});
type Variables = z.infer<typeof Variables>;

/** The outside services, each with the variables that make it real. */
export const vendorVariables = {
  pipedrive: {
    PIPEDRIVE_API_TOKEN: 'the API token of an administrator: Pipedrive › Personal preferences › API',
    PIPEDRIVE_COMPANY_ID: 'the number of your Pipedrive company',
    PIPEDRIVE_CLIENT_SECRET:
      'the client secret of the app in the Developer Hub; it signs the surfaces’ tokens',
    PIPEDRIVE_WEBHOOK_USER: 'the HTTP user you enter when creating the webhooks in Pipedrive',
    PIPEDRIVE_WEBHOOK_PASSWORD: 'the HTTP password you enter when creating the webhooks in Pipedrive',
  },
  accounts: {
    ACCOUNTS_SCIM_URL: 'the SCIM 2.0 address of the account directory, ending in /scim/v2',
    ACCOUNTS_SCIM_TOKEN: 'the bearer token of the account directory',
  },
  mail: {
    SMTP_URL: 'the outgoing mail server: smtp://user:password@host:587',
    MAIL_FROM: 'the sender of mails: Name <address@example.org>',
  },
} as const;
/** All of them, and those that only make a vendor real where they are set. */
export const allVendorVariables = { ...vendorVariables, ...optionalVendorVariables };
export type VendorName = keyof typeof allVendorVariables;

/** The one company that is reached by an API token (interfaces.md section 2). */
export interface TokenCompany {
  id: string;
  apiToken: string;
  webhookUser: string;
  webhookPassword: string;
}

/** The checked configuration: every vendor's variables are there. */
export type Environment = Variables & {
  PIPEDRIVE_CLIENT_SECRET: string;
  /** Null when companies install the app themselves, and only so. */
  tokenCompany: TokenCompany | null;
  /** The app companies may install; null without its id. */
  app: { clientId: string; clientSecret: string; oauthUrl: string } | null;
  /** Null: nobody decides in Slack. */
  slack: SlackAccess | null;
  /** Null: nobody answers in Help Scout. */
  helpscout: HelpscoutAccess | null;
} & { [Name in keyof (typeof vendorVariables)['accounts']]: string } & {
  [Name in keyof (typeof vendorVariables)['mail']]: string;
} & { publicUrl: string; dataDir: string; frameAncestors: string[] };

/** Vendors of which not one variable is set: the sandbox stands in for them, except in production. */
export function unconfiguredVendors(variables: NodeJS.ProcessEnv): VendorName[] {
  if (variables.NODE_ENV === 'production') return [];
  const names = Object.keys(allVendorVariables) as VendorName[];
  const isUnset = (vendor: VendorName) =>
    Object.keys(allVendorVariables[vendor]).every((name) => !variables[name]);
  const isPlayed = isUnset('pipedrive') && !variables.PIPEDRIVE_CLIENT_ID;
  return names.filter((vendor) => {
    if (vendor === 'pipedrive') return isPlayed;
    // Requests of a real Pipedrive are never announced in a Slack that is not one.
    if (vendor === 'slack') return isPlayed && isUnset('slack') && !variables.SLACK_CLIENT_ID;
    // Nor is a conversation of one that is not about requests of a real one.
    if (vendor === 'helpscout') return isPlayed && isUnset('helpscout');
    return isUnset(vendor);
  });
}

/**
 * Reads and checks the environment, the only place that does.
 * @throws EnvironmentError listing every missing or wrong variable
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])}: expected ${issue.message}`);
  const faults = [...wrong, ...missingVariables(given), ...missingForOptionalVendors(given)];
  if (!parsed.success || faults.length > 0) {
    throw new EnvironmentError(
      ['Passerelle cannot start. Set these variables:', ...faults.map((line) => `  ${line}`)].join('\n'),
    );
  }
  const checked = parsed.data;
  const publicUrl = checked.PUBLIC_URL ?? `http://${hostInUrl(checked.HOST)}:${checked.PORT}`;
  const dataDir = resolve(checked.DATA_DIR);
  const access = {
    tokenCompany: tokenCompanyOf(checked),
    app: appOf(checked),
    slack: slackAccessOf(checked),
    helpscout: helpscoutAccessOf(checked),
  };
  const places = { publicUrl, dataDir, frameAncestors: frameAncestorsOf(checked) };
  return { ...(checked as Environment), ...access, ...places };
}

/** Where the store is: a given PostgreSQL, else the embedded one in the data folder. */
export interface StorePlace {
  DATABASE_URL?: string | undefined;
  dataDir: string;
}

/**
 * Reads where the store is, for commands that need nothing else.
 * @throws EnvironmentError
 */
export function readStorePlace(variables: NodeJS.ProcessEnv): StorePlace {
  const { DATABASE_URL, DATA_DIR } = variables;
  const given = { ...(DATABASE_URL && { DATABASE_URL }), ...(DATA_DIR && { DATA_DIR }) };
  const parsed = Variables.pick({ DATABASE_URL: true, DATA_DIR: true }).safeParse(given);
  if (parsed.success) return { ...parsed.data, dataDir: resolve(parsed.data.DATA_DIR) };
  const [issue] = parsed.error.issues;
  throw new EnvironmentError(`${String(issue?.path[0])}: expected ${issue?.message}`);
}

function tokenCompanyOf(variables: Variables): TokenCompany | null {
  const { PIPEDRIVE_API_TOKEN: apiToken, PIPEDRIVE_COMPANY_ID: id } = variables;
  const { PIPEDRIVE_WEBHOOK_USER: webhookUser = '', PIPEDRIVE_WEBHOOK_PASSWORD: webhookPassword = '' } =
    variables;
  return apiToken && id ? { id, apiToken, webhookUser, webhookPassword } : null;
}

function appOf(variables: Variables): Environment['app'] {
  const { PIPEDRIVE_CLIENT_ID: clientId, PIPEDRIVE_CLIENT_SECRET: clientSecret } = variables;
  return clientId && clientSecret
    ? { clientId, clientSecret, oauthUrl: variables.PIPEDRIVE_OAUTH_URL }
    : null;
}

function missingVariables(given: Record<string, unknown>): string[] {
  const byInstallation = Boolean(given.PIPEDRIVE_CLIENT_ID && !given.PIPEDRIVE_API_TOKEN);
  const { pipedrive, ...others } = vendorVariables;
  const pipedriveNames = byInstallation
    ? {
        PIPEDRIVE_CLIENT_SECRET: pipedrive.PIPEDRIVE_CLIENT_SECRET,
        PUBLIC_URL: 'how Pipedrive reaches you: https://…',
      }
    : pipedrive;
  const vendors = [pipedriveNames, ...Object.values(others)].flatMap((names) => Object.entries(names));
  const missing = vendors.filter(([name]) => !given[name]).map(([name, advice]) => `${name}: ${advice}`);
  if (given.NODE_ENV === 'production' && given.DATABASE_URL && !given.ENCRYPTION_KEY) {
    missing.push('ENCRYPTION_KEY: 32 bytes in base64, the same on every node: openssl rand -base64 32');
  }
  return missing;
}

/** Only Pipedrive's pages may frame ours; with another Pipedrive server, its own. */
function frameAncestorsOf({ PIPEDRIVE_API_URL }: Variables): string[] {
  const { hostname, origin } = new URL(PIPEDRIVE_API_URL);
  return hostname.endsWith('pipedrive.com') ? ['https://*.pipedrive.com'] : [origin];
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return isIP(host) === 6 ? `[${host}]` : host;
}
