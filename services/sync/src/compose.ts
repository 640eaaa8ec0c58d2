import type { Server } from 'node:http';
import { checkTemplates } from './check-templates.ts';
import { openDirectory } from './company/directory.ts';
import { loadSettings } from './company/load-settings.ts';
import { createAdminAccounts } from './connectors/admin-accounts/client.ts';
import { activationLinks } from './connectors/mail/activation-links.ts';
import { createMailer } from './connectors/mail/client.ts';
import { createTokenBudget } from './connectors/pipedrive/budget.ts';
import { createPipedrive } from './connectors/pipedrive/client.ts';
import { createReceiver } from './deliveries/receive.ts';
import { createRouter } from './deliveries/route-deliveries.ts';
import { passOverPipedrive, routePipedrive } from './deliveries/route-pipedrive.ts';
import { createEffectHandlers } from './effect-handlers/index.ts';
import { createMailComposer } from './effect-handlers/send-email.ts';
import { encryptionKey } from './encryption-key.ts';
import { startBell } from './engine/bell.ts';
import { createInstanceLocks } from './engine/instance-locks.ts';
import type { Wake } from './engine/queues.ts';
import { createRetrySooner } from './engine/retry-sooner.ts';
import { createRunner } from './engine/runner.ts';
import { createVendorHealth } from './engine/vendor-health.ts';
import type { Environment } from './environment.ts';
import { createMetrics } from './http/metrics.ts';
import { createRefusalPreview } from './http/preview-refusal.ts';
import { createApp, listen } from './http/server.ts';
import { createTokens } from './http/sessions.ts';
import { surfaces } from './http/surfaces.ts';
import { surfacesInDevelopment } from './http/surfaces-in-development.ts';
import type { Log } from './log.ts';
import { addSpentTokens } from './store/company-facts.ts';
import { type Database, openDatabase } from './store/database.ts';
import { checkMigrated, migrate } from './store/migrate.ts';
import { startCatalogue, startUpkeep, type Upkeep } from './upkeep.ts';

/** A running service. */
export interface Service {
  url: string;
  /** Stops listening, finishes what runs, closes the store. */
  stop(): Promise<void>;
}

/** Opens the store beside whatever else is starting; it takes longest. */
export async function openStore(environment: Pick<Environment, 'dataDir' | 'DATABASE_URL'>, log: Log) {
  const say = (message: string, fields?: object) => log.info(fields ?? {}, message);
  const { DATABASE_URL: databaseUrl, dataDir } = environment;
  const database = await openDatabase({ dataDir, log: say, ...(databaseUrl && { databaseUrl }) });
  await migrate(database, say).catch(async (error) => {
    await database.close();
    throw error;
  });
  return database;
}

/** Builds every part by hand, in the order in which they need each other, and opens the doors. */
export async function startService(
  environment: Environment,
  database: Database,
  log: Log,
  { inDevelopment = false } = {},
): Promise<Service> {
  const parts = await openParts(environment, database, log);
  const { directory, bell } = parts;
  const works = environment.ROLE !== 'web';
  const work = createWork(parts);
  if (works) await bell.listen(work.hear).then(work.sooner.nodeStarted);
  const server = await openDoors(parts, inDevelopment);
  const upkeep = works ? startUpkeep(parts) : startCatalogue(directory, log);
  return {
    url: listeningUrl(environment, server),
    stop: () => stopInOrder(server, upkeep, parts, work),
  };
}

type Parts = Awaited<ReturnType<typeof openParts>>;

/** What everything else is made of. */
async function openParts(environment: Environment, database: Database, log: Log) {
  const { db, connectionConfig } = database;
  const companyId = environment.PIPEDRIVE_COMPANY_ID;
  const works = environment.ROLE !== 'web';
  const settings = await loadSettings(environment.SETTINGS_FILE);
  checkTemplates(settings);
  const connectors = createConnectors(environment, database, settings.activationUrl, log);
  const { pipedrive } = connectors;
  const [bell, directory] = await Promise.all([
    startBell({ connectionConfig, log, works }),
    openDirectory({ db, pipedrive, companyId, settings, log }),
  ]);
  const compose = createMailComposer(environment.MAIL_REPLY_TO ?? environment.MAIL_FROM);
  const metrics = createMetrics(db);
  return { environment, database, log, companyId, bell, directory, compose, metrics, ...connectors };
}

