import type { ConversationFacts, RequestPicture, ThreadFacts } from '#core/model/conversation.ts';
import { actor } from './account-request-samples.ts';

/** A conversation of the help desk as it was read, with what matters to a test. */
export function someFacts(overrides: Partial<ConversationFacts> = {}): ConversationFacts {
  return {
    id: 55,
    number: 1234,
    mailboxId: 1,
    subject: 'Une question',
    status: 'active',
    tags: [],
    webUrl: 'https://desk.example.org/conversation/55/1234/',
    createdAt: '2026-11-20T09:00:00Z',
    look: 'as it came',
    customer: { id: 9, firstName: 'Camille', lastName: 'Exemple', emails: ['camille@mairie.example.org'] },
    assignee: null,
    threads: [aThread()],
    hasOlder: false,
    usedSavedReply: false,
    attachments: [],
    ...overrides,
  };
}

/** An entry; by itself a customer's message. */
export function aThread(overrides: Partial<ThreadFacts> = {}): ThreadFacts {
  return {
    id: 551,
    kind: 'customer',
    isDraft: false,
    at: '2026-11-20T09:00:00Z',
    byEmail: 'camille@mairie.example.org',
    ...overrides,
  };
}

/** An agent places a saved reply that was proposed. */
export const savedReplyAsked = {
  type: 'saved-reply-requested',
  by: actor(),
  commandId: '0b1f5a80-3a53-4d8a-9d52-0c3f3b8d2a11',
  reply: 'valid',
  name: 'Demande compte admin',
  html: '<p>Bonjour</p>',
  send: false,
  proposed: 'valid',
} as const;

/** A request as a conversation is told of it. */
export function aPicture(overrides: Partial<RequestPicture> = {}): RequestPicture {
  return {
    requestId: '6f0f5a80-3a53-4d8a-9d52-0c3f3b8d2a11',
    step: 'pending',
    personId: 70,
    dealId: 90,
    ownerId: 11,
    decision: null,
    accountState: null,
    evidenceAskedAt: null,
    ...overrides,
  };
}
