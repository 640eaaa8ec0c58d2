import { beforeEach, describe, expect, it } from 'vitest';
import type { PlacedReply } from '#core/processes/conversation/state.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import { placeDraft } from '#sync/effect-handlers/helpscout/place-draft.ts';
import { aConversation, anEntry, deskError, type FakeDesk, fakeDesk } from '../../../fakes/fake-helpscout.ts';
import { actor } from '../../../kit/account-request-samples.ts';
import { contextOf } from '../../../kit/handler-context.ts';

const html =
  '<p>Bonjour Camille,</p><p>Voici le <a href="https://example.org/request">formulaire</a> &amp; la suite.</p>';
const effect = { kind: 'place-draft' as const, conversationId: 55, commandId: 'c1', html, send: false };

let fake: FakeDesk;
beforeEach(() => {
  fake = fakeDesk();
});

const run = (more: Partial<typeof effect> = {}, context = contextOf()) =>
  placeDraft(() => ({ background: fake.port, interactive: fake.port })).run({ ...effect, ...more }, context);
const replies = () => (fake.threads.get(55) ?? []).filter(({ type }) => type === 'message');

function placed(more: Partial<PlacedReply> = {}): PlacedReply {
  const at = new Date().toISOString();
  const as = { reply: 'valid', name: 'x', by: actor(), at, threadId: null, sentAt: null, isDiscarded: false };
  return { commandId: 'c1', ...as, ...more };
}
const again = (...known: PlacedReply[]) => contextOf({ repeated: true, conversation: { placed: known } });

describe('a reply that is placed', () => {
  it('is a draft, and leaves the status as it is', async () => {
    const { threadId } = await run();
    expect(replies()).toMatchObject([{ id: threadId, state: 'draft' }]);
    expect(fake.called('reply')).toEqual([
      [{ conversationId: 55, customerId: 9, html, status: 'pending', send: false }],
    ]);
  });

  it('is mailed where the settings say so', async () => {
    await run({ send: true });
    expect(replies()).toMatchObject([{ state: 'published' }]);
  });

  it('is one draft when the connection is cut after it was accepted', async () => {
    fake.fails.push({ name: 'reply', error: deskError('retry-later', true), after: true });
    const { threadId } = await run();
    expect(replies().map(({ id }) => id)).toEqual([threadId]);
  });

  it('is looked for a little later when it is not there yet after an unclear answer', async () => {
    fake.fails.push({ name: 'reply', error: deskError('retry-later', true) });
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutsideError);
    expect((error as OutsideError).failure).toMatchObject({ word: 'retry-later', retryAfterMs: 5_000 });
    expect(fake.called('reply')).toHaveLength(1);
  });

  it('is one draft after a restart, whatever Help Scout did to its HTML', async () => {
    fake.fails.push({ name: 'reply', error: deskError('retry-later', true), after: true });
    fake.fails.push({ name: 'threads', error: deskError('retry-later') });
    await expect(run()).rejects.toThrow();
    const [first] = replies();
    fake.threads.set(55, [
      ...(fake.threads.get(55) ?? []).filter(({ type }) => type !== 'message'),
      anEntry({ ...first, text: 'Bonjour Camille,\n\n Voici le\u00A0formulaire & la suite.\u200b' }),
    ]);
    expect(await run({}, again(placed()))).toMatchObject({ threadId: first?.id, commandId: 'c1' });
    expect(fake.called('reply')).toHaveLength(1);
  });

  it('is found again when an agent has sent it meanwhile', async () => {
    const { threadId } = await run();
    // Whoever sends a draft may become its author.
    const sent = replies().map((reply) => ({
      ...reply,
      state: 'published',
      byEmail: 'collegue@example.org',
    }));
    fake.threads.set(55, sent);
    expect(await run({}, again(placed()))).toMatchObject({ threadId });
  });

  it.each([
    ['an earlier command placed with the same words', { commandId: 'c0', threadId: 700 }, {}],
    ['is older than the command', {}, { createdAt: '2020-01-01T00:00:00Z' }],
    ['the customer wrote', {}, { by: 'customer' as const }],
    ['is a note', {}, { type: 'note' }],
  ])('is not mistaken for one that %s', async (_what, other, entry) => {
    const { threadId: before } = await run();
    const [draft] = replies();
    fake.threads.set(55, [anEntry({ ...draft, id: 700, ...entry })]);
    const known = 'commandId' in other ? [placed(other), placed()] : [placed()];
    const { threadId } = await run({}, again(...known));
    expect([before, 700]).not.toContain(threadId);
    expect(fake.called('reply')).toHaveLength(2);
  });

  it('is never mailed again once it may have left: what is placed then is a draft', async () => {
    const unclear = { ...again(placed()), unclear: true };
    await run({ send: true }, unclear);
    expect(replies()).toMatchObject([{ state: 'draft' }]);
  });

  it('is mailed by a later try when nothing left before', async () => {
    await run({ send: true }, again(placed()));
    expect(replies()).toMatchObject([{ state: 'published' }]);
  });

  it('is refused for good when Help Scout refuses it', async () => {
    fake.fails.push({ name: 'reply', error: deskError('rejected') });
    await expect(run()).rejects.toMatchObject({ failure: { word: 'rejected' } });
    expect(fake.called('threads')).toEqual([]);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['gone', null, /n’existe plus/],
    ['merged', { mergedInto: 56 }, /fusionnée/],
    ['without a customer', aConversation({ customerId: null }), /plus de client/],
  ])('a conversation that is %s is said in staff words, and gets nothing', async (_how, now, words) => {
    if (now) fake.conversations.set(55, now);
    else fake.conversations.delete(55);
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      failure: { word: 'not-found', title: { fr: expect.stringMatching(words) } },
    });
    expect(fake.called('reply')).toEqual([]);
  });

  it('without Help Scout somebody has to sign in again', async () => {
    const handler = placeDraft(() => null);
    await expect(handler.run(effect, contextOf())).rejects.toMatchObject({
      failure: { vendor: 'helpscout', word: 'sign-in-again' },
    });
  });
});
