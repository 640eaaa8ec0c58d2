import { describe, expect, it } from 'vitest';
import { conversation } from '#core/processes/conversation/process.ts';
import { aCompany } from '../../../kit/account-request-samples.ts';
import { aConversation, hinted, read } from '../../../kit/conversation-flow.ts';
import { aThread, savedReplyAsked as reply, someFacts } from '../../../kit/conversation-samples.ts';
import { now } from '../../../kit/given-when-then.ts';

const aboutAccounts = someFacts({ subject: 'Un compte admin pour notre mairie ?' });

describe('a saved reply', () => {
  const placed = {
    type: 'effect-done',
    effectId: 'e',
    kind: 'place-draft',
    decision: 0,
    result: { threadId: 600, commandId: reply.commandId },
  };
  const draft = aThread({ id: 600, kind: 'reply', isDraft: true, at: '2026-11-22T09:00:00Z' });
  const done = () => aConversation().and(read(aboutAccounts), reply, placed as never);

  it('is placed once while its draft waits', () => {
    const asked = aConversation().and(read(aboutAccounts), reply);
    expect(asked.effects).toMatchObject([{ kind: 'place-draft', html: '<p>Bonjour</p>', send: false }]);
    const again = conversation.decide(asked.state, { ...reply, commandId: 'another' }, context);
    expect(again).toMatchObject({ outcome: 'ignored', reason: { key: 'draft-waits' } });
  });

  it('is read again once placed, and known as sent when its entry is no draft any more', () => {
    expect(done().kinds).toEqual(['read-conversation']);
    const waiting = done().and(read({ ...aboutAccounts, threads: [draft, aThread()] }));
    expect(waiting.state.placed).toMatchObject([{ threadId: 600, sentAt: null, isDiscarded: false }]);
    const sent = waiting.and(
      hinted,
      read({ ...aboutAccounts, threads: [{ ...draft, isDraft: false }, aThread()] }),
    );
    expect(sent.state.placed).toMatchObject([{ sentAt: draft.at }]);
    expect(sent.state.step).toBe('answered');
  });

  it('that was thrown away may be placed again; one that is not listed yet is not thrown away', () => {
    const unlisted = done().and(read(aboutAccounts));
    expect(unlisted.state.placed).toMatchObject([{ isDiscarded: false }]);
    const later = { ...context, now: '2026-11-22T09:32:00.000Z' };
    const gone = conversation.decide(unlisted.state, read(aboutAccounts), later);
    if (gone.outcome !== 'advanced') throw new Error(gone.reason.key);
    expect(gone.state.placed).toMatchObject([{ isDiscarded: true }]);
    const another = conversation.decide(gone.state, { ...reply, commandId: 'another' }, later);
    expect(another).toMatchObject({ outcome: 'advanced', effects: [{ effect: { kind: 'place-draft' } }] });
    const turnedUp = conversation.decide(
      gone.state,
      read({ ...aboutAccounts, threads: [draft, aThread()] }),
      later,
    );
    expect(turnedUp).toMatchObject({ state: { placed: [{ isDiscarded: false }] } });
  });

  it('is known by its command, whichever of two is placed first', () => {
    const two = aConversation().and(read(aboutAccounts), reply, {
      ...reply,
      reply: 'individualOrCompany',
      commandId: 'second',
    });
    const second = { ...placed, result: { threadId: 700, commandId: 'second' } };
    const { state } = two.and(second as never);
    expect(state.placed.map(({ commandId, threadId }) => [commandId, threadId])).toEqual([
      [reply.commandId, null],
      ['second', 700],
    ]);
  });

  it('says in the journal whether it was the one that was proposed, and when it left', () => {
    const asked = conversation.decide(aConversation().and(read(aboutAccounts)).state, reply, context);
    expect(asked.reason).toMatchObject({ key: 'reply-as-proposed' });
    const sent = { ...aboutAccounts, threads: [{ ...draft, isDraft: false }, aThread()] };
    const left = conversation.decide(done().state, read(sent), context);
    expect(left.reason).toMatchObject({ key: 'reply-sent', values: { name: 'Demande compte admin' } });
  });
});

const context = { now, company: { ...aCompany(), desk: true } };
