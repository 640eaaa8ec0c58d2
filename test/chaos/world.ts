import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { temporaryFolder } from '../kit/store-processes.ts';
import { type ChaosNode, startNode } from './node.ts';
import { type ChaosStore, embeddedStore, givenStore } from './store.ts';

/** Everything one batch of runs shares. */
export interface ChaosWorld {
  sandbox: Sandbox;
  nodes: ChaosNode[];
  store: ChaosStore;
  stop(): Promise<void>;
}

export interface WorldWanted {
  nodes: number;
  database: string | undefined;
  plant: string | undefined;
}

/** Times are short: what takes minutes in production takes a second here. */
const webhookRetryMs = [200, 600, 1_500, 3_000];
const webhookTimeoutMs = 3_000;
const sweepSeconds = 2;

const settings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org', 'responsable@example.org'],
  stages: {
    identified: 'Potentiels identifiés',
    documented: 'Doc envoyée',
    accountCreated: 'Compte créé',
    reconsidered: 'Demande',
    refused: 'Refusés',
  },
  undoSeconds: 1,
  publicForm: { enabled: true },
  conversion: { enabled: true, activities: { call: 'call', meeting: 'meeting', task: 'task' } },
  priority: {
    fields: { volume: 'Nombre de dossiers par an', deadline: 'Échéance' },
    volumeAbove: 1000,
    deadlines: ['Dès que possible'],
  },
};

/** The stand-ins in this process, the store, and each node of the service in a process of its own. */
export async function startChaosWorld(wanted: WorldWanted): Promise<ChaosWorld> {
  const cleanups: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    return { ...(await startParts(wanted, cleanups)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  { nodes: count, database, plant }: WorldWanted,
  cleanups: (() => Promise<unknown>)[],
): Promise<Omit<ChaosWorld, 'stop'>> {
  const folder = await temporaryFolder();
  cleanups.push(folder.remove);
  const SETTINGS_FILE = join(folder.path, 'settings.json');
  await writeFile(SETTINGS_FILE, JSON.stringify(settings));
  const sandbox = await startSandbox({ instant: true, webhookRetryMs });
  cleanups.push(() => sandbox.stop());
  const plenty = { burst: 100_000, searchBurst: 100_000, dailyTokens: 1_000_000_000, webhookTimeoutMs };
  Object.assign(sandbox.pipedrive.limits, plenty);
  const dataDirOf = (node: number) => join(folder.path, `node-${node}`);
  const store = database === undefined ? embeddedStore(dataDirOf(0)) : await givenStore(database);
  cleanups.push(store.remove);
  const shared = {
    ...sandbox.environment,
    SETTINGS_FILE,
    SWEEP_SECONDS: String(sweepSeconds),
    LOG_LEVEL: 'warn',
    PIPEDRIVE_TOKENS_PER_DAY: '1000000000',
    ...(store.databaseUrl !== undefined && { DATABASE_URL: store.databaseUrl }),
    // One of all nodes; the embedded store keeps its own.
    ...(store.databaseUrl !== undefined && { ENCRYPTION_KEY: randomBytes(32).toString('base64') }),
    ...(plant !== undefined && { CHAOS_PLANT: plant }),
  };
  const nodes: ChaosNode[] = [];
  for (let number = 0; number < count; number += 1) {
    const DATA_DIR = dataDirOf(number);
    await mkdir(DATA_DIR, { recursive: true, mode: 0o711 });
    const node = await startNode(DATA_DIR, { ...shared, DATA_DIR });
    cleanups.push(() => node.service.stop());
    nodes.push(node);
    if (number === 0) sandbox.setServiceUrl(node.url);
  }
  return { sandbox, nodes, store };
}
