import { readStorePlace, type StorePlace } from './environment.ts';
import { type Database, openDatabase } from './store/database.ts';
import { embeddedPostgresBeside } from './store/embedded-postgres-beside.ts';
import { checkMigrated, migrate } from './store/migrate.ts';

const say = () => undefined;

/**
 * An embedded store belongs to the service that runs on it: a command looks in beside it, and opens it alone otherwise.
 * @throws Error when a given store is behind: its service applies the migrations
 */
export async function openStoreBeside({ DATABASE_URL, dataDir }: StorePlace): Promise<Database> {
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

/**
 * The store of this environment as it is, for commands about the store itself; they need no vendor.
 * @param beside whether a service may be running on it
 * @throws EnvironmentError; Error when it cannot be opened, or, alone, a service runs on it
 */
export async function openStoreAsIs(variables: NodeJS.ProcessEnv, beside: boolean): Promise<Database> {
  const { DATABASE_URL, dataDir } = readStorePlace(variables);
  const databaseUrl = DATABASE_URL ?? (beside ? embeddedPostgresBeside(dataDir) : undefined);
  return openDatabase({ dataDir, log: say, ...(databaseUrl && { databaseUrl }) });
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
