import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { FindingsView } from '#core/contract/findings-view.ts';
import { createConfiguring } from '#sync/configuring.ts';
import { createCheckup } from '#sync/doctor/checkup.ts';
import { readFindings } from '#sync/doctor/kept-findings.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { openInstallation } from '#sync/parts.ts';
import { openDatabase } from '#sync/store/database.ts';
import { checkCompanies } from '#sync/upkeep.ts';
import { callAs, type Who } from './installing.ts';
import type { World } from './start-world.ts';

/** Takes the daily look of a world now, as `node` of it would. @returns what has to be put right then in each company asked for */
export async function checkNow(
  world: World,
  companyIds: readonly string[],
  node = 0,
): Promise<FindingsView[]> {
  const environment = readEnvironment(world.environment);
  const log = createLog('silent');
  const database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
  try {
    const installation = await openInstallation(environment, database, log);
    installation.address.publicUrl = world.nodes[node]?.url ?? '';
    const { companies, mailer } = installation;
    await Promise.all(companies.ids().map(companies.refreshCatalogue));
    const configuring = createConfiguring(installation);
    const { examinedOf, installation: examined } = configuring;
    const checkup = createCheckup({
      db: database.db,
      examinedOf,
      installation: examined,
      warn: (fields, message) => log.warn(fields, message),
      nowMs: Date.now,
    });
    await checkCompanies({ ...installation, configuring, checkup });
    mailer.close();
    return await Promise.all(companyIds.map((id) => readFindings(database.db, id, 'fr')));
  } finally {
    await database.close();
  }
}

/** What the doctor says to somebody on the page. */
export async function doctorOf(world: World, who: Who): Promise<DoctorView> {
  return (await callAs(world, who, '/api/doctor')).body as unknown as DoctorView;
}

/** What a look found of one thing; of what is kept, only what has to be put right. */
export function found(look: DoctorView | FindingsView | undefined, area: string, name: RegExp) {
  const checks = look && ('checks' in look ? look.checks : look.items);
  return checks?.find((check) => check.area === area && name.test(check.name));
}
