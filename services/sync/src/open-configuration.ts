import { join, resolve } from 'node:path';
import type { Configuration } from './commands/configuration.ts';
import { completedBySandbox } from './completed-environment.ts';
import { createConfiguring } from './configuring.ts';
import { readEnvironment, unconfiguredVendors } from './environment.ts';
import { createLog } from './log.ts';
import { openInstallation } from './parts.ts';
import { findSandboxBeside, type SandboxBeside, startSandboxBeside } from './sandbox-beside.ts';
import { openStoreBeside } from './store-beside.ts';

/**
 * Opens what operator commands need, beside a service that runs or alone.
 * @throws EnvironmentError, SettingsError or SandboxError with what is missing
 */
export async function openConfiguration(variables: NodeJS.ProcessEnv): Promise<Configuration> {
  const log = createLog('silent');
  const sandbox = await sandboxFor(variables);
  const environment = readEnvironment(completedBySandbox(variables, sandbox));
  const database = await openStoreBeside(environment);
  const installation = await openInstallation(environment, database, log);
  const { companies, mailer } = installation;
  return {
    ...createConfiguring(installation),
    companyIds: companies.ids,
    close: async () => {
      mailer.close();
      await companies.flush();
      await database.close();
      sandbox?.stop();
    },
  };
}

/** The stand-ins of a service that runs here, else stand-ins of our own on the same memory. */
async function sandboxFor(variables: NodeJS.ProcessEnv): Promise<SandboxBeside | null> {
  if (unconfiguredVendors(variables).length === 0) return null;
  const dataDir = resolve(variables.DATA_DIR || '.data');
  const port = Number(variables.PORT || 3000);
  const options = { port, host: '127.0.0.1', file: join(dataDir, 'sandbox.json') };
  const beside = await findSandboxBeside(options);
  return beside ? { ...beside, stop: () => undefined } : startSandboxBeside(options);
}
