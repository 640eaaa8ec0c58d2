import { describe, expect, it } from 'vitest';
import { firstDecider } from '#core/company.ts';
import { conversation } from '#core/processes/conversation/process.ts';
import { readConversation } from '#core/processes/conversation/state.ts';
import { aCompany, actor, manager, robot } from '../../../kit/account-request-samples.ts';
import { aConversation, hinted, read, told } from '../../../kit/conversation-flow.ts';
import { aPicture, aThread, savedReplyAsked as reply, someFacts } from '../../../kit/conversation-samples.ts';
import { now } from '../../../kit/given-when-then.ts';

const aboutAccounts = someFacts({ subject: 'Un compte admin pour notre mairie ?' });

describe('what is heard of a conversation', () => {
  it('is a hint: it is read, once for all hints before the reading began', () => {
    const heard = aConversation().and(hinted, hinted);
    expect(heard.allKinds).toEqual(['read-conversation']);
    const again = heard.and(read());
    expect(again.kinds.filter((kind) => kind === 'read-conversation')).toHaveLength(1);
    expect(again.and(read()).kinds).toEqual([]);
  });

  it('is read again after a reading that gave up', () => {
    const failed = aConversation().and({
      type: 'effect-failed',
      effectId: 'e',
      kind: 'read-conversation',
      decision: 0,
      problem: {
        word: 'broken',
        title: { fr: 'En panne', en: 'Broken' },
        detail: { fr: 'Plus tard', en: 'Later' },
      },
    });
    expect(failed.and(hinted).kinds).toEqual(['read-conversation']);
  });

  it('is read at once after a reading that gave up while more was heard', () => {
    const problem = { word: 'broken', title: { fr: 'x', en: 'x' }, detail: { fr: 'x', en: 'x' } } as const;
    const gaveUp = { effectId: 'e', kind: 'read-conversation', decision: 0, problem } as const;
    const failed = aConversation().and(hinted, { type: 'effect-failed', ...gaveUp });
    expect(failed.kinds).toEqual(['read-conversation']);
  });

  it('says nothing of conversations that were never heard of', () => {
    const decision = conversation.start({ type: 'request-told', picture: aPicture() }, context);
    expect(decision.outcome).toBe('ignored');
  });
});

describe('a conversation is about accounts', () => {
  it.each([
    ['by its tag', someFacts({ tags: ['Compte-Admin'] }), 'tag'],
    ['by a saved reply that an agent inserted', someFacts({ usedSavedReply: true }), 'saved-reply'],
    ['by its subject, whatever the capitals', someFacts({ subject: 'Re: COMPTE ADMIN' }), 'subject'],
  ])('%s', (_how, facts, because) => {
    expect(aConversation().and(read(facts)).state.because).toBe(because);
  });

  it('because the form was opened from it, a request tells of it, or a reply was placed', () => {
    const known = aConversation().and(read());
    expect(known.state.because).toBeNull();
    const recognised = { type: 'conversation-recognised', conversationId: 55, because: 'form' } as const;
    expect(known.and(recognised).state.because).toBe('form');
    expect(known.and(told()).state.because).toBe('request');
    expect(known.and(reply).state.because).toBe('saved-reply');
  });

  it('or is not: then only a request that awaits a document is looked for, once', () => {
    const other = aConversation().and(read());
    expect(other.effects).toMatchObject([{ kind: 'link-conversation', onlyAwaiting: true }]);
    expect(other.and(hinted, read()).kinds).toEqual([]);
  });
});

