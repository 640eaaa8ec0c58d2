import { beforeEach, describe, expect, it } from 'vitest';
import { noteOnConversation } from '#sync/effect-handlers/helpscout/note-on-conversation.ts';
import { tagConversation } from '#sync/effect-handlers/helpscout/tag-conversation.ts';
import { aConversation, anEntry, deskError, type FakeDesk, fakeDesk } from '../../../fakes/fake-helpscout.ts';
import { contextOf } from '../../../kit/handler-context.ts';

let fake: FakeDesk;
beforeEach(() => {
  fake = fakeDesk();
});
const desk = () => ({ background: fake.port, interactive: fake.port });

describe('a tag', () => {
  const tag = (name = 'compte-admin') =>
    tagConversation(desk).run({ kind: 'tag-conversation', conversationId: 55, tag: name }, contextOf());

  it('comes beside those that are there at that moment', async () => {
    fake.conversations.set(55, aConversation({ tags: ['vip', 'urgent'] }));
    await tag();
    expect(fake.called('setTags')).toEqual([[55, ['vip', 'urgent', 'compte-admin']]]);
  });

  it('is not written where it is, whatever its capitals', async () => {
    fake.conversations.set(55, aConversation({ tags: ['Compte-Admin'] }));
    await tag();
    expect(fake.called('setTags')).toEqual([]);
  });

  it.each([[{ mergedInto: 56 }], [null]])('is not written to a conversation that left', async (now) => {
    if (now) fake.conversations.set(55, now);
    else fake.conversations.delete(55);
    expect(await tag()).toEqual({});
    expect(fake.called('setTags')).toEqual([]);
  });
});

describe('a note', () => {
  const mark = 'Demande de compte administrateur\u00A0: refusée (3 juin 2026 à 10:00)';
  const effect = {
    kind: 'note-on-conversation' as const,
    conversationId: 55,
    mark,
    lines: ['<img src=x onerror=alert(1)>', 'Par Équipe vente'],
  };
  const note = (repeated = false) => noteOnConversation(desk).run(effect, contextOf({ repeated }));

  it('is text alone, whatever stands in it, and leaves the status as it is', async () => {
    await note();
    expect(fake.called('note')).toEqual([
      [
        {
          conversationId: 55,
          html: `<b>${mark}</b><br>&lt;img src=x onerror=alert(1)&gt;<br>Par Équipe vente`,
          status: 'pending',
        },
      ],
    ]);
  });

  it('is written once, though its answer got lost', async () => {
    fake.fails.push({ name: 'note', error: deskError('retry-later', true), after: true });
    await expect(note()).rejects.toThrow();
    await note(true);
    expect(fake.called('note')).toHaveLength(1);
  });

  it('is not mistaken for what a customer or a colleague wrote, nor for another outcome', async () => {
    const other = 'Demande de compte administrateur : acceptée (3 juin 2026 à 10:00)';
    fake.threads.set(55, [
      anEntry({ text: mark }),
      anEntry({ type: 'note', by: 'staff', byEmail: 'collegue@example.org', text: mark }),
      anEntry({ type: 'note', by: 'staff', byEmail: null, text: other }),
    ]);
    await note(true);
    expect(fake.called('note')).toHaveLength(1);
  });

  it('is not written to a conversation that was merged: the other one has its own', async () => {
    fake.conversations.set(55, { mergedInto: 56 });
    await note();
    expect(fake.called('note')).toEqual([]);
  });
});
