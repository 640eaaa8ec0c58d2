import { join, resolve } from 'node:path';
import { completedBySandbox } from './completed-environment.ts';
import { type Environment, readEnvironment, unconfiguredVendors } from './environment.ts';
import { createLog } from './log.ts';
import { type Installation, openInstallation } from './parts.ts';
import { findSandboxBeside, type SandboxBeside, startSandboxBeside } from './sandbox-beside.ts';
import { type Database, openDatabase } from './store/database.ts';
import { embeddedPostgresBeside } from './store/embedded-postgres-beside.ts';
import { checkMigrated, migrate } from './store/migrate.ts';

/**
 * Opens the installation for an operator command, beside a service that runs or alone.
 * @throws EnvironmentError, SettingsError or SandboxError with what is missing
 */
export async function openBeside(
  variables: NodeJS.ProcessEnv,
): Promise<Installation & { close(): Promise<void> }> {
  const log = createLog('silent');
  const sandbox = await sandboxFor(variables);
  const environment = readEnvironment(completedBySandbox(variables, sandbox));
  const database = await openStoreBeside(environment);
  const installation = await openInstallation(environment, database, log);
  return {
    ...installation,
    close: async () => {
      installation.mailer.close();
      await installation.companies.flush();
      await database.close();
      sandbox?.stop();
    },
  };
}

/** The stand-ins of a service that runs here, else stand-ins of our own on the same memory. */
async function sandboxFor(variables: NodeJS.ProcessEnv): Promise<SandboxBeside | null> {
  if (unconfiguredVendors(variables).length === 0) return null;
  const dataDir = resolve(variables.DATA_DIR || '.data');
  const port = Number(variables.PORT || 3000);
  const options = { port, host: '127.0.0.1', file: join(dataDir, 'sandbox.json') };
  const beside = await findSandboxBeside(options);
  return beside ? { ...beside, stop: () => undefined } : startSandboxBeside(options);
}

/**
 * An embedded store belongs to the service that runs on it: a command looks in beside it, and opens it alone otherwise.
 * @throws Error when a given store is behind: its service applies the migrations
 */
async function openStoreBeside({ DATABASE_URL, dataDir }: Environment): Promise<Database> {
  const say = () => undefined;
  const databaseUrl = DATABASE_URL ?? embeddedPostgresBeside(dataDir);
  const database = await openDatabase({ dataDir, log: say, ...(databaseUrl && { databaseUrl }) });
  try {
    await (databaseUrl ? checkMigrated(database) : migrate(database, say));
    return DATABASE_URL ? database : { ...database, kind: 'embedded' };
  } catch (error) {
    await database.close();
    throw new Error(`The database is not ready (${said(error)}): start the service of this version once.`);
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
