import { existsSync } from 'node:fs';
import { allVendorVariables, unconfiguredVendors } from './environment.ts';

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

/** What belongs to the sandbox's Slack; its app may be installed, too. */
const ofSandboxSlack = ['SLACK_CHANNEL', 'SLACK_API_URL', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'];

/** What the environment says, completed by the sandbox for the vendors it stands in for. */
export function completedBySandbox(
  variables: NodeJS.ProcessEnv,
  sandbox: { environment: Record<string, string> } | null,
): NodeJS.ProcessEnv {
  if (!sandbox) return variables;
  const missing = unconfiguredVendors(variables);
  const names = new Set<string>(missing.flatMap((vendor) => Object.keys(allVendorVariables[vendor])));
  if (missing.includes('pipedrive')) {
    for (const name of ofSandboxPipedrive) names.add(name);
  }
  if (missing.includes('slack')) {
    for (const name of ofSandboxSlack) names.add(name);
  }
  if (missing.includes('helpscout')) names.add('HELPSCOUT_API_URL');
  if (missing.includes('mail')) names.add('MAIL_REPLY_TO');
  const added = Object.entries(sandbox.environment).filter(([name]) => names.has(name) && !variables[name]);
  return { ...variables, ...Object.fromEntries(added) };
}
