import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as z from 'zod';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { createServiceProcess, type ServiceProcess } from '../kit/service-process.ts';
import { callsOf, eventually, quickSettings, type World } from '../kit/start-world.ts';

/** What one key opens, of the store of every sample. */
export const sampleKey = Buffer.alloc(32, 7).toString('base64');

/** How long what was decided is held: long enough to end the release meanwhile. */
const undoSeconds = 12;

/** Mails leave at any hour, on any day: a sample is taken, and taken up, whenever. */
const following = {
  workingDays: [1, 2, 3, 4, 5, 6, 7],
  conversion: {
    enabled: true,
    documentationUrl: 'https://docs.example.org/',
    sendFrom: '00:00',
    sendUntil: '23:59',
  },
};

/** Settings of a sample, as far as its release knows them. */
export function sampleSettings(processes: readonly string[]): Record<string, unknown> {
  return {
    publicForm: { enabled: true, submissionsPerHour: 1000 },
    ...(processes.includes('customer-conversion') && following),
  };
}

/** The steps that a release knows, by the process they belong to. */
export async function stepsOf(release: string): Promise<Record<string, string[]>> {
  const states = {
    'account-request': 'AccountRequest',
    submission: 'SubmissionState',
    conversation: 'ConversationState',
    'customer-conversion': 'Conversion',
  };
  const { processes } = await from<{ processes: Record<string, unknown> }>(release, 'index');
  const found: Record<string, string[]> = {};
  for (const name of Object.keys(processes)) {
    const state = states[name as keyof typeof states];
    if (state === undefined) throw new Error(`Say here how the state of the process ${name} is called.`);
    const schemas = await from<Record<string, z.ZodObject<{ step: z.ZodEnum }>>>(release, `${name}/state`);
    found[name] = schemas[state]?.shape.step.options.map(String) ?? [];
  }
  return found;
}

function from<T>(release: string, module: string): Promise<T> {
  const file = join(release, 'packages/core/src/processes', `${module}.ts`);
  return import(pathToFileURL(file).href) as Promise<T>;
}

/** A release at work before the sandbox of this code, with what colleagues and the outside do. */
export interface OldWorld {
  /** What the kit calls a world; nothing of it starts or stops anything. */
  world: World;
  sandbox: Sandbox;
  service: ServiceProcess;
}

/**
 * @param release a checkout with its dependencies
 * @param at.folder for the memory of the sandbox (`outside.json`) and what the release keeps
 */
export async function startRelease(
  release: string,
  processes: readonly string[],
  at: { folder: string; databaseUrl: string },
): Promise<OldWorld> {
  const { folder, databaseUrl } = at;
  const settingsFile = join(folder, 'settings.json');
  const settings = { ...quickSettings, undoSeconds, ...sampleSettings(processes) };
  await writeFile(settingsFile, JSON.stringify(settings));
  const sandbox = await startSandbox({ instant: true, file: join(folder, 'outside.json') });
  Object.assign(sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
  const environment = {
    ...sandbox.environment,
    SETTINGS_FILE: settingsFile,
    ENCRYPTION_KEY: sampleKey,
    DATABASE_URL: databaseUrl,
    DATA_DIR: join(folder, 'data'),
    NODE_ENV: 'production',
    SWEEP_SECONDS: '5',
    LOG_LEVEL: 'warn',
  };
  const script = join(release, 'services/sync/src/main.ts');
  const service = await createServiceProcess(environment, [], script);
  sandbox.setServiceUrl(service.url);
  service.start();
  await service.ready();
  const nodes = [{ url: service.url, stop: async () => undefined }];
  const calls = callsOf(sandbox, nodes);
  const unused = () => Promise.reject(new Error('The release runs as it was started.'));
  // It is ready before it has read who the colleagues are.
  await eventually(async () => (await calls.call('/api/requests')).status === 200);
  const world = { ...calls, sandbox, nodes, databaseUrl, environment, addNode: unused, stop: unused };
  return { world, sandbox, service };
}
