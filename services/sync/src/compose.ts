import type { Server } from 'node:http';
import { listeningUrl, openDoors } from './doors.ts';
import type { Environment } from './environment.ts';
import type { Log } from './log.ts';
import { openParts, type Parts } from './parts.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { startLooking, startUpkeep, type Upkeep } from './upkeep.ts';
import { createWork, type Work } from './work.ts';

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
  const works = environment.ROLE !== 'web';
  const work = createWork(parts);
  if (works) {
    await parts.bell.listen(work.hear);
    work.sooner.accessRenewed();
    work.bulk.poke();
  }
  const server = await openDoors(parts, inDevelopment);
  const upkeep = works ? startUpkeep(parts, work.sooner) : startLooking(parts);
  return {
    url: listeningUrl(environment, server),
    stop: () => stopInOrder(server, upkeep, parts, work),
  };
}

/** Nothing new comes in, what runs ends, and the store goes last. */
async function stopInOrder(
  server: Server,
  upkeep: Upkeep,
  { bell, mailer, companies, checkup, database }: Parts,
  { router, runner, bulk, locks }: Work,
): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await upkeep.stop();
  await bulk.stop();
  await router.idle();
  await runner.stop();
  await bell.stop();
  await locks.close();
  await checkup.idle();
  mailer.close();
  await companies.flush();
  server.closeAllConnections();
  await database.close();
}
