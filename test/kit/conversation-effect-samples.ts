import type { ConversationEffectKind } from '#core/conversation-effects.ts';
import type { EffectOf, EffectResult } from '#core/effects.ts';
import { someFacts } from './conversation-samples.ts';

const requestId = '6f0f5a80-3a53-4d8a-9d52-0c3f3b8d2a11';
const webUrl = 'https://desk.example.org/conversation/55/1234/';
const emails = ['camille@mairie.example.org'];

/** One effect of every kind that follows conversations, with what it answers. */
export const conversationEffectSamples: {
  [Each in ConversationEffectKind]: { effect: EffectOf<Each>; result: EffectResult<Each> };
} = {
  'read-conversation': {
    effect: { kind: 'read-conversation', conversationId: 55 },
    result: { facts: someFacts(), mergedIntoId: null },
  },
  'follow-merge': { effect: { kind: 'follow-merge', intoId: 56 }, result: {} },
  'link-conversation': {
    effect: {
      kind: 'link-conversation',
      ...{ conversationId: 55, number: 1234, webUrl, emails, requestId: null },
      onlyAwaiting: false,
    },
    result: { requestIds: [requestId] },
  },
  'find-conversations': {
    effect: { kind: 'find-conversations', emails },
    result: { conversations: [{ id: 55, number: 1234, webUrl }] },
  },
  'tell-conversation': { effect: { kind: 'tell-conversation', conversationId: 55 }, result: {} },
  'tell-request': {
    effect: {
      kind: 'tell-request',
      conversationId: 55,
      requestId,
      at: '2026-11-22T09:00:00Z',
      documents: [],
    },
    result: {},
  },
  'tag-conversation': {
    effect: { kind: 'tag-conversation', conversationId: 55, tag: 'compte-admin' },
    result: {},
  },
  'note-on-conversation': {
    effect: { kind: 'note-on-conversation', conversationId: 55, mark: 'Acceptée', lines: ['Par l’équipe'] },
    result: {},
  },
  'place-draft': {
    effect: {
      kind: 'place-draft',
      conversationId: 55,
      commandId: '0b1f5a80-3a53-4d8a-9d52-0c3f3b8d2a11',
      html: '<p>Bonjour</p>',
      send: false,
    },
    result: { threadId: 552, commandId: '0b1f5a80-3a53-4d8a-9d52-0c3f3b8d2a11' },
  },
  'update-customer-properties': {
    effect: {
      kind: 'update-customer-properties',
      conversationId: 55,
      customerId: 9,
      requestStep: 'accepted',
      accountState: 'invited',
      ownerId: 21,
      dealId: 90,
    },
    result: { missing: [] },
  },
  'warn-of-waiting': {
    effect: {
      kind: 'warn-of-waiting',
      conversationId: 55,
      number: 1234,
      subject: 'Une question',
      webUrl,
      waitingSince: '2026-11-20T09:00:00Z',
      dueAt: '2026-11-23T09:00:00Z',
      toEmail: 'vente@example.org',
    },
    result: {},
  },
};
