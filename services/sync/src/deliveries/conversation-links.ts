import type { Kysely } from 'kysely';
import type { EffectOf } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { ConversationReference } from '#core/model/conversation.ts';
import { pictureOf } from '#core/processes/account-request/conversations.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { type AdvanceResult, advanceInstance, type CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { type InstanceRow, readInstance, type Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';
import type { Schema } from '../store/schema.ts';
import { type ConversationEvent, followedConversation, tellConversation } from './conversations.ts';
import { createClientWrote } from './conversions/tell-addresses.ts';
import { ringFor } from './route-deliveries.ts';

/** What conversations of the help desk and account requests tell each other. Nothing of it leaves the service. */
export interface ConversationLinks {
  /** @returns the request that was told; none when none, or more than one, matches */
  link(companyId: string, wanted: EffectOf<'link-conversation'>): Promise<string[]>;
  /** The conversations about accounts of these addresses, the newest first. */
  find(companyId: string, emails: readonly string[]): Promise<ConversationReference[]>;
  /** Those of them that nobody told us of yet are read from now on. */
  follow(companyId: string, conversationIds: readonly number[]): Promise<void>;
  /** Tells a conversation how a request stands now. */
  tellConversation(companyId: string, conversationId: number, requestId: string): Promise<void>;
  tellRequest(companyId: string, told: EffectOf<'tell-request'>): Promise<void>;
  /** What was known of a conversation is told to the one it was merged into. */
  followMerge(companyId: string, merged: InstanceRow, intoId: number): Promise<void>;
  /** A customer with one of these addresses wrote: clients that are followed hear of it. */
  clientWrote(companyId: string, emails: readonly string[], at: string): Promise<void>;
  /** These were merged into another one: those that are followed are read again, and say so. */
  wereMerged(companyId: string, conversationIds: readonly number[]): Promise<void>;
}

interface LinkParts {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
}

/** More than a person ever has about accounts. */
const foundMax = 20;

/** Each in one transaction; safe to repeat. */
export function createConversationLinks(parts: LinkParts): ConversationLinks {
  const { db, bell, companyOf } = parts;
  const inOne = async (work: (store: Store) => Promise<AdvanceResult[]>): Promise<AdvanceResult[]> => {
    const results = await db.transaction().execute(work);
    ringFor(bell, results);
    return results;
  };
  const tell = (store: Store, requestId: string, event: Event) => tellOne(store, companyOf, requestId, event);
  return {
    link: async (companyId, { conversationId: id, number, webUrl, emails, requestId, onlyAwaiting }) => {
      const conversation = { id, number, webUrl };
      const told = await inOne(async (store) => {
        const chosen = requestId ?? (await onlyRequest(store, companyId, emails, onlyAwaiting));
        if (chosen === null || !(await isRequest(store, companyId, chosen))) return [];
        return tell(store, chosen, { type: 'conversation-linked', conversation, by: null });
      });
      return told.map(({ instanceId }) => instanceId);
    },
    find: (companyId, emails) => findConversations(db, companyId, emails),
    follow: async (companyId, conversationIds) => {
      for (const conversationId of conversationIds) {
        if (await followedConversation(db, companyId, conversationId)) continue;
        await inOne((store) => hint(store, companyOf, companyId, conversationId));
      }
    },
    tellConversation: async (companyId, conversationId, requestId) => {
      await inOne(async (store) => {
        const event = await requestTold(store, requestId);
        return event ? tellConversation(store, companyOf, companyId, conversationId, event) : [];
      });
    },
    tellRequest: async (companyId, { conversationId, requestId, at, documents }) => {
      await inOne(async (store) => {
        if (!(await isRequest(store, companyId, requestId))) return [];
        return tell(store, requestId, { type: 'requester-replied', conversationId, at, documents });
      });
    },
    followMerge: async (companyId, merged, intoId) => {
      await inOne((store) => followMerge(store, companyOf, companyId, merged, intoId));
    },
    clientWrote: createClientWrote(parts),
    wereMerged: async (companyId, conversationIds) => {
      for (const conversationId of conversationIds) {
        const row = await followedConversation(db, companyId, conversationId);
        if (row && row.step !== 'gone')
          await inOne((store) => hint(store, companyOf, companyId, conversationId));
      }
    },
  };
}

