import type { EffectOf } from '#core/effects.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Handler } from './handler.ts';

/** Tells the account request of a submission's person, born of what is known of them; answers its id, if there is one. */
export type OpenRequest = (
  submission: InstanceRow,
  effect: EffectOf<'open-request'>,
) => Promise<string | null>;

/** The account request begins here when the CRM's webhooks are slow or lost. Safe to repeat: a request hears it twice at worst. */
export function openRequest(open: OpenRequest): Handler<'open-request'> {
  return {
    vendor: 'pipedrive',
    run: async (effect, { instance }) => ({ requestId: await open(instance, effect) }),
  };
}
