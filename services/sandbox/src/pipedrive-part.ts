import type { MisbehaviourRules } from './misbehaviour.ts';
import { createPipedriveStandIn, type PipedriveStandIn } from './pipedrive/stand-in.ts';
import type { SandboxOptions } from './sandbox.ts';
import type { SandboxMemory } from './sandbox-memory.ts';
import { sandboxSecrets } from './secrets.ts';

const defaultRetryMs = [3000, 30_000, 150_000];
const instantRetryMs = [10, 20, 30];

type Shared = { now: () => Date; onChange: () => void; rules: MisbehaviourRules };

/**
 * Makes the Pipedrive stand-in of this sandbox: with its fixed credentials, the memory read back if there is
 * one, and webhooks that misbehave as the rules say.
 */
export function createPipedrive(
  options: SandboxOptions,
  memory: SandboxMemory,
  serviceUrl: string,
  { now, onChange, rules }: Shared,
): PipedriveStandIn {
  const standIn = createPipedriveStandIn({
    companyId: sandboxSecrets.companyId,
    apiToken: sandboxSecrets.apiToken,
    clientSecret: sandboxSecrets.clientSecret,
    webhookUser: sandboxSecrets.webhookUser,
    webhookPassword: sandboxSecrets.webhookPassword,
    serviceUrl,
    webhookRetryMs: options.webhookRetryMs ?? (options.instant ? instantRetryMs : defaultRetryMs),
    onChange,
    now,
    ...(memory.pipedrive ? { memory: memory.pipedrive } : {}),
    webhookMisbehaviour: () => webhookHabit(rules),
  });
  // A memory read back may point to where the service was last time.
  standIn.setServiceUrl(serviceUrl);
  if (options.instant) standIn.memory.limits.searchLagMs = 0;
  return standIn;
}

type WebhookHabit = { kind: 'duplicate' | 'late' | 'lost' | 'reorder'; ms?: number };

function webhookHabit(rules: MisbehaviourRules): WebhookHabit | undefined {
  const { rule } = rules.take('webhooks', 'POST', '');
  if (!rule) return undefined;
  const { kind, ms } = rule;
  if (kind !== 'duplicate' && kind !== 'late' && kind !== 'lost' && kind !== 'reorder') return undefined;
  return { kind, ...(ms === undefined ? {} : { ms }) };
}
