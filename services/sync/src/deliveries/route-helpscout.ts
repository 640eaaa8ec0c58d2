import { readConversation } from '#core/processes/conversation/state.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';
import { tellConversation } from './conversations.ts';
import type { Routed } from './route-deliveries.ts';

/** The source of deliveries of Help Scout. */
export const helpscoutSource = 'helpscout-webhook';

/** Of a customer with more, the newest are read again; the sweep comes to the others when they change. */
const conversationsMax = 50;

/**
 * A webhook of Help Scout is only a hint: it carries no time, comes twice, late or out of order (helpscout.md 3). What
 * it speaks of is read again, whatever it says; of several that wait, once.
 */
export async function routeHelpscout(
  companyOf: CompanyOf,
  store: Store,
  { company, subject }: DeliveryRow,
  following: readonly DeliveryRow[],
): Promise<Routed> {
  const about = /:(conversation|customer):(\d+)$/.exec(subject);
  if (!about) return { state: 'ignored', reason: 'Not about a conversation or a customer.', advanced: [] };
  if (following.length > 0)
    return { state: 'routed', reason: 'Read together with the next one.', advanced: [] };
  const id = Number(about[2]);
  const ids = about[1] === 'conversation' ? [id] : await conversationsOf(store, company, id);
  if (ids.length === 0)
    return { state: 'ignored', reason: 'A customer without conversations.', advanced: [] };
  const advanced = [];
  for (const conversationId of ids) {
    const event = { type: 'conversation-hinted', conversationId } as const;
    advanced.push(...(await tellConversation(store, companyOf, company, conversationId, event)));
  }
  return { state: 'routed', reason: null, advanced };
}

async function conversationsOf(store: Store, companyId: string, customerId: number): Promise<number[]> {
  const rows = await linkedInstances(store, companyId, 'customer', [String(customerId)]);
  const newest = rows.filter(({ process }) => process === 'conversation').slice(-conversationsMax);
  // In one order: two deliveries that lead to the same ones wait for each other.
  return newest
    .map(({ state, version }) => readConversation(state, version).conversationId)
    .toSorted((one, other) => one - other);
}
