import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { type StaffCalls, staffCalls } from './kills/staff-calls.ts';
import { createServiceProcess, type ServiceProcess } from './service-process.ts';
import { temporaryFolder } from './store-processes.ts';
import { createTestDatabase } from './test-database.ts';

/** Nodes of the real service, each a process of its own, on one database before one sandbox. */
export interface NodeProcesses {
  sandbox: Sandbox;
  databaseUrl: string;
  /** Starts a node and waits until it is ready; the first one is who vendors call. */
  start(variables?: Record<string, string>): Promise<ServiceProcess>;
  /** Sends the sandbox's form. */
  form(fields: Record<string, string>): Promise<{ personId: number; dealId: number }>;
  /** The calls of somebody who may decide, to a node. */
  staff(node: ServiceProcess): StaffCalls;
  stop(): Promise<void>;
}

const settings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org'],
  stages: { accountCreated: 'Compte créé', refused: 'Refusés' },
  undoSeconds: 0,
};
const headers = { 'content-type': 'application/json' };

export async function nodeProcesses(): Promise<NodeProcesses> {
  const folder = await temporaryFolder();
  const settingsFile = join(folder.path, 'settings.json');
  await writeFile(settingsFile, JSON.stringify(settings));
  const sandbox = await startSandbox({ instant: true, webhookRetryMs: [100, 300, 600, 1000, 2000] });
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
  const database = await createTestDatabase();
  const nodes: ServiceProcess[] = [];
  const ours = Object.entries(sandbox.environment).filter(([name]) => !/^(SLACK|HELPSCOUT)_/.test(name));
  const shared = {
    ...Object.fromEntries(ours),
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    SETTINGS_FILE: settingsFile,
    // So that no sandbox is started beside it for what is left out here.
    NODE_ENV: 'production',
    SWEEP_SECONDS: '2',
    LOG_LEVEL: 'debug',
  };
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const sent = await fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!sent.ok) throw new Error(`${path} answered ${sent.status}`);
    return (await sent.json()) as T;
  };
  const mintToken = async () => (await post<{ token: string }>('/sandbox/token', { userId: 21 })).token;
  return {
    sandbox,
    databaseUrl: database.url,
    start: async (variables = {}) => {
      const DATA_DIR = join(folder.path, `node-${nodes.length}`);
      const node = await createServiceProcess({ ...shared, DATA_DIR, ...variables });
      if (nodes.length === 0) sandbox.setServiceUrl(node.url);
      nodes.push(node);
      node.start();
      await node.ready();
      return node;
    },
    form: (fields) => post('/form', fields),
    staff: (node) => staffCalls(node.url, mintToken),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
      await sandbox.stop();
      await database.drop();
      await folder.remove();
    },
  };
}
