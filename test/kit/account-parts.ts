import type { Bell } from '#sync/engine/bell.ts';
import { readEnvironment } from '#sync/environment.ts';
import type { AccountParts } from '#sync/read-accounts.ts';
import type { Database } from '#sync/store/database.ts';
import { aCompany } from './account-request-samples.ts';
import { inStore } from './flow.ts';
import type { World } from './start-world.ts';

/** What looking at the accounts of a world works with. Of Pipedrive there is nothing to call with: it costs no token. */
export async function accountPartsOf(world: World, database: Database): Promise<AccountParts> {
  const [row] = await inStore<{ company: string }>(world, 'select distinct company from instances');
  return {
    environment: readEnvironment(world.environment),
    database,
    companies: { ids: () => [row?.company ?? ''], companyOf: () => aCompany() },
    bell: { ring: () => undefined, ringAt: () => undefined } as unknown as Bell,
    log: { warn: () => undefined },
  } as unknown as AccountParts;
}
