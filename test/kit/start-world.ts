import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandAnswer, PanelView, RequestDetails, RequestPage } from '#core/contract/request-view.ts';
import { openStore, type Service, startService } from '#sync/compose.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** The sandbox, one or more nodes of the service on a database of their own, and the calls a surface would make. */
export interface World {
  sandbox: Sandbox;
  nodes: Service[];
  databaseUrl: string;
  environment: Record<string, string>;
  /** Sends the web form; the webhooks go to the first node. */
  form(
    overrides?: Partial<Form>,
  ): Promise<{ personId: number; dealId: number; organizationId: number; email: string }>;
  /** Calls `/api` as a staff member of the sandbox (21 and 22 may decide, 23 may not) on a node. */
  call(path: string, options?: CallOptions): Promise<{ status: number; body: unknown }>;
  list(query?: string): Promise<RequestPage>;
  panel(dealId: number): Promise<PanelView>;
  request(id: string): Promise<RequestDetails>;
  /** The request of a deal, once there is one. */
  requestOf(dealId: number): Promise<RequestDetails>;
  command(command: { type: string; [key: string]: unknown }, options?: CallOptions): Promise<CommandAnswer>;
  /** Starts one more node on the same database. */
  addNode(overrides?: Record<string, string>): Promise<Service>;
  stop(): Promise<void>;
}

export interface Form {
  name: string;
  email: string;
  phone: string;
  organization: string;
  jobTitle: string;
  message: string;
  filesPerYear: number;
  deadline: string;
}

export interface CallOptions {
  userId?: number;
  node?: number;
  body?: unknown;
}

export interface WorldOptions {
  /** Settings as in interfaces.md section 5, over quick defaults (undoSeconds 0). */
  settings?: Record<string, unknown>;
  environment?: Record<string, string>;
  /** Whether requests are announced in the sandbox's Slack, too. */
  slack?: boolean;
  /** Whether the sandbox's Help Scout is connected. */
  helpscout?: boolean;
  /** What there is already: a sandbox with its memory and a database; `stop` ends them as well. */
  existing?: { sandbox: Sandbox; database: TestDatabase };
}

/** What every world is configured with, unless told otherwise. */
export const quickSettings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org', 'responsable@example.org'],
  stages: {
    identified: 'Potentiels identifiés',
    documented: 'Doc envoyée',
    accountCreated: 'Compte créé',
    reconsidered: 'Demande',
    refused: 'Refusés',
  },
  undoSeconds: 0,
};

/** Starts everything in this process; `stop` leaves nothing behind. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const database = options.existing?.database ?? (await createTestDatabase());
  const sandbox = options.existing?.sandbox ?? (await startSandbox({ instant: true }));
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-world-'));
  const settingsFile = join(folder, 'settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...quickSettings, ...options.settings }));
  const environment = {
    ...sandbox.environment,
    ...(options.slack ? {} : without('SLACK_', sandbox.environment)),
    ...(options.helpscout ? {} : without('HELPSCOUT_', sandbox.environment)),
    SWEEP_SECONDS: '300',
    SETTINGS_FILE: settingsFile,
    // One of all nodes: a button that one node made is read by the other.
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: database.url,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...options.environment,
  };
  const nodes: Service[] = [];
  const addNode = async (overrides: Record<string, string> = {}) => {
    // Nodes on one machine have a folder or a port of their own: here they all ask for any port.
    const DATA_DIR = join(folder, `node-${nodes.length}`);
    const node = await startNode({ DATA_DIR, ...environment, ...overrides });
    nodes.push(node);
    return node;
  };
  const first = await addNode();
  sandbox.setServiceUrl(first.url);
  return {
    ...callsOf(sandbox, nodes),
    sandbox,
    nodes,
    databaseUrl: database.url,
    environment,
    addNode,
    stop: () => stopAll(nodes, sandbox, database).finally(() => rm(folder, { recursive: true, force: true })),
  };
}

/** As if nobody had ever heard of it. */
function without(prefix: string, environment: Record<string, string>): Record<string, string> {
  const names = Object.keys(environment).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name, '']));
}

async function startNode(variables: Record<string, string>): Promise<Service> {
  const environment = readEnvironment(variables);
  const log = createLog(environment.LOG_LEVEL);
  return startService(environment, await openStore(environment, log), log);
}

async function stopAll(nodes: Service[], sandbox: Sandbox, database: TestDatabase): Promise<void> {
  await Promise.all(nodes.map((node) => node.stop()));
  await sandbox.stop();
  await database.drop();
}

/** The calls of surfaces to nodes, wherever these run. */
export function callsOf(sandbox: Sandbox, nodes: readonly { url: string }[]) {
  const call = async (path: string, { userId = 21, node = 0, body }: CallOptions = {}) => {
    const token = await json<{ token: string }>(`${sandbox.url}/sandbox/token`, { body: { userId } });
    const init = { headers: { authorization: `Bearer ${token.token}` }, body };
    const response = await send(`${nodes[node]?.url}${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  const read = async <T>(path: string) => {
    const { status, body } = await call(path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body as T;
  };
  const panel = (dealId: number) => read<PanelView>(`/api/deals/${dealId}`);
  return {
    call,
    panel,
    list: (query = '') => read<RequestPage>(`/api/requests${query}`),
    request: (id: string) => read<RequestDetails>(`/api/requests/${id}`),
    requestOf: (dealId: number) => eventually(async () => (await panel(dealId)).request),
    command: async (command: { type: string; [key: string]: unknown }, options: CallOptions = {}) => {
      const answered = await call('/api/commands', {
        ...options,
        body: { commandId: randomUUID(), ...command },
      });
      return answered.body as CommandAnswer;
    },
    form: async (overrides: Partial<Form> = {}) => {
      const email = overrides.email ?? `demande-${randomUUID().slice(0, 8)}@mairie.example.org`;
      const filled = {
        name: 'Personne Essai',
        phone: '+33 1 02 03 04 05',
        organization: `Mairie ${email}`,
        email,
        ...overrides,
      };
      const sent = await json<{ personId: number; dealId: number; organizationId: number }>(
        `${sandbox.url}/form`,
        { body: filled },
      );
      return { ...sent, email };
    },
  };
}

/** Asks until there is an answer; fails after `withinMs` with what was last seen. */
export async function eventually<T>(
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > until) throw new Error(`Nothing came within ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function json<T>(url: string, init: { body?: unknown }): Promise<T> {
  const response = await send(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

function send(
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown },
): Promise<Response> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  return fetch(url, { ...init, headers: { 'content-type': 'application/json', ...headers } });
}
