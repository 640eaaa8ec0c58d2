import { describe, expect, it } from 'vitest';
import { ids, mail } from './kit.ts';
import { deskStage } from './stage.ts';

const stage = deskStage();

const acts = () => stage.sandbox.helpscout.acts;
const found = async (query: string) => {
  const { status, body } = await stage.api.call('GET', `/conversations${query}`);
  if (status !== 200) return status;
  const list: { id: number }[] = body._embedded?.conversations ?? [];
  return list.map(({ id }) => id);
};

describe('conversations of Help Scout', () => {
  it('gives lists as HAL, without _embedded when they are empty', async () => {
    const empty = await stage.api.call('GET', '/conversations');
    expect(empty.headers.get('content-type')).toContain('application/hal+json');
    expect(empty.body).toEqual({
      _links: expect.objectContaining({
        self: expect.anything(),
        page: expect.objectContaining({ templated: true }),
      }),
      page: { size: 25, totalElements: 0, totalPages: 0, number: 1 },
    });
    expect(empty.body._links).not.toHaveProperty('next');
    stage.sandbox.helpscout.memory.settings.hasBogusNext = true;
    expect((await stage.api.call('GET', '/conversations')).body._links).toHaveProperty('next');
  });

  it('goes on by pages', async () => {
    const made = [1, 2, 3].map((n) => acts().mailArrives(mail({ subject: `n${n}` })).conversationId);
    stage.sandbox.helpscout.memory.settings.pageSize = 2;
    const first = await stage.api.call('GET', '/conversations?sortField=number&sortOrder=asc');
    expect(first.body.page).toEqual({ size: 2, totalElements: 3, totalPages: 2, number: 1 });
    const { search } = new URL(first.body._links.next.href);
    expect(await found(search)).toEqual(made.slice(2));
    expect(await found('?page=3')).toEqual([]);
    expect(await found('?page=0')).toBe(400);
  });

  it('tells a conversation as the vendor does', async () => {
    const { conversationId, customerId } = acts().mailArrives(mail());
    acts().addTag({ conversationId, tag: 'Compte-Admin' });
    const { body } = await stage.api.call('GET', `/conversations/${conversationId}?embed=threads`);
    expect(body).toMatchObject({
      id: conversationId,
      number: 1001,
      threads: 1,
      status: 'active',
      state: 'published',
      preview: 'Bonjour\ncomment faire ?',
      mailboxId: ids.inbox,
      tags: [{ id: expect.any(Number), color: expect.any(String), tag: 'compte-admin' }],
      primaryCustomer: { id: customerId, type: 'customer', first: 'Secrétariat', email: mail().from },
      customerWaitingSince: { time: expect.stringMatching(/^\d{4}-.*\d{2}Z$/), latestReplyFrom: 'customer' },
      _embedded: { threads: [{ type: 'customer', body: '<p>Bonjour<br />comment faire ?</p>' }] },
      _links: { web: { href: `${stage.sandbox.url}/helpscout/conversation/${conversationId}` } },
    });
    expect(body.createdAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    expect(body).not.toHaveProperty('updatedAt');
  });

  it('lists the active ones alone unless told', async () => {
    const { conversationId: open } = acts().mailArrives(mail());
    const { conversationId: closed } = acts().mailArrives(mail());
    acts().setStatus({ conversationId: closed, status: 'closed' });
    expect(await found('')).toEqual([open]);
    expect(await found('?status=closed')).toEqual([closed]);
    expect(await found('?status=all&sortField=number&sortOrder=asc')).toEqual([open, closed]);
    expect(await found('?status=everything')).toBe(400);
    expect(await found('?query=(email:"secretariat@mairie.example.org")')).toEqual([open]);
  });

  it('searches in its language', async () => {
    const first = acts().mailArrives(mail()).conversationId;
    const second = acts().mailArrives(mail({ from: 'autre@example.org', subject: 'Un "mot" \\ ici' }));
    acts().addTag({ conversationId: first, tag: 'compte-admin' });
    const search = (query: string) => found(`?status=all&query=${encodeURIComponent(query)}`);
    expect(await search('(tag:"compte-admin")')).toEqual([first]);
    expect(await search('(NOT tag:"compte-admin")')).toEqual([second.conversationId]);
    expect(await search(`(customerIds:${second.customerId})`)).toEqual([second.conversationId]);
    expect(await search(String.raw`(subject:"un \"mot\" \\ ici")`)).toEqual([second.conversationId]);
    expect(await search('(number:1001 AND email:"SECRETARIAT@mairie.example.org")')).toEqual([first]);
    expect(await search('(number:1001 OR (number:1002 AND mailboxid:302))')).toEqual([first]);
    expect(await search('(modifiedAt:[2020-01-01T00:00:00Z TO *])')).toHaveLength(2);
    expect(await search('(modifiedAt:[* TO 2020-01-01T00:00:00Z])')).toEqual([]);
    expect(await search('(unheard:"of")')).toEqual([]);
    expect(await search('email:"a@b"')).toBe(400);
    expect(await search('(email:"a@b"')).toBe(400);
  });

  it('filters by inbox, number, tag, assignee and time, and refuses fractions of a second', async () => {
    const { conversationId } = acts().mailArrives(mail({ mailboxId: ids.englishInbox }));
    acts().assign({ conversationId, assigneeId: ids.sales });
    expect(await found(`?mailbox=${ids.inbox},${ids.englishInbox}`)).toEqual([conversationId]);
    expect(await found(`?mailbox=${ids.inbox}`)).toEqual([]);
    expect(await found(`?assigned_to=${ids.sales}&number=1001`)).toEqual([conversationId]);
    expect(await found('?modifiedSince=2020-01-01T00:00:00Z')).toEqual([conversationId]);
    expect(await found('?modifiedSince=2090-01-01T00:00:00Z')).toEqual([]);
    expect(await found('?modifiedSince=2020-01-01T00:00:00.000Z')).toBe(400);
  });

  it('may refuse status=all beside a query, find late, and search by version 3', async () => {
    const { conversationId, customerId } = acts().mailArrives(mail());
    acts().setStatus({ conversationId, status: 'closed' });
    const query = `query=(customerIds:${customerId})`;
    stage.sandbox.helpscout.memory.settings.refusesStatusAllWithQuery = true;
    expect(await found(`?status=all&${query}`)).toBe(400);
    const search = () => stage.api.send('GET', `/../v3/conversations/search?${query}`, undefined, token);
    const token = await stage.api.freshToken();
    expect((await search()).body._embedded.conversations).toMatchObject([{ id: conversationId }]);
    stage.sandbox.helpscout.memory.settings.searchLagMs = 60_000;
    expect((await search()).body).not.toHaveProperty('_embedded');
    expect(await found('?status=closed')).toEqual([conversationId]);
  });

  it('answers 301 for a merged conversation and 404 for a deleted one', async () => {
    const from = acts().mailArrives(mail()).conversationId;
    const into = acts().mailArrives(mail()).conversationId;
    acts().mergeConversations({ fromId: from, intoId: into });
    const merged = await stage.api.call('GET', `/conversations/${from}`);
    expect([merged.status, merged.headers.get('location'), merged.text]).toEqual([
      301,
      `${stage.api.base}/conversations/${into}`,
      '',
    ]);
    expect((await stage.api.call('GET', `/conversations/${from}/threads`)).headers.get('location')).toBe(
      `${stage.api.base}/conversations/${into}/threads`,
    );
    expect((await stage.api.call('POST', `/conversations/${from}/notes`, { text: 'x' })).status).toBe(404);
    const { body } = await stage.api.call('GET', `/conversations/${into}/threads`);
    expect(body._embedded.threads).toHaveLength(3);
    expect(body._embedded.threads[0]).toMatchObject({
      type: 'lineitem',
      action: { type: 'merged', associatedEntities: { originalConversation: from } },
    });
    acts().deleteConversation({ conversationId: into });
    expect((await stage.api.call('GET', `/conversations/${into}`)).status).toBe(404);
    expect((await stage.api.call('GET', `/conversations/${from}`)).status).toBe(301);
    expect(await found('?status=all')).toEqual([]);
  });

  it('takes one PATCH operation, never an array', async () => {
    const { conversationId } = acts().mailArrives(mail());
    const patch = async (body: unknown) =>
      (await stage.api.call('PATCH', `/conversations/${conversationId}`, body)).status;
    expect(await patch({ op: 'replace', path: '/status', value: 'closed' })).toBe(204);
    expect(await patch([{ op: 'replace', path: '/status', value: 'active' }])).toBe(400);
    expect(await patch({ op: 'replace', path: '/status', value: 'open' })).toBe(400);
    expect(await patch({ op: 'replace', path: '/assignTo', value: ids.manager })).toBe(204);
    expect(await patch({ op: 'replace', path: '/assignTo', value: 1 })).toBe(400);
    expect(await patch({ op: 'replace', path: '/subject', value: 'Autre' })).toBe(204);
    expect(await patch({ op: 'move', path: '/mailboxId', value: ids.englishInbox })).toBe(204);
    const { body } = await stage.api.call('GET', `/conversations/${conversationId}`);
    expect(body).toMatchObject({
      status: 'closed',
      subject: 'Autre',
      mailboxId: ids.englishInbox,
      assignee: { id: ids.manager, first: 'Responsable', email: 'responsable@example.org' },
      closedByUser: { id: ids.integration },
    });
    expect(await patch({ op: 'remove', path: '/assignTo' })).toBe(204);
    expect((await stage.api.call('GET', `/conversations/${conversationId}`)).body).not.toHaveProperty(
      'assignee',
    );
  });

  it('replaces all tags, and makes those nobody knew', async () => {
    const { conversationId } = acts().mailArrives(mail());
    const put = (tags: unknown) => stage.api.call('PUT', `/conversations/${conversationId}/tags`, { tags });
    expect((await put(['une', 'Deux'])).status).toBe(204);
    expect((await put(['trois'])).status).toBe(204);
    expect(stage.sandbox.helpscout.memory.conversations[0]?.tags).toEqual(['trois']);
    const { body } = await stage.api.call('GET', '/tags');
    expect(body._embedded.tags.map(({ name }: { name: string }) => name)).toEqual(['une', 'deux', 'trois']);
    expect((await put('trois')).status).toBe(400);
  });

  it('tells what is wrong in the vendor’s shape', async () => {
    const { conversationId } = acts().mailArrives(mail());
    const path = `/conversations/${conversationId}/reply`;
    const refused = await stage.api.call('POST', path, { text: '', customer: { id: 1 } });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/vnd.error+json'),
    ]);
    expect(refused.headers.get('correlation-id')).toBeTruthy();
    expect(refused.body).toMatchObject({
      logRef: expect.any(String),
      _embedded: {
        errors: [
          { path: 'text', source: 'JSON', _links: { about: { href: expect.stringContaining('#NotEmpty') } } },
        ],
      },
    });
    const broken = await fetch(`${stage.api.base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect((await stage.api.call('GET', '/nothing')).status).toBe(404);
    expect((await stage.api.call('GET', '/conversations/abc')).status).toBe(404);
  });

  it('starts one towards a customer', async () => {
    const asked = {
      subject: 'Bonjour',
      mailboxId: ids.inbox,
      type: 'email',
      status: 'pending',
      customer: { email: 'nouvelle@example.org', firstName: 'Nouvelle' },
      tags: ['accueil'],
      threads: [{ type: 'reply', text: 'Bienvenue' }],
    };
    const made = await stage.api.call('POST', '/conversations', asked);
    expect([made.status, made.text]).toEqual([201, '']);
    const { body } = await stage.api.call('GET', `/conversations/${made.headers.get('resource-id')}`);
    expect(body).toMatchObject({
      status: 'pending',
      tags: [{ tag: 'accueil' }],
      createdBy: { type: 'user' },
    });
    expect(stage.sandbox.mailbox.mails).toMatchObject([{ to: ['nouvelle@example.org'], text: 'Bienvenue' }]);
    const draft = { ...asked, threads: [{ type: 'reply', text: 'Plus tard', draft: true }] };
    const drafted = (await stage.api.call('POST', '/conversations', draft)).headers.get('resource-id');
    expect(stage.sandbox.mailbox.mails).toHaveLength(1);
    const publish = { op: 'replace', path: '/draft', value: false };
    expect((await stage.api.call('PATCH', `/conversations/${drafted}`, publish)).status).toBe(204);
    expect(stage.sandbox.mailbox.mails).toHaveLength(2);
  });
});
