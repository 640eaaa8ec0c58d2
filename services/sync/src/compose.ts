import type { Server } from 'node:http';
import { type CompanyDirectory, openDirectory } from './company/directory.ts';
import { loadSettings } from './company/load-settings.ts';
import { createAdminAccounts } from './connectors/admin-accounts/client.ts';
import { activationLinks } from './connectors/mail/activation-links.ts';
import { createMailer } from './connectors/mail/client.ts';
import { createTokenBudget } from './connectors/pipedrive/budget.ts';
import { createPipedrive } from './connectors/pipedrive/client.ts';
import { createReceiver } from './deliveries/receive.ts';
import { createRouter } from './deliveries/route-deliveries.ts';
import { routePipedrive } from './deliveries/route-pipedrive.ts';
import { sweepPipedrive } from './deliveries/sweep-pipedrive.ts';
import { createEffectHandlers } from './effect-handlers/index.ts';
import { createMailComposer } from './effect-handlers/send-email.ts';
import { encryptionKey } from './encryption-key.ts';
import { type Bell, startBell } from './engine/bell.ts';
import { keepCrmReading } from './engine/crm-reading.ts';
import type { EngineDependencies } from './engine/engine.ts';
import { createInstanceLocks } from './engine/instance-locks.ts';
import type { Wake } from './engine/queues.ts';
import { createRetrySooner } from './engine/retry-sooner.ts';
import { createRunner } from './engine/runner.ts';
import { sweepMissedBells } from './engine/sweep-missed.ts';
import { createVendorHealth } from './engine/vendor-health.ts';
import type { Environment } from './environment.ts';
import { createMetrics } from './http/metrics.ts';
import { createRefusalPreview } from './http/preview-refusal.ts';
import { createApp, listen } from './http/server.ts';
import { createTokens } from './http/sessions.ts';
import { surfaces } from './http/surfaces.ts';
import { surfacesInDevelopment } from './http/surfaces-in-development.ts';
import type { Log } from './log.ts';
import { repeat } from './repeat.ts';
import { addSpentTokens } from './store/company-facts.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';

/** A running service. */
export interface Service {
  url: string;
  /** Stops listening, finishes what runs, closes the store. */
  stop(): Promise<void>;
}

const missedBellsMs = 5_000;
const missedGraceMs = 3_000;
const lookAgainMs = 10_000;

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
  const { db, connectionConfig } = database;
  const companyId = environment.PIPEDRIVE_COMPANY_ID;
  const works = environment.ROLE !== 'web';
  const settings = await loadSettings(environment.SETTINGS_FILE);
  const connectors = createConnectors(environment, database, settings.activationUrl);
  const { pipedrive, mailer, accounts, budget } = connectors;
  const metrics = createMetrics(db);
  const locks = createInstanceLocks(connectionConfig, log);
  const compose = createMailComposer(environment.MAIL_REPLY_TO ?? environment.MAIL_FROM);

  const [bell, directory] = await Promise.all([
    startBell({ connectionConfig, log, works }),
    openDirectory({ db, pipedrive, companyId, settings, log }),
  ]);
  const handlers = createEffectHandlers({
    db,
    pipedrive,
    accounts,
    mailer,
    compose,
    mailFrom: environment.MAIL_FROM,
  });
  const sooner = createRetrySooner(db, bell, handlers, log);
  const health = createVendorHealth(Date.now, sooner.vendorIsBack);
  const { companyOf, staffChanged } = directory;
  const engine: EngineDependencies = {
    db,
    companyOf,
    handlers,
    health,
    locks,
    bell,
    metrics,
    log,
    random: Math.random,
  };
  const runner = createRunner(engine);
  const router = createRouter(db, bell, log, (store, delivery) =>
    routePipedrive({ companyOf, staffChanged }, store, delivery),
  );
  const hear = (wake: Wake) => ('instanceId' in wake ? runner.poke(wake.instanceId) : router.poke());
  if (works) await bell.listen(hear).then(sooner.nodeStarted);

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
  const previewRefusal = createRefusalPreview(db, compose);
  const app = createApp({
    log,
    metrics,
    metricsToken: environment.METRICS_TOKEN,
    surfaces: await (inDevelopment ? surfacesInDevelopment : surfaces)(environment.frameAncestors),
    checkReady: async () => void (await database.pool.query('select 1')),
    doors:
      environment.ROLE === 'worker'
        ? null
        : { webhooks, api: { db, bell, directory, companyId, tokens, previewRefusal } },
  });
  const server = await listen(app, environment.HOST, environment.PORT);
  const upkeep = works
    ? startUpkeep({ environment, database, directory, bell, log, ...connectors })
    : startCatalogue(directory, log);

  return {
    url: listeningUrl(environment, server),
    stop: async () => {
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
    },
  };
}

/** With PORT=0 the system chose the port. */
function listeningUrl({ PORT, PUBLIC_URL, publicUrl }: Environment, server: Server): string {
  const address = server.address();
  if (PORT !== 0 || PUBLIC_URL || address === null || typeof address === 'string') return publicUrl;
  return publicUrl.replace(/:0$/, `:${address.port}`);
}

function createConnectors(environment: Environment, { db }: Database, activationUrl: string | undefined) {
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

type Upkeep = { stop(): Promise<void> };

/** A node without work still has to know who the staff are. */
function startCatalogue(directory: CompanyDirectory, log: Log): Upkeep {
  return repeat(
    'read the CRM’s users and pipelines',
    log,
    { firstMs: 0, everyMs: 3_600_000, retryMs: lookAgainMs },
    directory.refresh,
  );
}

/** What a working node does by itself: ring missed bells, and look for what webhooks missed. */
function startUpkeep(options: {
  environment: Environment;
  database: Database;
  directory: CompanyDirectory;
  bell: Bell;
  pipedrive: ReturnType<typeof createPipedrive>;
  log: Log;
}): Upkeep {
  const { database, directory, bell, pipedrive, environment, log } = options;
  const { db } = database;
  const companyId = environment.PIPEDRIVE_COMPANY_ID;
  let grace = 0;
  let refreshedAtMs = 0;
  const bells = repeat(
    'ring missed bells',
    log,
    { firstMs: 0, everyMs: missedBellsMs, retryMs: missedBellsMs },
    async () => {
      await sweepMissedBells(db, bell, grace);
      grace = missedGraceMs;
    },
  );
  const everyMs = environment.SWEEP_SECONDS * 1000;
  const crm = repeat(
    'sweep Pipedrive',
    log,
    { firstMs: 0, everyMs, retryMs: Math.min(lookAgainMs, everyMs) },
    () =>
      keepCrmReading(db, companyId, async () => {
        if (Date.now() - refreshedAtMs > 3_600_000) {
          await directory.refresh();
          refreshedAtMs = Date.now();
        }
        await sweepPipedrive({ db, bell, companyOf: directory.companyOf, pipedrive }, companyId, new Date());
      }),
  );
  return { stop: async () => void (await Promise.all([bells.stop(), crm.stop()])) };
}
