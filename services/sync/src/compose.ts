import { join } from 'node:path';
import { buttonKeysOf } from './approvals/button-value.ts';
import { type Approvals, startApprovals } from './approvals/start-approvals.ts';
import { release } from './connectors/http.ts';
import { listeningUrl, openDoors } from './doors.ts';
import { openHandoverLog } from './engine/handover-log.ts';
import type { Environment } from './environment.ts';
import type { Log } from './log.ts';
import { nodeName } from './node-name.ts';
import { openParts, type Parts } from './parts.ts';
import { openSlackDoors } from './slack-doors.ts';
import { stopInOrder } from './stop-in-order.ts';
import type { Claim } from './store/claim-effect.ts';
import { type Database, openDatabase } from './store/database.ts';
import { keepHandovers } from './store/handover-note.ts';
import { migrate } from './store/migrate.ts';
import { startLooking, startUpkeep } from './upkeep.ts';
import { createWork } from './work.ts';

/** A running service. */
export interface Service {
  url: string;
  /** Takes no new work, lets what runs end for a while, stops listening, closes the store. */
  stop(): Promise<void>;
}

/** Opens the store beside whatever else is starting; it takes longest. */
export async function openStore(
  environment: Pick<Environment, 'dataDir' | 'PORT' | 'DATABASE_URL'>,
  log: Log,
) {
  const say = (message: string, fields?: object) => log.info(fields ?? {}, message);
  const { DATABASE_URL: databaseUrl, dataDir } = environment;
  const database = await openDatabase({
    dataDir,
    log: say,
    node: nodeName(environment),
    ...(databaseUrl && { databaseUrl }),
  });
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
  const spans = await recordSpans(environment);
  const parts = await openParts(environment, database, log);
  const works = environment.ROLE !== 'web';
  const { db } = database;
  const takeUp = (claims: Claim[]) => keepHandovers(db, claims);
  const handovers = works ? await openHandoverLog(handoversOf(environment), takeUp, log) : undefined;
  const work = createWork(parts, handovers);
  if (works) {
    await parts.bell.listen(work.hear);
    work.sooner.accessRenewed();
    work.bulk.poke();
  }
  const approvals = works ? followInSlack(parts) : null;
  const slackDoors = await openSlackDoors(parts, parts.slack, () => approvals?.poke());
  const server = await openDoors(parts, inDevelopment, slackDoors);
  const upkeep = works ? startUpkeep(parts, work.sooner) : startLooking(parts);
  return {
    url: listeningUrl(environment, server),
    stop: () => stopInOrder({ ...parts, ...work, server, upkeep, approvals, slackDoors }).finally(spans.stop),
  };
}

/** OpenTelemetry is loaded where somebody collects, and only there. */
async function recordSpans({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ROLE }: Environment) {
  if (endpoint === undefined) return { stop: async () => undefined };
  const { startRecording } = await import('./open-telemetry.ts');
  return startRecording(endpoint, { version: release, role: ROLE });
}

/** Nodes on one machine may share a folder, but no port. */
function handoversOf({ dataDir, PORT }: Environment): string {
  return join(dataDir, `handed-over-${PORT}`);
}

/** Keeps messages in Slack in step with the requests; null without Slack. */
function followInSlack({ slack, database, companies, keys, log }: Parts): Approvals | null {
  if (!slack) return null;
  const { workspaces, recognise } = slack;
  const [buttonKey] = buttonKeysOf(keys);
  return startApprovals({
    db: database.db,
    companies,
    slackOf: workspaces.slackOf,
    recogniseFor: async (companyId, user) => {
      const workspace = workspaces.of(companyId);
      return workspace && recognise(workspace, user);
    },
    buttonKey,
    log,
    now: () => new Date(),
  });
}
