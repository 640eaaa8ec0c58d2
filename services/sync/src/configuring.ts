import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { Companies } from './company/companies.ts';
import { ownWebhooks } from './company/own-webhooks.ts';
import { createAdminAccounts } from './connectors/admin-accounts/client.ts';
import type { Mailer } from './connectors/mail/client.ts';
import type { ExaminedCompany } from './doctor/examine-company.ts';
import type { ExaminedProspects } from './doctor/examine-prospects.ts';
import { webhookAddress } from './doctor/hand-made-webhooks.ts';
import type { ExaminedInstallation } from './doctor/run-doctor.ts';
import { tokensOf } from './doctor/tokens-of-today.ts';
import type { Environment } from './environment.ts';
import { examinedHelpscout } from './examined-helpscout.ts';
import { examinedSlack } from './examined-slack.ts';
import { ensureWebhook, lookAtWebhook } from './helpscout/own-webhook.ts';
import { syncSavedReplies } from './helpscout/sync-saved-replies.ts';
import { silentProspectsOf } from './keeping/silent-prospects.ts';
import { isAlive, liveAddresses } from './live-addresses.ts';
import type { Log } from './log.ts';
import type { HelpscoutParts } from './open-helpscout.ts';
import type { SlackParts } from './open-slack.ts';
import type { CompanyWebhooks } from './provision/company-webhooks.ts';
import type { ProvidedDesk } from './provision/create-in-desk.ts';
import type { ProvisionTarget } from './provision/read-plan.ts';
import { aloneInDesk, ownDeskWebhook } from './read-helpscout.ts';
import type { Seal } from './sealed.ts';
import type { Database } from './store/database.ts';
import { checkMigrated } from './store/migrate.ts';
import { onOneNode } from './store/one-node.ts';
import { serviceTokens } from './store/pipedrive-tokens.ts';
import type { Schema } from './store/schema.ts';
import { serverVersion } from './store/server-version.ts';

/** What providing and examining companies needs, for the doors and for operator commands. */
export interface Configuring {
  /** @throws Error when the company is not served */
  targetOf(companyId: string): ProvisionTarget;
  /** @throws Error when the company is not served */
  examinedOf(companyId: string): Promise<ExaminedCompany>;
  installation: ExaminedInstallation;
  /** One node or command at a time; undefined when another one is at it. */
  alone<Answer>(companyId: string, work: () => Promise<Answer>): Promise<Answer | undefined>;
  /** With SHADOW=on nothing is written outside. */
  isShadow: boolean;
}

/** The parts of the service that it is made of. */
export interface ConfiguringParts {
  environment: Environment;
  database: Database;
  companies: Companies;
  seal: Seal;
  mailer: Pick<Mailer, 'verify'>;
  /** Null without Slack. */
  slack: SlackParts | null;
  log: Log;
  /** Null without Help Scout. */
  helpscout: HelpscoutParts | null;
  /** How the outside calls us; may be certain only once we listen. */
  address: { publicUrl: string };
}

/** Puts together who provides and who examines. */
export function createConfiguring(parts: ConfiguringParts): Configuring {
  const { environment, database, companies } = parts;
  const { db } = database;
  const targetOf = (companyId: string): ProvisionTarget => {
    const { pipedrive, company } = companies.of(companyId);
    const desk = providedDesk(parts, companyId);
    return { pipedrive, served: company(), webhooks: webhooksOf(parts, companyId), desk };
  };
  return {
    targetOf,
    examinedOf: async (companyId) => {
      const { pipedrive, company } = companies.of(companyId);
      const scopes = await scopesOf(db, environment, companyId);
      const webhooks = webhooksOf(parts, companyId);
      const slack = parts.slack && examinedSlack(db, parts.slack, companyId);
      const { helpscout, address } = parts;
      const desk = helpscout && examinedHelpscout(db, helpscout, companyId, address.publicUrl);
      const tokens = () => tokensOf(db, companyId, company().settings.timeZone, new Date());
      const prospects = () => prospectsOf(db, company());
      return { companyId, pipedrive, served: company(), webhooks, scopes, slack, desk, tokens, prospects };
    },
    installation: installationOf(parts),
    alone: (companyId, work) => onOneNode(db, `passerelle.provision.${companyId}`, work),
    isShadow: environment.SHADOW === 'on',
  };
}

