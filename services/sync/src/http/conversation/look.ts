import { recognised } from '#core/processes/conversation/recognise.ts';
import {
  type ConversationState,
  newConversation,
  readConversation,
} from '#core/processes/conversation/state.ts';
import type { DeskConversation } from '../../connectors/helpscout/port.ts';
import { followedConversation, tellConversation } from '../../deliveries/conversations.ts';
import type { SeenAccount } from '../../deliveries/observe-account.ts';
import { ringFor } from '../../deliveries/route-deliveries.ts';
import type { InstanceRow, Store } from '../../store/instances.ts';
import type { Caller } from '../authenticate-surface.ts';
import { findRequests } from './find-requests.ts';
import { observeAccounts } from './observe-accounts.ts';
import type { ConversationOptions } from './options.ts';

/** A conversation, and what was looked up about it for one reader before its view is made. */
export interface Looked {
  /** As it was asked for: it may have been merged into the one that is shown. */
  askedId: number;
  state: ConversationState;
  /** Null: it is read for the first time at this moment. */
  instanceId: string | null;
  rows: readonly InstanceRow[];
  accounts: ReadonlyMap<string, SeenAccount>;
  earlier: readonly DeskConversation[];
  /** Help Scout was asked for the conversation, and did not say. */
  isSilent: boolean;
}

/** One merged into another that was merged, and so on: further than anybody goes. */
const mergesMax = 5;

/**
 * Looks a conversation up; nothing of it waits long for the outside. One that nobody told us of yet is followed from
 * now on, and read at once: ask for one beside it alone (door.ts).
 *
 * @returns undefined when there is none
 */
export async function lookAt(
  options: ConversationOptions,
  caller: Caller,
  conversationId: number,
): Promise<Looked | undefined> {
  const known = await knownConversation(options, caller, conversationId);
  if (!known) return undefined;
  const { state } = known;
  const { facts } = state;
  const linkedIds = state.requests.map(({ requestId }) => requestId);
  const { outside } = options;
  const customerId = facts?.customer.id ?? null;
  const [requests, earlier] = await Promise.all([
    findAndObserve(options, caller, { emails: facts?.customer.emails ?? [], linkedIds }),
    customerId === null ? [] : outside.conversationsOf(customerId),
  ]);
  const isSilent = facts === null;
  return { askedId: conversationId, ...known, ...requests, earlier: earlier ?? [], isSilent };
}

async function findAndObserve(
  options: ConversationOptions,
  caller: Caller,
  sought: Parameters<typeof findRequests>[2],
): Promise<Pick<Looked, 'rows' | 'accounts'>> {
  const rows = await findRequests(options, caller, sought);
  return { rows, accounts: await observeAccounts(options, rows) };
}

type Known = Pick<Looked, 'state' | 'instanceId'>;

async function knownConversation(
  options: ConversationOptions,
  caller: Caller,
  conversationId: number,
): Promise<Known | undefined> {
  const kept = await keptConversation(options.db, caller.company.id, conversationId);
  if (kept?.state.facts) return kept;
  const [facts] = await Promise.all([
    options.outside.conversation(conversationId),
    kept ? undefined : follow(options, caller.company.id, conversationId),
  ]);
  if (facts === null) return undefined;
  const now = kept ?? (await keptConversation(options.db, caller.company.id, conversationId));
  const state = now?.state ?? newConversation(conversationId);
  if (!facts || state.facts) return { state, instanceId: now?.instanceId ?? null };
  const because = recognised(state, facts, caller.company);
  return { state: { ...state, facts, because }, instanceId: now?.instanceId ?? null };
}

/** As it is kept, or as the one it was merged into is. */
export async function keptConversation(
  store: Store,
  companyId: string,
  conversationId: number,
): Promise<Known | undefined> {
  let id = conversationId;
  let known: Known | undefined;
  for (let count = 0; count < mergesMax; count += 1) {
    const row = await followedConversation(store, companyId, id);
    if (!row) return known;
    const state = readConversation(row.state, row.version);
    known = { state, instanceId: row.id };
    if (state.mergedIntoId === null) return known;
    id = state.mergedIntoId;
  }
  return known;
}

/** Follows a conversation that no webhook told of. */
async function follow(
  { db, bell, companies }: ConversationOptions,
  companyId: string,
  conversationId: number,
): Promise<void> {
  const event = { type: 'conversation-hinted', conversationId } as const;
  const results = await db
    .transaction()
    .execute((store) => tellConversation(store, companies.companyOf, companyId, conversationId, event));
  ringFor(bell, results);
}
