import { beforeEach, describe, expect, it } from 'vitest';
import { readConversation } from '#sync/effect-handlers/helpscout/read-conversation.ts';
import { aConversation, anEntry, type FakeDesk, fakeDesk } from '../../../fakes/fake-helpscout.ts';
import { contextOf } from '../../../kit/handler-context.ts';

let fake: FakeDesk;
const merged: number[] = [];
const wrote: { emails: readonly string[]; at: string }[] = [];
beforeEach(() => {
  merged.length = 0;
  wrote.length = 0;
  fake = fakeDesk();
});

const read = () =>
  readConversation(
    () => ({ background: fake.port, interactive: fake.port }),
    {
      wereMerged: async (_companyId, ids) => void merged.push(...ids),
      clientWrote: async (_companyId, emails, at) => void wrote.push({ emails, at }),
    },
    {
      isFollowed: async (_company, mailboxId) => mailboxId === 301,
      ourReplies: async (_company, mailboxId) => new Set(mailboxId === 301 ? [501] : []),
    },
  ).run({ kind: 'read-conversation', conversationId: 55 }, contextOf());
const attachment = { id: 1, name: 'arrete.pdf', mimeType: 'application/pdf', size: 10, isReady: true };

describe('a conversation that is read', () => {
  it('bears every address of its customer once, the one it was written from first', async () => {
    fake.customers.set(9, {
      id: 9,
      firstName: 'Camille',
      lastName: 'Exemple',
      emails: ['perso@example.org', 'CAMILLE@mairie.example.org', 'pas une adresse'],
    });
    const { facts } = await read();
    expect(facts?.customer).toEqual({
      id: 9,
      firstName: 'Camille',
      lastName: 'Exemple',
      emails: ['camille@mairie.example.org', 'perso@example.org'],
    });
  });

  it('keeps the address of a customer whom Help Scout deleted', async () => {
    fake.customers.clear();
    expect((await read()).facts?.customer).toEqual({
      id: null,
      firstName: '',
      lastName: '',
      emails: ['camille@mairie.example.org'],
    });
  });

  it('tells drafts, notes, answers and unknown entries apart, without their texts', async () => {
    const staff = { by: 'staff' as const, byEmail: 'Vente@Example.org' };
    fake.threads.set(55, [
      anEntry({ id: 1, text: 'secret' }),
      anEntry({ id: 2, type: 'lineitem', ...staff }),
      anEntry({ id: 3, type: 'note', ...staff }),
      anEntry({ id: 4, type: 'message', state: 'draft', savedReplyId: 501, ...staff }),
      anEntry({ id: 5, type: 'message', ...staff }),
      anEntry({ id: 6, type: 'message', state: 'underreview', ...staff }),
      anEntry({ id: 7, type: 'chat' }),
      anEntry({ id: 8, type: 'phone', ...staff }),
    ]);
    const { facts } = await read();
    expect(facts?.threads.map(({ id, kind, isDraft }) => [id, kind, isDraft])).toEqual([
      [8, 'reply', false],
      [7, 'customer', false],
      [6, 'reply', true],
      [5, 'reply', false],
      [4, 'reply', true],
      [3, 'note', false],
      [2, 'other', false],
      [1, 'customer', false],
    ]);
    expect(facts?.threads[3]).toMatchObject({ byEmail: 'vente@example.org' });
    expect(JSON.stringify(facts)).not.toContain('secret');
  });

  it('lists what the customer attached, not what colleagues did', async () => {
    fake.threads.set(55, [
      anEntry({ id: 1, attachments: [attachment] }),
      anEntry({ id: 2, type: 'message', by: 'staff', attachments: [{ ...attachment, id: 2 }] }),
    ]);
    expect((await read()).facts?.attachments).toEqual([
      { ...attachment, threadId: 1, at: '2026-11-20T09:00:00Z' },
    ]);
  });

  it.each([
    ['ours', 501, true],
    ['another one', 777, false],
    ['none', null, false],
  ])('says whether an agent inserted a saved reply of ours: %s', async (_which, savedReplyId, isOurs) => {
    fake.threads.set(55, [
      anEntry({ id: 1 }),
      anEntry({ id: 2, type: 'message', by: 'staff', savedReplyId }),
    ]);
    expect((await read()).facts?.usedSavedReply).toBe(isOurs);
  });

  it('says that a long one has older entries', async () => {
    fake.threads.set(
      55,
      Array.from({ length: 60 }, (_, id) => anEntry({ id })),
    );
    const { facts } = await read();
    expect([facts?.threads.length, facts?.hasOlder]).toEqual([50, true]);
  });
});

it('tells when the customer wrote last, and nothing where agents alone did', async () => {
  fake.threads.set(55, [
    anEntry({ id: 1, type: 'customer', createdAt: '2026-11-20T09:00:00Z' }),
    anEntry({ id: 2, type: 'customer', createdAt: '2026-11-20T10:00:00Z' }),
    anEntry({ id: 3, type: 'note', createdAt: '2026-11-20T11:00:00Z' }),
  ]);
  await read();
  expect(wrote).toMatchObject([{ at: '2026-11-20T10:00:00Z' }]);
  fake.threads.set(55, [anEntry({ id: 1, type: 'message' })]);
  await read();
  expect(wrote).toHaveLength(1);
});

it('tells of those that were merged into it, each once', async () => {
  fake.threads.set(55, [
    anEntry({ id: 1, mergedFromId: 44 }),
    anEntry({ id: 2, mergedFromId: 44 }),
    anEntry({ id: 3 }),
  ]);
  await read();
  expect(merged).toEqual([44]);
});

describe('a conversation that is not there any more', () => {
  it.each([
    ['merged', { mergedInto: 56 }, 56],
    ['deleted', aConversation({ state: 'deleted' }), null],
    ['moved', aConversation({ mailboxId: 302 }), null],
    ['gone', null, null],
  ])('%s', async (_how, now, mergedIntoId) => {
    if (now) fake.conversations.set(55, now);
    else fake.conversations.delete(55);
    expect(await read()).toMatchObject({ facts: null, mergedIntoId });
  });
});
