import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { type StaffCalls, staffCalls } from './kills/staff-calls.ts';
import { createServiceProcess, type ServiceProcess } from './service-process.ts';
import { temporaryFolder } from './store-processes.ts';
import { createTestDatabase } from './test-database.ts';

/** The service in a process of its own, ready, before a sandbox that goes on living when the service is killed. */
export interface SlackProcess {
  sandbox: Sandbox;
  service: ServiceProcess;
  /** The calls of somebody who decides. */
  staff: StaffCalls;
  databaseUrl: string;
  /** Sends the web form. */
  form(): Promise<void>;
  stop(): Promise<void>;
}

const settings = { robotOwners: [11, 12], deciders: ['vente@example.org'], undoSeconds: 0 };
const json = { 'content-type': 'application/json' };

export async function startSlackProcess(): Promise<SlackProcess> {
  const folder = await temporaryFolder();
  const settingsFile = join(folder.path, 'settings.json');
  await writeFile(settingsFile, JSON.stringify(settings));
  const sandbox = await startSandbox({ instant: true });
  const database = await createTestDatabase();
  const service = await createServiceProcess({
    ...sandbox.environment,
    DATABASE_URL: database.url,
    SETTINGS_FILE: settingsFile,
    SWEEP_SECONDS: '2',
    LOG_LEVEL: 'debug',
  });
  sandbox.setServiceUrl(service.url);
  service.start();
  await service.ready();
  return {
    sandbox,
    service,
    staff: staffCalls(service.url, () => mintToken(sandbox)),
    databaseUrl: database.url,
    form: async () => {
      const person = { name: 'Personne Essai', email: 'essai@mairie.example.org', organization: 'Mairie' };
      const sent = await fetch(`${sandbox.url}/form`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(person),
      });
      expect(sent.status).toBeLessThan(300);
    },
    stop: async () => {
      await service.stop();
      await sandbox.stop();
      await database.drop();
      await folder.remove();
    },
  };
}

async function mintToken({ url }: Sandbox): Promise<string> {
  const body = JSON.stringify({ userId: 21 });
  const response = await fetch(`${url}/sandbox/token`, { method: 'POST', headers: json, body });
  return ((await response.json()) as { token: string }).token;
}
