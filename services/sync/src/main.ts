import { join, resolve } from 'node:path';
import { SettingsError } from './company/load-settings.ts';
import { completedBySandbox, loadEnvironmentFile } from './completed-environment.ts';
import { openStore, startService } from './compose.ts';
import {
  type Environment,
  EnvironmentError,
  readEnvironment,
  unconfiguredVendors,
  vendorVariables,
} from './environment.ts';
import { createLog } from './log.ts';
import { type SandboxBeside, SandboxError, startSandboxBeside } from './sandbox-beside.ts';

/** The stand-ins for the vendors that are not configured, if there are any. */
async function sandboxFor(variables: NodeJS.ProcessEnv): Promise<SandboxBeside | null> {
  if (unconfiguredVendors(variables).length === 0) return null;
  const dataDir = resolve(variables.DATA_DIR || '.data');
  const port = Number(variables.PORT || 3000);
  return startSandboxBeside({ port, host: '127.0.0.1', file: join(dataDir, 'sandbox.json') });
}

/** Which vendors are real; of one that may be left out, and is, nothing is said. */
function announce(url: string, { slack, helpscout }: Environment, sandbox: SandboxBeside | null): void {
  const missing = unconfiguredVendors(process.env);
  const optional = [...(slack ? ['slack'] : []), ...(helpscout ? ['helpscout'] : [])];
  const vendors = [...Object.keys(vendorVariables), ...optional];
  const kinds = vendors.map(
    (vendor) => `${vendor} ${missing.some((name) => name === vendor) ? 'sandbox' : 'real'}`,
  );
  const lines = [
    `Passerelle listens on ${url}`,
    `Vendors: ${kinds.join(', ')}`,
    ...(sandbox ? [`Open ${sandbox.url} and try it step by step.`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  loadEnvironmentFile();
  const log = createLog(process.env.LOG_LEVEL || 'info');
  const dataDir = resolve(process.env.DATA_DIR || '.data');
  if (unconfiguredVendors(process.env).length === 0) readEnvironment(process.env);
  const PORT = Number(process.env.PORT || 3000);
  const store = openStore({ dataDir, PORT, DATABASE_URL: process.env.DATABASE_URL || undefined }, log);
  store.catch(() => undefined);
  const sandbox = await sandboxFor(process.env);
  const environment = readEnvironment(completedBySandbox(process.env, sandbox));
  const service = await startService(environment, await store, log, {
    inDevelopment: process.argv.includes('--dev'),
  });
  announce(service.url, environment, sandbox);
  stopOnSignal(async () => {
    await service.stop();
    sandbox?.stop();
  });
}

/** Orchestrators kill after 30 seconds: what has not ended by then is left as after a kill, but said so. */
const stopLimitMs = 28_000;

/** First signal: finish and go. Second: go at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(0), stopLimitMs).unref();
      stop().then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`${error.message}\n`);
          process.exit(1);
        },
      );
    });
  }
}

/** What an operator reads when the start fails: advice where we have one, else all we know. */
function startFailure(error: NodeJS.ErrnoException & { port?: number }): string {
  const known = [EnvironmentError, SettingsError, SandboxError].some((kind) => error instanceof kind);
  if (known) return error.message;
  if (error.code === 'EADDRINUSE')
    return `Port ${error.port} is taken: stop what listens there, or set PORT.`;
  return error.stack ?? error.message;
}

main().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${startFailure(error)}\n`);
  process.exit(1);
});
