import type { DoctorView } from '#core/contract/doctor-view.ts';
import { createConfiguring } from '#sync/configuring.ts';
import { readHealthCheck } from '#sync/doctor/kept-findings.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { openInstallation } from '#sync/parts.ts';
import { openDatabase } from '#sync/store/database.ts';
import { checkCompanies } from '#sync/upkeep.ts';
import { callAs, type Who } from './installing.ts';
import type { World } from './start-world.ts';

/** Takes the daily look of a world now, as `node` of it would. @returns what it kept of each company asked for */
export async function checkNow(
  world: World,
  companyIds: readonly string[],
  node = 0,
): Promise<(DoctorView | null)[]> {
  const environment = readEnvironment(world.environment);
  const log = createLog('silent');
  const database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
  try {
    const installation = await openInstallation(environment, database, log);
    installation.address.publicUrl = world.nodes[node]?.url ?? '';
    const { companies, mailer } = installation;
    await Promise.all(companies.ids().map(companies.refreshCatalogue));
    await checkCompanies({ ...installation, configuring: createConfiguring(installation) });
    mailer.close();
    return await Promise.all(companyIds.map((id) => readHealthCheck(database.db, id, 'fr')));
  } finally {
    await database.close();
  }
}

/** What the doctor says to somebody on the page. */
export async function doctorOf(world: World, who: Who): Promise<DoctorView> {
  return (await callAs(world, who, '/api/doctor')).body as unknown as DoctorView;
}

/** What a look found of one thing; the daily one keeps only what is not well. */
export function found(look: DoctorView | null | undefined, area: string, name: RegExp) {
  return look?.checks.find((check) => check.area === area && name.test(check.name));
}
