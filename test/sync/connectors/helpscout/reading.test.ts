import { describe, expect, it } from 'vitest';
import { nockOnly } from '../../../kit/nock-only.ts';
import { wordOf } from '../word-of.ts';
import { answers, conversation, desk, failureOf, origin, page, token } from './desk-api.ts';

nockOnly();
const { background } = desk();

describe('a conversation', () => {
  it('is told in our words', async () => {
    const [came] = [answers('get', '/v2/conversations/101', { body: conversation })];
    expect(await background.conversation(101)).toEqual({
      kind: 'there',
      conversation: {
        id: 101,
        number: 7,
        mailboxId: 11,
        subject: 'Un compte <b>admin</b> ?',
        status: 'active',
        state: 'published',
        tags: ['compte'],
        customerId: 55,
        customerEmail: 'camille@example.org',
        assignee: { id: 21, name: 'Agent Vente', email: 'vente@example.org' },
        createdAt: '2026-10-01T08:00:00.000Z',
        look: expect.stringMatching(/^[\w-]{43}$/),
        webUrl: 'https://secure.helpscout.net/conversation/101/7/',
      },
    });
    expect(came?.[0]?.authorization).toBe(`Bearer ${token}`);
  });

  it('is not later than what happened within its second', async () => {
    answers('get', '/v2/conversations/101', { body: conversation });
    const answer = await background.conversation(101);
    const createdAt = answer.kind === 'there' ? answer.conversation.createdAt : '';
    expect(createdAt < '2026-10-01T08:00:00.250Z').toBe(true);
  });

  it('may say next to nothing', async () => {
    const bare = { id: 101, mailboxId: 11, createdAt: '2026-10-01T08:00:00Z', tags: null, _links: null };
    answers('get', '/v2/conversations/101', { body: bare });
    expect(await background.conversation(101)).toMatchObject({
      kind: 'there',
      conversation: {
        number: null,
        subject: '',
        tags: [],
        customerId: null,
        customerEmail: null,
        assignee: null,
        webUrl: 'https://secure.helpscout.net/conversation/101/',
      },
    });
  });

  const lookOf = async (more: object) => {
    answers('get', '/v2/conversations/101', { body: { ...conversation, ...more } });
    const answer = await background.conversation(101);
    return answer.kind === 'there' ? answer.conversation.look : null;
  };
  it.each([
    ['somebody wrote', { threads: 3 }],
    ['a customer waits', { customerWaitingSince: { time: '2026-10-02T09:00:00Z', friendly: 'Now' } }],
    ['it was closed', { status: 'closed', closedAt: '2026-10-02T09:00:00Z' }],
    ['a colleague touched it', { userUpdatedAt: '2026-10-02T09:00:00Z' }],
    ['it was tagged', { tags: [{ tag: 'compte' }, { tag: 'autre' }] }],
    ['its subject changed', { subject: 'Autre' }],
    ['it was moved', { mailboxId: 12 }],
    ['it is another customer’s', { primaryCustomer: { ...conversation.primaryCustomer, id: 56 } }],
    ['it is somebody else’s to answer', { assignee: null }],
  ])('has another look once %s', async (_what, more) => {
    expect(await lookOf(more)).not.toBe(await lookOf({}));
  });

  it('has the same look whatever the order of its tags, and however long ago something was', async () => {
    const told = (tags: string[], friendly: string) => ({
      tags: tags.map((tag) => ({ tag })),
      customerWaitingSince: { time: '2026-10-02T09:00:00Z', friendly },
    });
    expect(await lookOf(told(['a', 'b'], 'Now'))).toBe(await lookOf(told(['b', 'a'], '1 hour ago')));
  });

  it('never leads to anything but a page', async () => {
    const body = { ...conversation, _links: { web: { href: 'javascript:alert(1)' } } };
    answers('get', '/v2/conversations/101', { body });
    const answer = await background.conversation(101);
    expect(answer.kind === 'there' && answer.conversation.webUrl).toBe(
      'https://secure.helpscout.net/conversation/101/7/',
    );
  });

  it('that was merged is where its address says, which is not followed', async () => {
    const headers = { location: 'https://elsewhere.example.org/v2/conversations/202' };
    answers('get', '/v2/conversations/101', { status: 301, headers });
    expect(await background.conversation(101)).toEqual({ kind: 'merged', intoId: 202 });
  });

  it.each([
    ['to itself', { location: `${origin}/v2/conversations/101` }],
    ['to another thing', { location: `${origin}/v2/users/5` }],
    ['to nowhere', {}],
  ])('that was moved %s cannot be read', async (_where, headers) => {
    answers('get', '/v2/conversations/101', { status: 301, headers });
    expect(await wordOf(background.conversation(101))).toBe('broken');
  });

  it.each([
    ['not there', { status: 404, body: { message: 'Not Found' } }],
    ['deleted', { body: { ...conversation, state: 'deleted' } }],
  ])('that is %s is gone', async (_what, answer) => {
    answers('get', '/v2/conversations/101', answer);
    expect(await background.conversation(101)).toEqual({ kind: 'gone' });
  });

  it('without an id is broken, and its words are not repeated', async () => {
    answers('get', '/v2/conversations/101', { body: { ...conversation, id: null } });
    const { failure } = await failureOf(background.conversation(101));
    expect(failure).toMatchObject({ vendor: 'helpscout', word: 'broken' });
    expect(failure.detail.fr).toContain('« id »');
    expect(failure.detail.fr).not.toContain('admin');
  });
});

