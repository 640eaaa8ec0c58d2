import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServiceProcess } from '../kit/service-process.ts';
import { temporaryFolder } from './bench-store.ts';
import { companyId } from './webhook-bodies.ts';

/** The service as in production, in a process of its own, beside the instant stand-ins. */
export interface BenchService {
  url: string;
  /** Milliseconds from the start of the process to the first good answer of /health/ready. */
  readyMs: number;
  rssMegabytes(): number;
  /** Of its process, while it lives. */
  pid(): number | undefined;
  /** kill -9, and started again; resolves when it is ready. */
  killAndStart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Vendors {
  url: string;
  smtpUrl: string;
}

const webhookUser = 'pipedrive';
const webhookPassword = 'bench-password';
/** What senders of webhooks put after "Basic". */
export const basic = Buffer.from(`${webhookUser}:${webhookPassword}`).toString('base64');
export const clientSecret = 'bench-client-secret-of-the-app';
/** Of a service on a given store. */
export const encryptionKey = Buffer.alloc(32, 7);

/** Options of Node itself, as in the start script. */
const nodeOptions = startScript()
  .split(' ')
  .filter((word) => word.startsWith('--'));

const quickSettings = {
  robotOwners: [11],
  deciders: ['vente@example.org'],
  stages: { accountCreated: 'Compte créé', refused: 'Refusés' },
  undoSeconds: 0,
};

/** What a benchmark's service has beside what all have. */
export interface BenchServiceOptions {
  settings?: object;
  variables?: Record<string, string>;
}

/** @param store where its store is: a given database, or a folder for an embedded one */
export async function startBenchService(
  vendors: Vendors,
  store: { databaseUrl: string } | { dataDir: string },
  { settings, variables }: BenchServiceOptions = {},
): Promise<BenchService> {
  const folder = await temporaryFolder();
  const settingsFile = join(folder, 'settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...quickSettings, ...settings }));
  const service = await createServiceProcess(
    {
      NODE_ENV: 'production',
      ...('databaseUrl' in store
        ? {
            DATABASE_URL: store.databaseUrl,
            DATA_DIR: folder,
            ENCRYPTION_KEY: encryptionKey.toString('base64'),
          }
        : { DATA_DIR: store.dataDir }),
      SETTINGS_FILE: settingsFile,
      SWEEP_SECONDS: '3600',
      PIPEDRIVE_API_URL: vendors.url,
      PIPEDRIVE_API_TOKEN: 'bench-token',
      PIPEDRIVE_COMPANY_ID: companyId,
      PIPEDRIVE_CLIENT_SECRET: clientSecret,
      PIPEDRIVE_WEBHOOK_USER: webhookUser,
      PIPEDRIVE_WEBHOOK_PASSWORD: webhookPassword,
      ACCOUNTS_SCIM_URL: `${vendors.url}/scim/v2`,
      ACCOUNTS_SCIM_TOKEN: 'bench-token',
      SMTP_URL: vendors.smtpUrl,
      MAIL_FROM: 'Passerelle <bonjour@example.org>',
      ...variables,
    },
    nodeOptions,
  );
  const startedAt = performance.now();
  service.start();
  await service.ready();
  const readyMs = performance.now() - startedAt;
  return {
    url: service.url,
    readyMs,
    rssMegabytes: () => rssOf(service.pid()),
    pid: () => service.pid(),
    killAndStart: async () => {
      await service.kill();
      service.start();
      await service.ready();
    },
    stop: async () => {
      await service.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function rssOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

function startScript(): string {
  const project = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    scripts: { start: string };
  };
  return project.scripts.start;
}
