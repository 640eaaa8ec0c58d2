import { beforeEach, expect, it } from 'vitest';
import { findConversations } from '#sync/effect-handlers/helpscout/find-conversations.ts';
import { aConversation, deskError, type FakeDesk, fakeDesk } from '../../../fakes/fake-helpscout.ts';
import { contextOf } from '../../../kit/handler-context.ts';

const emails = ['camille@mairie.example.org'];
const known = { id: 7, number: 70, webUrl: 'https://desk.example.org/conversation/7' };
let fake: FakeDesk;
let followed: number[];
beforeEach(() => {
  fake = fakeDesk();
  followed = [];
});

const run = ({ hasDesk = true } = {}) =>
  findConversations(
    { find: async () => [known], follow: async (_company, ids) => void followed.push(...ids) },
    () => (hasDesk ? { background: fake.port, interactive: fake.port } : null),
    async (_company, mailboxId) => mailboxId === 301,
  ).run({ kind: 'find-conversations', emails }, contextOf());

it('has those read that look to be about accounts, in the inboxes that are followed', async () => {
  const listed = [
    aConversation({ id: 1, tags: ['Compte-Admin'] }),
    aConversation({ id: 2, subject: 'Un compte admin ?' }),
    aConversation({ id: 3, subject: 'Panne du site' }),
    aConversation({ id: 4, tags: ['compte-admin'], mailboxId: 302 }),
  ];
  fake.port.conversationsWith = async (asked) => (asked === emails ? listed : []);
  expect(await run()).toEqual({ conversations: [known] });
  expect(followed).toEqual([1, 2]);
});

it('tells what is known when Help Scout does not answer, or is not there', async () => {
  fake.fails.push({ name: 'conversationsWith', error: deskError('retry-later') });
  expect(await run()).toEqual({ conversations: [known] });
  expect(await run({ hasDesk: false })).toEqual({ conversations: [known] });
  expect(followed).toEqual([]);
});
