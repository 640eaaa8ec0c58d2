import type { Configuration } from './commands/configuration.ts';
import { createConfiguring } from './configuring.ts';
import { openBeside } from './open-beside.ts';

/**
 * Opens what operator commands about the configuration need.
 * @throws EnvironmentError, SettingsError or SandboxError with what is missing
 */
export async function openConfiguration(variables: NodeJS.ProcessEnv): Promise<Configuration> {
  const installation = await openBeside(variables);
  const { companies, close } = installation;
  return { ...createConfiguring(installation), companyIds: companies.ids, close };
}
