import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { type CrmObserver, observeCrm } from '../kit/kills/crm-observer.ts';
import { flowFaults } from '../kit/kills/flow-faults.ts';
import { runFlow } from '../kit/kills/flows.ts';
import { type KillRun, runUnderKills } from '../kit/kills/kill-run.ts';
import { seededRandom } from '../kit/kills/seeded-random.ts';
import { staffCalls } from '../kit/kills/staff-calls.ts';
import { storeFaults } from '../kit/kills/store-faults.ts';
import { createServiceProcess, type ServiceProcess } from '../kit/service-process.ts';
import { eventually } from '../kit/start-world.ts';
import { listProcesses, mainProcess, temporaryFolder } from '../kit/store-processes.ts';
import { createTestDatabase } from '../kit/test-database.ts';

// The full run of the release: KILL_FLOWS=200 KILL_COUNT=50. KILL_SEED repeats the moments of a run.
const flowCount = Number(process.env.KILL_FLOWS ?? 40);
const killCount = Number(process.env.KILL_COUNT ?? 10);
const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const limitMs = 60_000 + killCount * 6_000;

const webhookRetryMs = [100, 300, 600, 1000, 1500, 2000];

interface Arena {
  sandbox: Sandbox;
  observer: CrmObserver;
  service: ServiceProcess;
  dataDir: string;
}

describe('the service, killed in the middle', () => {
  const cleanups: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function enter(variables: Record<string, string>): Promise<Arena> {
    const folder = await temporaryFolder();
    cleanups.push(folder.remove);
    const settingsFile = join(folder.path, 'settings.json');
    await writeFile(settingsFile, JSON.stringify(settings));
    const sandbox = await startSandbox({ instant: true, webhookRetryMs });
    cleanups.push(() => sandbox.stop());
    Object.assign(sandbox.pipedrive.limits, { burst: 100_000, dailyTokens: 100_000_000 });
    const observer = await observeCrm(sandbox);
    cleanups.push(() => observer.stop());
    const service = await createServiceProcess({
      ...sandbox.environment,
      SETTINGS_FILE: settingsFile,
      DATA_DIR: join(folder.path, 'data'),
      SWEEP_SECONDS: '2',
      LOG_LEVEL: 'warn',
      ...variables,
    });
    cleanups.push(() => service.stop());
    sandbox.setServiceUrl(service.url);
    return { sandbox, observer, service, dataDir: join(folder.path, 'data') };
  }

  /** All flows under kills, then the faults of flows and store once everything is quiet. */
  async function run(
    { sandbox, observer, service }: Arena,
    store: pg.ClientConfig,
    serverKills: Pick<KillRun, 'beside' | 'under'>,
  ) {
    const staff = staffCalls(service.url, () => mintToken(sandbox));
    const flow = (n: number) => runFlow(sandbox, staff, n);
    const random = seededRandom(seed);
    const flows = await runUnderKills({
      flows: flowCount,
      kills: killCount,
      random,
      service,
      flow,
      ...serverKills,
    });
    await eventually(async () => (await storeFaults(store)).length === 0, 10_000).catch(() => undefined);
    const faults = flows.flatMap((ended) => flowFaults(sandbox, observer, ended));
    return [...faults, ...(await storeFaults(store))];
  }

  it(
    `keeps every request right on a given PostgreSQL (seed ${seed})`,
    async () => {
      const database = await createTestDatabase();
      cleanups.push(() => database.drop());
      const arena = await enter({ DATABASE_URL: database.url });
      const faults = await run(arena, { connectionString: database.url }, noServerKills);
      expect(faults, arena.service.output()).toEqual([]);
    },
    limitMs,
  );

  it(
    `keeps every request right on its own PostgreSQL, killed too (seed ${seed})`,
    async () => {
      const arena = await enter({});
      const { dataDir, service } = arena;
      const store = {
        host: join(dataDir, 'postgres'),
        port: 5432,
        user: 'passerelle',
        database: 'passerelle',
      };
      const everyFifth = (offset: number) => (k: number) => {
        if (k % 5 === offset) killServer(dataDir);
      };
      const faults = await run(arena, store, { beside: everyFifth(0), under: everyFifth(2) });
      expect(faults, service.output()).toEqual([]);
      expect(await service.stop()).toBe(0);
      expect(listProcesses(dataDir)).toEqual({ servers: [], watchers: [] });
    },
    limitMs,
  );
});

const noServerKills = { beside: () => undefined, under: () => undefined };

const settings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org'],
  stages: { accountCreated: 'Compte créé', refused: 'Refusés' },
  undoSeconds: 0,
};

async function mintToken({ url }: Sandbox): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/sandbox/token`, { method: 'POST', headers, body: '{"userId":21}' });
  return ((await response.json()) as { token: string }).token;
}

/** While the service is starting there may be no server to kill yet. */
function killServer(dataDir: string): void {
  try {
    process.kill(mainProcess(dataDir), 'SIGKILL');
  } catch {
    // Not there: this kill takes the service alone.
  }
}
