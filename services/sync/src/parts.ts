import { checkTemplates } from './check-templates.ts';
import { type Companies, openCompanies } from './company/companies.ts';
import { loadSettings } from './company/load-settings.ts';
import { createAccess } from './company/pipedrive-access.ts';
import { createConfiguring } from './configuring.ts';
import { createAdminAccounts } from './connectors/admin-accounts/client.ts';
import { release } from './connectors/http.ts';
import { activationLinks } from './connectors/mail/activation-links.ts';
import { createMailer } from './connectors/mail/client.ts';
import { createPipedriveOauth, type PipedriveOauth } from './connectors/pipedrive/oauth.ts';
import { createCheckup } from './doctor/checkup.ts';
import { createMailComposer } from './effect-handlers/send-email.ts';
import { encryptionKeys } from './encryption-key.ts';
import { startBell } from './engine/bell.ts';
import type { Environment } from './environment.ts';
import { createMetrics } from './http/metrics.ts';
import type { Log } from './log.ts';
import { openHelpscout } from './open-helpscout.ts';
import { openSlack } from './open-slack.ts';
import { createSeal, type Seal } from './sealed.ts';
import { activateCompany } from './store/companies.ts';
import type { Database } from './store/database.ts';

/** What everything else is made of. */
export type Parts = Awaited<ReturnType<typeof openParts>>;

/** The part of it that operator commands need too: whom we serve, and how they are reached. */
export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/** How the outside calls us: known for sure once we listen. */
export interface Address {
  publicUrl: string;
}

/** Opens what work and doors share, in the order in which one needs the other. */
export async function openParts(environment: Environment, database: Database, log: Log) {
  const { db, connectionConfig } = database;
  const works = environment.ROLE !== 'web';
  const [bell, installation] = await Promise.all([
    startBell({ connectionConfig, log, works }),
    openInstallation(environment, database, log),
  ]);
  const compose = createMailComposer(environment.MAIL_REPLY_TO ?? environment.MAIL_FROM);
  const configuring = createConfiguring(installation);
  const checkup = createCheckup({
    db,
    examinedOf: configuring.examinedOf,
    installation: configuring.installation,
    warn: (fields, message) => log.warn(fields, message),
    nowMs: Date.now,
  });
  const metrics = metricsOf(installation);
  // Once somebody wants us to stop, others should be asked.
  const ending = { hasBegun: false };
  return { ...installation, configuring, checkup, bell, compose, ending, ...metrics };
}

/** Which vendor a kind of effect reaches is known once the handlers are there (work.ts). */
function metricsOf({ environment, database }: Installation) {
  const effectVendors: { of(kind: string): string } = { of: () => 'unknown' };
  const metrics = createMetrics({
    db: database.db,
    node: { version: release, role: environment.ROLE },
    vendorOf: (kind) => effectVendors.of(kind),
  });
  return { metrics, effectVendors };
}

/** Opens the companies and the ways to their systems; nothing runs yet. */
export async function openInstallation(environment: Environment, database: Database, log: Log) {
  const address: Address = { publicUrl: environment.publicUrl };
  const keys = await encryptionKeys({
    given: environment.ENCRYPTION_KEY,
    dataDir: environment.dataDir,
    embedded: database.kind === 'embedded',
  });
  const seal = createSeal(keys);
  const oauth = lateOauth(environment, address);
  let served: Companies | undefined;
  const servedNow = (): Companies => served ?? nobodyYet();
  const vendor = { environment, db: database.db, seal, companies: servedNow, log };
  const [slack, helpscout] = await Promise.all([openSlack(vendor), openHelpscout(vendor)]);
  const announces: ServedOptions['announces'] = (companyId, channel) =>
    slack?.workspaces.announces(companyId, channel) === true;
  const hasDesk = (companyId: string) => helpscout?.companyId() === companyId;
  const companies = await openServed(environment, database, { oauth, seal, announces, hasDesk, log });
  served = companies;
  const mailer = createMailer({
    smtpUrl: environment.SMTP_URL,
    from: environment.MAIL_FROM,
    ...(environment.MAIL_REPLY_TO && { replyTo: environment.MAIL_REPLY_TO }),
  });
  return { environment, database, log, address, keys, seal, oauth, companies, slack, helpscout, mailer };
}

/** The account directory as one company uses it: links to activate are made as its settings say. */
export function accountsOf(
  { environment, companies }: Pick<Installation, 'environment' | 'companies'>,
  companyId: string,
) {
  const activationUrl = companies.companyOf(companyId).settings.activationUrl;
  return createAdminAccounts({
    scimUrl: environment.ACCOUNTS_SCIM_URL,
    token: environment.ACCOUNTS_SCIM_TOKEN,
    ...(activationUrl !== undefined && { activationLinkOf: activationLinks(activationUrl) }),
  });
}

/** Made at its first call: only then is it certain how Pipedrive reaches us. Null without an app. */
function lateOauth({ app }: Environment, address: Address): (() => PipedriveOauth) | null {
  if (!app) return null;
  let made: PipedriveOauth | undefined;
  return () => {
    made ??= createPipedriveOauth({ ...app, redirectUri: `${address.publicUrl}/oauth/pipedrive/callback` });
    return made;
  };
}

/** How the companies are reached, and whether they are followed in Slack and in the help desk. */
interface ServedOptions {
  oauth: (() => PipedriveOauth) | null;
  seal: Seal;
  announces(companyId: string, channel: string | undefined): boolean;
  hasDesk(companyId: string): boolean;
  log: Log;
}

/** The companies: the one of the API token, and all that installed the app. */
async function openServed(
  environment: Environment,
  { db }: Database,
  { oauth, seal, announces, hasDesk, log }: ServedOptions,
): Promise<Companies> {
  const { tokenCompany, PIPEDRIVE_API_URL: apiUrl } = environment;
  const fromFile = environment.SETTINGS_FILE ? await loadSettings(environment.SETTINGS_FILE) : undefined;
  if (fromFile) checkTemplates(fromFile);
  if (tokenCompany) await activateCompany(db, { id: tokenCompany.id, name: '', apiUrl });
  return openCompanies({
    db,
    authOf: (id) =>
      id === tokenCompany?.id
        ? { apiToken: tokenCompany.apiToken }
        : createAccess({ db, oauth: oauth ?? withoutApp, seal }, id),
    // A file is for the company the operator names; others have their settings page.
    fixedSettings: (id) => (tokenCompany === null || id === tokenCompany.id ? fromFile : undefined),
    tokensPerDay: environment.PIPEDRIVE_TOKENS_PER_DAY,
    shadow: environment.SHADOW === 'on',
    announces,
    hasDesk,
    log,
  });
}

function nobodyYet(): never {
  throw new Error('No company is opened yet.');
}

function withoutApp(): never {
  throw new Error(
    'PIPEDRIVE_CLIENT_ID and PIPEDRIVE_CLIENT_SECRET are missing: companies that installed the app wait.',
  );
}
