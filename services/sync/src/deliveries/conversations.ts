import type { Event } from '#core/events.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { type AdvanceResult, advanceInstance, type CompanyOf, startInstance } from '../engine/advance.ts';
import { lockSubject } from '../store/deliveries.ts';
import { type InstanceRow, readClock, type Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';

/** What a conversation of the help desk may hear. */
export type ConversationEvent = Extract<
  Event,
  {
    type:
      | 'conversation-hinted'
      | 'conversation-recognised'
      | 'conversation-link-requested'
      | 'request-told'
      | 'saved-reply-requested';
  }
>;

/** One merged into another that was merged, and so on: further than anybody goes. */
const mergesMax = 5;

/** Whatever moves a conversation goes one after the other, on all nodes; deliveries about it bear the same subject. */
export function conversationSubject(companyId: string, conversationId: number): string {
  return `helpscout:${companyId}:conversation:${conversationId}`;
}

/** Deliveries about a customer of the help desk. */
export function customerSubject(companyId: string, customerId: number): string {
  return `helpscout:${companyId}:customer:${customerId}`;
}

/** A conversation of the help desk as we follow it; undefined when we never heard of it. */
export async function followedConversation(
  store: Store,
  companyId: string,
  conversationId: number,
): Promise<InstanceRow | undefined> {
  const rows = await linkedInstances(store, companyId, 'conversation', [String(conversationId)]);
  return rows.find(({ process }) => process === 'conversation');
}

/**
 * Tells a conversation of an event; one we never heard of is followed from now on. What is not a hint goes to where
 * it was merged into. Call it in a transaction.
 */
export async function tellConversation(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  conversationId: number,
  event: ConversationEvent,
): Promise<AdvanceResult[]> {
  await lockSubject(store, conversationSubject(companyId, conversationId));
  const row = await survivor(store, companyId, conversationId, event);
  if (row) return advanced(await advanceInstance(store, companyOf, row.id, event));
  const begins = event.type === 'conversation-hinted' || event.type === 'conversation-recognised';
  const first: Event = begins ? event : { type: 'conversation-hinted', conversationId };
  const now = await readClock(store);
  const started = await startInstance(store, companyOf, {
    company: companyId,
    process: 'conversation',
    event: first,
    now,
  });
  if (begins || started.outcome !== 'advanced') return [started];
  return [started, ...advanced(await advanceInstance(store, companyOf, started.instanceId, event))];
}

async function survivor(
  store: Store,
  companyId: string,
  conversationId: number,
  event: ConversationEvent,
): Promise<InstanceRow | undefined> {
  let row = await followedConversation(store, companyId, conversationId);
  for (let count = 0; row && event.type !== 'conversation-hinted' && count < mergesMax; count += 1) {
    const { mergedIntoId } = readConversation(row.state, row.version);
    if (mergedIntoId === null) return row;
    await lockSubject(store, conversationSubject(companyId, mergedIntoId));
    const into = await followedConversation(store, companyId, mergedIntoId);
    if (!into) return row;
    row = into;
  }
  return row;
}

function advanced(result: AdvanceResult | undefined): AdvanceResult[] {
  return result ? [result] : [];
}