describe('threads', () => {
  const thread = (id: number, more: object = {}) => ({
    id,
    type: 'customer',
    state: 'published',
    body: '<p>Bonjour&nbsp;!</p>',
    createdAt: '2026-10-01T08:00:00Z',
    createdBy: { id: 55, type: 'customer', email: 'Camille@example.org' },
    ...more,
  });

  it('are told as plain text, with who wrote and what came with it', async () => {
    const attachments = [
      { id: 1, filename: 'kbis.pdf', mimeType: 'application/pdf', size: 900, state: 'valid' },
      { id: 2, filename: 'virus.exe', mimeType: 'application/x', size: 900, state: 'pending' },
      { id: 3, filename: 'vide.txt', size: 0 },
      { id: 4, fileName: 'ancien.pdf', size: 4 },
    ];
    const entities = { associatedEntities: { originalConversation: '90' } };
    const rows = [
      thread(3, { type: 'message', state: 'draft', savedReplyId: 8, createdBy: { id: 21, type: 'user' } }),
      thread(2, {
        type: 'lineitem',
        action: { type: 'merged', ...entities },
        createdBy: null,
        savedReplyId: 0,
      }),
      thread(1, { action: { type: 'movedFromMailbox', ...entities }, _embedded: { attachments } }),
      thread(9, { type: 'of-tomorrow', createdBy: { id: 1, type: 'system_user' } }),
    ];
    answers('get', '/v2/conversations/101/threads', { body: page('threads', rows) });
    const [draft, merged, mail, unknown] = await background.threads(101);
    expect(draft).toMatchObject({ id: 3, type: 'message', state: 'draft', by: 'staff', savedReplyId: 8 });
    expect(merged).toMatchObject({ by: 'other', byEmail: null, mergedFromId: 90, savedReplyId: null });
    expect(mail).toMatchObject({ by: 'customer', byEmail: 'camille@example.org', text: 'Bonjour !' });
    expect(mail?.mergedFromId).toBeNull();
    expect(mail?.attachments).toEqual([
      { id: 1, name: 'kbis.pdf', mimeType: 'application/pdf', size: 900, isReady: true },
      { id: 2, name: 'virus.exe', mimeType: 'application/x', size: 900, isReady: false },
      { id: 3, name: 'vide.txt', mimeType: 'application/octet-stream', size: 0, isReady: false },
      { id: 4, name: 'ancien.pdf', mimeType: 'application/octet-stream', size: 4, isReady: true },
    ]);
    expect(unknown).toMatchObject({ type: 'of-tomorrow', by: 'other' });
  });

  it('are read to the number asked for, each once', async () => {
    const came = answers(
      'get',
      '/v2/conversations/101/threads',
      { body: page('threads', [thread(9), thread(8)], { next: true }) },
      { body: page('threads', [thread(8), thread(7)], { next: true }) },
    );
    expect((await background.threads(101, 3)).map(({ id }) => id)).toEqual([9, 8, 7]);
    expect(came.map(({ query }) => query.page)).toEqual([undefined, '2']);
  });

  it.each([
    ['no list', page('threads', [])],
    ['no list and a next', page('threads', [], { next: true })],
    ['a next on the last page', page('threads', [], { next: true, totalPages: 1 })],
  ])('may be none: %s', async (_what, body) => {
    answers('get', '/v2/conversations/101/threads', { body });
    expect(await background.threads(101)).toEqual([]);
  });

  it('end at an empty page in spite of its next', async () => {
    const full = { body: page('threads', [thread(1)], { next: true }) };
    answers('get', '/v2/conversations/101/threads', full, { body: page('threads', [], { next: true }) });
    expect(await background.threads(101)).toHaveLength(1);
  });
});

describe('what was modified', () => {
  it('is asked for in all statuses, newest change first, without fractions of a second', async () => {
    const body = page('conversations', [conversation], { next: true, totalPages: 2 });
    const came = answers('get', '/v2/conversations', { body }, { body });
    const since = new Date('2026-10-01T08:00:00.123Z');
    const { conversations, nextPage } = await background.modifiedSince(since, 1, [11, 12]);
    expect([conversations.map(({ id }) => id), nextPage]).toEqual([[101], 2]);
    expect(came[0]?.query).toEqual({
      status: 'all',
      modifiedSince: '2026-10-01T08:00:00Z',
      sortField: 'modifiedAt',
      sortOrder: 'desc',
      mailbox: '11,12',
    });
    expect((await background.modifiedSince(since, 2, [])).nextPage).toBeNull();
    expect(came[1]?.query).toMatchObject({ page: '2' });
    expect(came[1]?.query).not.toHaveProperty('mailbox');
  });

  it('ends at an empty page', async () => {
    answers('get', '/v2/conversations', { body: page('conversations', [], { next: true }) });
    expect(await background.modifiedSince(new Date(), 1, [])).toEqual({ conversations: [], nextPage: null });
  });
});