async function prospectsOf(db: Kysely<Schema>, company: Company): Promise<ExaminedProspects> {
  const { prospectMonths: months, eraseProspects: isErased } = company.settings.keeping;
  return { count: (await silentProspectsOf(db, company, new Date())).length, months, isErased };
}

/** The company of the API token has webhooks made by hand; those that installed the app have ours. */
function webhooksOf(parts: ConfiguringParts, companyId: string): CompanyWebhooks {
  const { environment, database, companies, seal, address } = parts;
  if (environment.tokenCompany?.id === companyId) {
    return { plan: async () => null, register: async () => undefined };
  }
  const { pipedrive, company } = companies.of(companyId);
  const { db } = database;
  const url = webhookAddress(address.publicUrl);
  const followsConversions = () => company().settings.conversion.enabled;
  const isHeardAt = async (called: string) =>
    isAlive(called.replace(webhookAddress(''), ''), await liveAddresses(db));
  return ownWebhooks({ db, seal, pipedrive, companyId, url, followsConversions, isHeardAt });
}

/** Null for a company without a help desk. */
function providedDesk(parts: ConfiguringParts, companyId: string): ProvidedDesk | null {
  const { helpscout, database, companies, log } = parts;
  if (helpscout?.companyId() !== companyId) return null;
  const { db } = database;
  const desk = helpscout.background;
  const { signal } = new AbortController();
  const { settings } = companies.companyOf(companyId);
  return {
    desk,
    webhook: providedWebhook(parts, helpscout, companyId),
    readReplies: async () => {
      await syncSavedReplies({ db, desk, log }, companyId, settings, signal);
    },
  };
}

/** Null where Help Scout cannot reach us, and where nothing comes back. */
function providedWebhook(
  parts: ConfiguringParts,
  helpscout: HelpscoutParts,
  companyId: string,
): ProvidedDesk['webhook'] {
  const options = ownDeskWebhook(parts, helpscout, companyId);
  if (!options) return null;
  return {
    url: options.url,
    isRight: async () => (await lookAtWebhook(options)).fault === null,
    // The node that reads Help Scout at this moment looks after it, too.
    ensure: async () => void (await aloneInDesk(options.db, companyId, () => ensureWebhook(options))),
  };
}

/** What was granted; null with an API token, which has the rights of its user. */
async function scopesOf(
  db: Kysely<Schema>,
  { tokenCompany }: Environment,
  companyId: string,
): Promise<readonly string[] | null> {
  if (tokenCompany?.id === companyId) return null;
  return (await serviceTokens(db, companyId))?.scopes ?? [];
}

function installationOf({ environment, database, mailer, address }: ConfiguringParts): ExaminedInstallation {
  const isEmbedded = database.kind === 'embedded';
  return {
    get publicUrl() {
      return address.publicUrl;
    },
    apiUrl: environment.PIPEDRIVE_API_URL,
    encryptionKey: environment.ENCRYPTION_KEY ? 'given' : isEmbedded ? 'kept' : 'passing',
    store: {
      kind: database.kind,
      version: () => serverVersion(database),
      checkMigrated: () => checkMigrated(database),
      otherAddresses: async () =>
        (await liveAddresses(database.db)).filter((one) => !isAlive(address.publicUrl, [one])),
    },
    mailer,
    accounts: createAdminAccounts({
      scimUrl: environment.ACCOUNTS_SCIM_URL,
      token: environment.ACCOUNTS_SCIM_TOKEN,
    }),
    now: Date.now,
  };
}