function hint(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  conversationId: number,
): Promise<AdvanceResult[]> {
  const event = { type: 'conversation-hinted', conversationId } as const;
  return tellConversation(store, companyOf, companyId, conversationId, event);
}

/** Several that match are nobody's to choose from here; those that were withdrawn are over. */
async function onlyRequest(
  store: Store,
  companyId: string,
  emails: readonly string[],
  onlyAwaiting: boolean,
): Promise<string | null> {
  const rows = await linkedInstances(store, companyId, 'email', emails);
  const requests = rows.filter(
    ({ process, step }) =>
      process === 'account-request' && (onlyAwaiting ? step === 'awaiting-evidence' : step !== 'withdrawn'),
  );
  const [only, another] = requests;
  return only && !another ? only.id : null;
}

async function findConversations(
  store: Store,
  companyId: string,
  emails: readonly string[],
): Promise<ConversationReference[]> {
  const rows = await linkedInstances(store, companyId, 'customer-email', emails);
  const found = rows.toReversed().flatMap((row) => {
    if (row.process !== 'conversation') return [];
    const { conversationId: id, because, step, facts } = readConversation(row.state, row.version);
    // Links stay when the customer has become another one.
    const isTheirs = facts?.customer.emails.some((email) => emails.includes(email));
    return because === null || step === 'gone' || !facts || !isTheirs
      ? []
      : [{ id, number: facts.number, webUrl: facts.webUrl }];
  });
  return found.slice(0, foundMax);
}

async function requestTold(store: Store, requestId: string): Promise<ConversationEvent | null> {
  const row = await readInstance(store, requestId);
  if (row?.process !== 'account-request') return null;
  const picture = { requestId, ...pictureOf(readAccountRequest(row.state, row.version)) };
  return { type: 'request-told', picture };
}

async function isRequest(store: Store, companyId: string, requestId: string): Promise<boolean> {
  const row = await readInstance(store, requestId);
  return row?.company === companyId && row.process === 'account-request';
}

async function followMerge(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  { state, version }: InstanceRow,
  intoId: number,
): Promise<AdvanceResult[]> {
  const { requests } = readConversation(state, version);
  const event = {
    type: 'conversation-recognised' as const,
    conversationId: intoId,
    because: 'merged' as const,
  };
  const results = await tellConversation(store, companyOf, companyId, intoId, event);
  const conversation = await referenceTo(store, companyId, intoId);
  for (const { requestId } of requests) {
    const told = await requestTold(store, requestId);
    if (!told) continue;
    results.push(...(await tellConversation(store, companyOf, companyId, intoId, told)));
    const linked = { type: 'conversation-linked', conversation, by: null } as const;
    results.push(...(await tellOne(store, companyOf, requestId, linked)));
  }
  return results;
}

/** How a request names a conversation; of one that was not read yet, by its id. */
export async function referenceTo(
  store: Store,
  companyId: string,
  id: number,
): Promise<ConversationReference> {
  const row = await followedConversation(store, companyId, id);
  const facts = row && readConversation(row.state, row.version).facts;
  // Help Scout finds a conversation by its id alone (helpscout.md 2.2).
  return facts
    ? { id, number: facts.number, webUrl: facts.webUrl }
    : { id, number: null, webUrl: `https://secure.helpscout.net/conversation/${id}` };
}

async function tellOne(
  store: Store,
  companyOf: CompanyOf,
  requestId: string,
  event: Event,
): Promise<AdvanceResult[]> {
  const result = await advanceInstance(store, companyOf, requestId, event);
  return result ? [result] : [];
}
