import { existsSync } from 'node:fs';
import { unconfiguredVendors, vendorVariables } from './environment.ts';

/** What the environment does not say, `.env` in the working folder may. */
export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** What belongs to the sandbox's Pipedrive, beside the variables that make one real. */
const ofSandboxPipedrive = [
  'PIPEDRIVE_API_URL',
  'PIPEDRIVE_OAUTH_URL',
  'PIPEDRIVE_CLIENT_ID',
  'SETTINGS_FILE',
  'SWEEP_SECONDS',
];

/** What the environment says, completed by the sandbox for the vendors it stands in for. */
export function completedBySandbox(
  variables: NodeJS.ProcessEnv,
  sandbox: { environment: Record<string, string> } | null,
): NodeJS.ProcessEnv {
  if (!sandbox) return variables;
  const missing = unconfiguredVendors(variables);
  const names = new Set<string>(missing.flatMap((vendor) => Object.keys(vendorVariables[vendor])));
  if (missing.includes('pipedrive')) {
    for (const name of ofSandboxPipedrive) names.add(name);
  }
  if (missing.includes('mail')) names.add('MAIL_REPLY_TO');
  const added = Object.entries(sandbox.environment).filter(([name]) => names.has(name) && !variables[name]);
  return { ...variables, ...Object.fromEntries(added) };
}
