import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { CatalogueReader } from '#sync/doctor/live-catalogue.ts';
import { type SettingsApiOptions, settingsApi } from '#sync/http/settings-api.ts';
import { activateCompany } from '#sync/store/companies.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { readSettings } from '#sync/store/settings-history.ts';
import { aServedCompany, callerIn, type Doors, openDoors, readerOf } from './configuration-doors.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** What a test changes of the doors as they are opened for it. */
type Changes = Partial<Pick<SettingsApiOptions, 'sourceOf' | 'slackOf' | 'helpscoutOf'>> & {
  crm?: Partial<CatalogueReader>;
};

/** The doors of the settings of one company over a store, opened anew for each test of a file. */
export function withSettingsDoors() {
  let test: TestDatabase;
  let database: Database;
  let doors: Doors;
  const world = { served: aServedCompany(), crm: aServedCompany(), reloads: [] as string[] };
  beforeAll(async () => {
    test = await createTestDatabase();
    database = await openDatabase({ databaseUrl: test.url, dataDir: '/nowhere', log: () => undefined });
    const apiUrl = 'https://exemple.pipedrive.com';
    await activateCompany(database.db, { id: '7001', name: 'Exemple', apiUrl });
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  beforeEach(() => open());
  afterEach(async () => {
    await doors.close();
    await database.db.deleteFrom('settings_history').execute();
  });

  async function open({ crm, ...changes }: Changes = {}): Promise<void> {
    Object.assign(world, { served: aServedCompany(), crm: aServedCompany(), reloads: [] });
    const companies = {
      of: () => ({ pipedrive: { ...readerOf(world.crm), ...crm }, company: () => world.served }),
      reloadSettings: async (id: string) => void world.reloads.push(id),
    };
    doors = await openDoors(
      settingsApi({
        db: database.db,
        callerOf: callerIn(() => world.served),
        companies,
        sourceOf: () => 'page',
        saved: async () => undefined,
        slackOf: () => null,
        helpscoutOf: () => null,
        ...changes,
      }),
    );
  }
  const call: Doors['call'] = (path, options) => doors.call(path, options);
  return {
    /** The company as the service knows it, as Pipedrive has it, and whose settings were read again. */
    world,
    call,
    put: (body: Record<string, unknown>, staff = 'admin') =>
      call('/', { method: 'PUT', body: { revision: 0, ...body }, staff }),
    saved: () => readSettings(database.db, world.served.id),
    /** Opens other doors in place of those of every test. */
    async reopen(changes: Changes): Promise<void> {
      await doors.close();
      await open(changes);
    },
  };
}