describe('a conversation about accounts', () => {
  it('is tagged once and linked by every address; a new address is looked for again', () => {
    const first = aConversation().and(read(aboutAccounts));
    expect(first.kinds).toEqual(['tag-conversation', 'link-conversation']);
    const emails = ['camille@mairie.example.org', 'c.exemple@example.org'];
    const customer = { ...aboutAccounts.customer, emails };
    const more = first.and(hinted, read({ ...aboutAccounts, customer }));
    expect(more.kinds).toEqual(['link-conversation']);
    expect(more.effects[0]).toMatchObject({ emails, requestId: null });
    expect(more.and(hinted, read({ ...aboutAccounts, customer })).kinds).toEqual([]);
  });

  it('does not fight an agent who takes the tag off, nor tags what has it', () => {
    const tagged = aConversation().and(read({ ...aboutAccounts, tags: ['compte-admin'] }));
    expect(tagged.kinds).toEqual(['link-conversation']);
    expect(tagged.and(hinted, read({ ...aboutAccounts, tags: [] })).kinds).toEqual([]);
  });

  it('leaves a note on the deal, one per deal, and keeps the properties of the customer', () => {
    const linked = aConversation().and(read(aboutAccounts), told());
    expect(linked.kinds).toEqual(['keep-submission-as-note', 'update-customer-properties']);
    expect(linked.effects[0]).toMatchObject({ dealId: 90, mark: 'Conversation Help Scout n° 1234' });
    const unnumbered = aConversation().and(read({ ...aboutAccounts, number: null }), told());
    expect(unnumbered.effects[0]).toMatchObject({
      mark: expect.stringMatching(/^Conversation Help Scout \(\d.* 20\d\d à \d\d:\d\d\)$/),
    });
    expect(linked.and(told()).kinds).toEqual([]);
    expect(linked.and(told({ dealId: 91 })).effects[0]).toMatchObject({ dealId: 91 });
  });

  it('is told each outcome once, and not what is under way', () => {
    const linked = aConversation().and(read(aboutAccounts), told());
    const decision = {
      type: 'refuse',
      reason: 'individual',
      by: 'Équipe vente',
      from: 'slack',
      at: '2026-11-22T09:00:00Z',
    } as const;
    const refused = linked.and(told({ step: 'refused', decision }));
    expect(refused.kinds).toEqual(['note-on-conversation', 'update-customer-properties']);
    expect(refused.effects[0]).toMatchObject({
      mark: expect.stringContaining('refusée'),
      lines: ['Particulier ou entreprise', 'Par Équipe vente depuis Slack'],
    });
    expect(refused.and(told({ step: 'refused', decision, ownerId: 22 })).kinds).toEqual([
      'update-customer-properties',
    ]);
  });

  it('tells the request that its person answered, with what is attached since, scanned or not yet', () => {
    const asked = told({ step: 'awaiting-evidence', evidenceAskedAt: '2026-11-21T09:00:00Z' });
    const waiting = aConversation().and(read(aboutAccounts), asked);
    expect(waiting.kinds).not.toContain('tell-request');
    const file = { id: 7, threadId: 552, name: 'délibération.pdf', mimeType: 'application/pdf', size: 10 };
    const at = '2026-11-22T08:00:00Z';
    const answered = {
      ...aboutAccounts,
      threads: [aThread({ id: 552, at }), aThread()],
      attachments: [
        { ...file, isReady: true, at },
        { ...file, id: 8, isReady: false, at },
        { ...file, id: 9, isReady: true, at: '2026-11-20T09:00:00Z' },
      ],
    };
    const moved = waiting.and(hinted, read(answered));
    const documents = [{ ...file, at, conversationId: 55 }, { id: 8 }];
    expect(moved.effects).toMatchObject([{ kind: 'tell-request', at, documents }]);
    expect(moved.and(hinted, read(answered)).kinds).toEqual([]);
  });

  it('is followed into the one it was merged into', () => {
    const merged = aConversation().and(read(aboutAccounts), hinted, read(null, 56));
    expect(merged.state).toMatchObject({ step: 'gone', mergedIntoId: 56 });
    expect(merged.effects).toEqual([{ kind: 'follow-merge', intoId: 56 }]);
    const deleted = aConversation().and(read(aboutAccounts), hinted, read(null));
    expect([deleted.state.step, deleted.kinds]).toEqual(['gone', []]);
  });

  it('of several requests, tells the one a person chose', () => {
    const chosen = { type: 'conversation-link-requested', by: actor(), requestId: 'r-2' } as const;
    const unread = conversation.decide(aConversation().state, chosen, context);
    expect(unread).toMatchObject({ outcome: 'refused', reason: { key: 'conversation-unread' } });
    expect(aConversation().and(read(), chosen).effects).toMatchObject([
      { kind: 'link-conversation', requestId: 'r-2' },
    ]);
  });
});

