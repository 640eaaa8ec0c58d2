import { readStorePlace } from './environment.ts';
import { KeepingError } from './keeping/backup-format.ts';
import { type Database, openDatabase } from './store/database.ts';
import { embeddedPostgresBeside } from './store/embedded-postgres-beside.ts';

/** A store that is opened only once the call is understood. */
export interface StoreToOpen {
  /** @throws EnvironmentError; Error when it cannot be opened, or, alone, a service runs on it */
  open(): Promise<Database>;
  close(): Promise<void>;
}

/** The store of this environment as it is, beside a service that runs or alone; no vendor is needed. */
export async function storeBeside(variables: NodeJS.ProcessEnv): Promise<StoreToOpen> {
  const { dataDir } = readStorePlace(variables);
  const store = storeToOpen(variables, embeddedPostgresBeside(dataDir));
  return { ...store, open: () => store.open().then(refuseUnlessUsed) };
}

/** The same, refused while a service runs on an embedded one. */
export async function storeAlone(variables: NodeJS.ProcessEnv): Promise<StoreToOpen> {
  return storeToOpen(variables, undefined);
}

function storeToOpen(variables: NodeJS.ProcessEnv, beside: string | undefined): StoreToOpen {
  const { DATABASE_URL, dataDir } = readStorePlace(variables);
  const databaseUrl = DATABASE_URL ?? beside;
  let opened: Promise<Database> | undefined;
  return {
    open: () => {
      opened ??= openDatabase({ dataDir, log: () => undefined, ...(databaseUrl && { databaseUrl }) });
      return opened;
    },
    close: async () => {
      const database = await opened?.catch(() => undefined);
      await database?.close();
    },
  };
}

async function refuseUnlessUsed(database: Database): Promise<Database> {
  const found = await database.pool.query<{ used: boolean }>(
    "select to_regclass('journal_seals') is not null as used",
  );
  if (found.rows[0]?.used) return database;
  throw new KeepingError(
    'Where DATABASE_URL or DATA_DIR points to is no store of this version: start the service once, or correct them.',
  );
}