/** What answers bells: effects and timers are run, deliveries routed. */
function createWork(parts: Parts) {
  const { environment, database, directory, bell, metrics, log } = parts;
  const { db, connectionConfig } = database;
  const { companyOf, staffChanged } = directory;
  const handlers = createEffectHandlers({ ...parts, db, mailFrom: environment.MAIL_FROM });
  const sooner = createRetrySooner(db, bell, handlers, log);
  const health = createVendorHealth(Date.now, sooner.vendorIsBack);
  const locks = createInstanceLocks(connectionConfig, log);
  const shared = { db, companyOf, bell, metrics, log };
  const runner = createRunner({ ...shared, handlers, health, locks, random: Math.random });
  const routing = { companyOf, staffChanged };
  const router = createRouter(db, bell, log, {
    passOver: (store, deliveries) => passOverPipedrive(routing, store, deliveries),
    route: (store, delivery) => routePipedrive(routing, store, delivery),
  });
  const hear = (wake: Wake) => ('instanceId' in wake ? runner.poke(wake.instanceId) : router.poke());
  return { locks, runner, router, sooner, hear };
}

/** The doors of people, vendors and operators; a node that only works has the last alone. */
async function openDoors(parts: Parts, inDevelopment: boolean): Promise<Server> {
  const { environment, database, directory, bell, compose, companyId, log, metrics } = parts;
  const { db, pool } = database;
  const key = await encryptionKey({
    given: environment.ENCRYPTION_KEY,
    dataDir: environment.dataDir,
    embedded: database.kind === 'embedded',
  });
  const tokens = createTokens(environment.PIPEDRIVE_CLIENT_SECRET, key);
  const webhooks = {
    companyId,
    user: environment.PIPEDRIVE_WEBHOOK_USER,
    password: environment.PIPEDRIVE_WEBHOOK_PASSWORD,
    receive: createReceiver(db, bell),
  };
  const api = { db, bell, directory, companyId, tokens, previewRefusal: createRefusalPreview(db, compose) };
  const app = createApp({
    log,
    metrics,
    metricsToken: environment.METRICS_TOKEN,
    surfaces: await (inDevelopment ? surfacesInDevelopment : surfaces)(environment.frameAncestors),
    readyChecks: {
      database: () => pool.query('select 1'),
      migrations: () => checkMigrated(database),
      queue: () => bell.check(),
    },
    doors: environment.ROLE === 'worker' ? null : { webhooks, api },
  });
  return listen(app, environment.HOST, environment.PORT);
}

/** Nothing new comes in, what runs ends, and the store goes last. */
async function stopInOrder(
  server: Server,
  upkeep: Upkeep,
  { bell, mailer, budget, database }: Parts,
  { router, runner, locks }: ReturnType<typeof createWork>,
): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await upkeep.stop();
  await router.idle();
  await runner.stop();
  await bell.stop();
  await locks.close();
  mailer.close();
  await budget.flush();
  server.closeAllConnections();
  await database.close();
}

/** With PORT=0 the system chose the port. */
function listeningUrl({ PORT, PUBLIC_URL, publicUrl }: Environment, server: Server): string {
  const address = server.address();
  if (PORT !== 0 || PUBLIC_URL || address === null || typeof address === 'string') return publicUrl;
  return publicUrl.replace(/:0$/, `:${address.port}`);
}

function createConnectors(
  environment: Environment,
  { db }: Database,
  activationUrl: string | undefined,
  log: Log,
) {
  const companyId = environment.PIPEDRIVE_COMPANY_ID;
  const perDay = environment.PIPEDRIVE_TOKENS_PER_DAY;
  const budget = createTokenBudget({
    now: Date.now,
    addSpent: (delta) => addSpentTokens(db, companyId, new Date().toISOString().slice(0, 10), delta),
    ...(perDay !== undefined && { perDay }),
  });
  const pipedrive = createPipedrive({
    apiUrl: environment.PIPEDRIVE_API_URL,
    apiToken: environment.PIPEDRIVE_API_TOKEN,
    budget,
    log,
  });
  const accounts = createAdminAccounts({
    scimUrl: environment.ACCOUNTS_SCIM_URL,
    token: environment.ACCOUNTS_SCIM_TOKEN,
    ...(activationUrl !== undefined && { activationLinkOf: activationLinks(activationUrl) }),
  });
  const mailer = createMailer({
    smtpUrl: environment.SMTP_URL,
    from: environment.MAIL_FROM,
    ...(environment.MAIL_REPLY_TO && { replyTo: environment.MAIL_REPLY_TO }),
  });
  return { pipedrive, accounts, mailer, budget };
}
