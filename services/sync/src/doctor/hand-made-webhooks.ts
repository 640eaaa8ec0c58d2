import type { HeardObject } from '#core/webhook-plan.ts';
import type { Webhook } from '../connectors/pipedrive/port-setup.ts';

/** What is wrong with a subscription somebody made by hand. */
export type SubscriptionFault = 'missing' | 'inactive' | 'incomplete' | 'unprotected' | 'old-version';

/** Where Pipedrive has to send to. */
export function webhookAddress(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/pipedrive`;
}

/** The fault of the best subscription for an object; null when it tells everything. @param address where ours call */
export function subscriptionFault(
  webhooks: readonly Webhook[],
  object: HeardObject,
  address: string,
): SubscriptionFault | null {
  const faults = webhooks
    .filter(({ subscriptionUrl }) => subscriptionUrl === address)
    .filter((webhook) => webhook.object === object || webhook.object === '*')
    .map(faultOf);
  return faults.includes(null) ? null : (faults[0] ?? 'missing');
}

function faultOf({ action, isActive, userName, version }: Webhook): SubscriptionFault | null {
  if (!isActive) return 'inactive';
  if (action !== '*') return 'incomplete';
  if (userName === null) return 'unprotected';
  return version.startsWith('2') ? null : 'old-version';
}