describe('the answer clock', () => {
  const friday = { createdAt: '2026-11-20T16:00:00Z', threads: [aThread({ at: '2026-11-20T16:00:00Z' })] };

  it('starts with the first question, and warns once before it is late, by mail without Slack', () => {
    const waiting = aConversation().and(read(someFacts(friday)));
    expect(waiting.state.step).toBe('waiting');
    // Friday 17:00 in Paris and 20 hours of working days: Monday 13:00.
    expect(waiting.timers).toEqual([{ name: 'answer-warning', dueAt: '2026-11-23T12:00:00.000Z' }]);
    const warned = waiting.and({ type: 'timer-fired', name: 'answer-warning' });
    expect(warned.effects).toMatchObject([{ kind: 'send-email', template: 'answer-due' }]);
    const twice = conversation.decide(warned.state, { type: 'timer-fired', name: 'answer-warning' }, context);
    expect(twice.outcome).toBe('ignored');
  });

  it('warns the owner of the deal, or the first decider while that is the robot', () => {
    const warnedOf = (ownerId: number) => {
      const linked = aConversation().and(read(someFacts(friday)), told({ ownerId }));
      return linked.and({ type: 'timer-fired', name: 'answer-warning' }).effects.at(-1);
    };
    const { staff } = aCompany();
    const emailOf = (wanted: number) => staff.find(({ id }) => id === wanted)?.email;
    expect(warnedOf(manager)).toMatchObject({ kind: 'send-email', to: emailOf(manager) });
    expect(warnedOf(robot)).toMatchObject({ kind: 'send-email', to: firstDecider(aCompany())?.email });
  });

  it('warns in Slack where the company is followed there, and whom it is assigned to', () => {
    const assignee = { name: 'Équipe support', email: 'support@example.org' };
    const waiting = aConversation().and(read(someFacts({ ...friday, assignee })));
    const decision = conversation.decide(
      waiting.state,
      { type: 'timer-fired', name: 'answer-warning' },
      { now, company: { ...aCompany(), announces: true } },
    );
    expect(decision).toMatchObject({
      effects: [{ effect: { kind: 'warn-of-waiting', toEmail: 'support@example.org' } }],
    });
  });

  it('says nothing of what was late before it was first seen', () => {
    const late = someFacts({
      createdAt: '2026-11-02T09:00:00Z',
      threads: [aThread({ at: '2026-11-02T09:00:00Z' })],
    });
    expect(aConversation().and(read(late)).timers).toEqual([]);
  });

  it('ends with an answer, not with a draft, and when it is closed', () => {
    const draft = aThread({ id: 2, kind: 'reply', isDraft: true, at: '2026-11-20T17:00:00Z' });
    const drafted = aConversation().and(read(someFacts({ ...friday, threads: [draft, ...friday.threads] })));
    expect(drafted.state.step).toBe('waiting');
    const sent = { ...draft, isDraft: false };
    const answered = drafted.and(hinted, read(someFacts({ ...friday, threads: [sent, ...friday.threads] })));
    expect(answered.state).toMatchObject({ step: 'answered', answeredAt: sent.at });
    expect(aConversation().and(read(someFacts({ ...friday, status: 'closed' }))).state.step).toBe('closed');
  });
});

it('reads what it stored, and nothing of a newer release', () => {
  const { state } = aConversation().and(read(aboutAccounts));
  expect(readConversation(JSON.parse(JSON.stringify(state)), 1)).toEqual(state);
  expect(() => readConversation(state, 2)).toThrow(/newer release/);
});

const context = { now, company: { ...aCompany(), desk: true } };
