import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { createTestDatabase } from './test-database.ts';

/** The service's own connections on a migrated database of its own, which goes when they are closed. */
export async function openTestStore(): Promise<Database> {
  const test = await createTestDatabase();
  const database = await openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined });
  return {
    ...database,
    close: async () => {
      await database.close();
      await test.drop();
    },
  };
}

/** The store of a file's tests. */
export interface StoreStage {
  readonly opened: Database;
  readonly db: Database['db'];
}

/** Opens a store before the tests of a file, and closes it after them. */
export function storeStage(): StoreStage {
  let opened: Database;
  beforeAll(async () => {
    opened = await openTestStore();
  });
  afterAll(() => opened.close());
  return {
    get opened() {
      return opened;
    },
    get db() {
      return opened.db;
    },
  };
}
