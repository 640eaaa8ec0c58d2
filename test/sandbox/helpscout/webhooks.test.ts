import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { phpJson } from '../../../services/sandbox/src/helpscout/php-json.ts';
import { bodySignature } from '../../../services/sandbox/src/helpscout/signatures.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { apiOf, ids, mail, startListener, webhookTo } from './kit.ts';

let sandbox: Sandbox;
let api: ReturnType<typeof apiOf>;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  listener = await startListener();
});
afterAll(async () => {
  await sandbox.stop();
  await listener.stop();
});
beforeEach(() => {
  sandbox.reset();
  listener.clear();
  api = apiOf(sandbox);
});

const acts = () => sandbox.helpscout.acts;
const webhook = () => sandbox.helpscout.memory.webhooks[0];
const register = async (given: object = {}) =>
  Number((await api.call('POST', '/webhooks', webhookTo(listener.url, given))).headers.get('resource-id'));
const arrived = (count: number) => expect.poll(() => listener.received.length).toBe(count);
const misbehave = (kind: 'duplicate' | 'late' | 'lost' | 'reorder' | 'stale', ms?: number) =>
  sandbox.misbehaviour.add({ vendor: 'helpscout-webhooks', kind, count: 1, ...(ms ? { ms } : {}) });

describe('the register of webhooks', () => {
  it('creates, reads with the secret, replaces and deletes', async () => {
    expect((await api.call('GET', '/webhooks')).body).not.toHaveProperty('_embedded');
    const id = await register({ events: ['convo.created'], label: 'Passerelle' });
    const { body } = await api.call('GET', `/webhooks/${id}`);
    expect(body).toMatchObject({
      id,
      url: listener.url,
      events: ['convo.created'],
      secret: 'asdfasdf',
      state: 'enabled',
      payloadVersion: 'V2',
      label: 'Passerelle',
      mailboxIds: [],
    });
    expect((await api.call('GET', '/webhooks')).body._embedded.webhooks).toMatchObject([{ id }]);
    const put = (given: object) => api.call('PUT', `/webhooks/${id}`, given);
    expect((await put({ url: listener.url, events: ['convo.tags'] })).status).toBe(400);
    expect((await put(webhookTo(listener.url, { events: ['convo.tags'] }))).status).toBe(204);
    expect(webhook()).toMatchObject({ id, events: ['convo.tags'], label: null });
    expect((await api.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    expect((await api.call('GET', `/webhooks/${id}`)).status).toBe(404);
  });

  it.each([
    { secret: 'x'.repeat(41) },
    { events: ['convo.updated'] },
    { events: [] },
    { payloadVersion: 'V1' },
    { url: 'no address' },
    { mailboxIds: [1] },
  ])('refuses %j', async (given) => {
    expect((await api.call('POST', '/webhooks', webhookTo(listener.url, given))).status).toBe(400);
  });
});

describe('webhooks of Help Scout', () => {
  it('sign the bytes that PHP would write', () => {
    expect(bodySignature('{"id":123}', 'asdfasdf')).toBe('7S2+kN8bZsrdAEADJ+yYfWWsf/4=');
    expect(phpJson({ a: 'http://é/“😀' })).toBe(String.raw`{"a":"http:\/\/\u00e9\/\u201c\ud83d\ude00"}`);
  });

  it('carry the resource alone, named by a header', async () => {
    await register({ events: ['convo.created', 'customer.created'] });
    const { conversationId, customerId } = acts().mailArrives(mail({ subject: 'Été / hiver' }));
    await arrived(2);
    const created = listener.received.find(({ event }) => event === 'convo.created');
    expect(created?.headers['x-helpscout-signature']).toBe(bodySignature(created?.body ?? '', 'asdfasdf'));
    expect(created?.body).toContain(String.raw`"subject":"\u00c9t\u00e9 \/ hiver"`);
    expect(created?.body).not.toMatch(/[^\x20-\x7e]/);
    const body = JSON.parse(created?.body ?? '');
    expect(body).toMatchObject({ id: conversationId, primaryCustomer: { id: customerId } });
    expect(body).not.toHaveProperty('customerWaitingSince');
    const names = Object.keys(created?.headers ?? {}).filter((name) => name.startsWith('x-'));
    expect(names.sort()).toEqual(['x-helpscout-event', 'x-helpscout-signature']);
  });

  it('tell what people and programs do, and nothing of drafts', async () => {
    await register();
    const { conversationId, customerId } = acts().mailArrives(mail());
    const other = acts().mailArrives(mail()).conversationId;
    await arrived(3);
    listener.clear();
    const tells = async (act: () => unknown, ...events: string[]) => {
      await act();
      // What should not come has time to come, and stands in the way of the next one if it is late.
      if (events.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      await expect.poll(() => listener.events().sort()).toEqual(events);
      listener.clear();
    };
    const of = { conversationId };
    await tells(() => acts().addTag({ ...of, tag: 'une' }), 'convo.tags');
    await tells(() => acts().addTag({ ...of, tag: 'une' }));
    await tells(() => acts().assign({ ...of, assigneeId: ids.sales }), 'convo.assigned');
    await tells(() => acts().setStatus({ ...of, status: 'closed' }), 'convo.status');
    await tells(
      () => acts().customerReplies({ ...of, html: 'x' }),
      'convo.customer.reply.created',
      'convo.status',
    );
    await tells(() => acts().agentReplies({ ...of, html: 'x' }), 'convo.agent.reply.created');
    await tells(() => acts().agentNotes({ ...of, html: 'x' }), 'convo.note.created');
    await tells(() => acts().moveConversation({ ...of, mailboxId: ids.englishInbox }), 'convo.moved');
    const draft = { text: 'x', customer: { id: customerId }, status: 'active', draft: true };
    await tells(() => api.call('POST', `/conversations/${conversationId}/reply`, draft));
    await tells(() => acts().mergeConversations({ fromId: other, intoId: conversationId }), 'convo.merged');
    await tells(() => acts().addCustomerEmail({ customerId, email: 'deux@example.org' }), 'customer.updated');
    await tells(() => acts().deleteCustomer({ customerId }), 'convo.deleted', 'customer.deleted');
  });

  it('tell of what is gone its id alone, of others their address if so wanted', async () => {
    await register({ events: ['convo.deleted'] });
    await register({ events: ['convo.created'], notification: true });
    const { conversationId } = acts().mailArrives(mail());
    acts().deleteConversation({ conversationId });
    await arrived(2);
    const bodies = Object.fromEntries(listener.received.map(({ event, body }) => [event, JSON.parse(body)]));
    expect(bodies).toEqual({
      'convo.deleted': { id: conversationId },
      'convo.created': { _links: { self: { href: `${api.base}/conversations/${conversationId}` } } },
    });
  });

  it('keep to the inboxes they are for', async () => {
    await register({ events: ['convo.created'], mailboxIds: [ids.englishInbox] });
    acts().mailArrives(mail());
    const { conversationId } = acts().mailArrives(mail({ mailboxId: ids.englishInbox }));
    await arrived(1);
    expect(JSON.parse(listener.received[0]?.body ?? '').id).toBe(conversationId);
  });

  it('are sent again until they are taken', async () => {
    await register({ events: ['convo.created'] });
    listener.answerWith(() => (listener.received.length < 3 ? 500 : 200));
    acts().mailArrives(mail());
    await arrived(3);
    expect(new Set(listener.received.map(({ body }) => body)).size).toBe(1);
    expect(webhook()).toMatchObject({ state: 'enabled', droppedCount: 0 });
  });

  it('are disabled at once by 410', async () => {
    await register({ events: ['convo.created'] });
    listener.answerWith(() => 410);
    acts().mailArrives(mail());
    await expect.poll(() => webhook()?.state).toBe('disabled');
    acts().mailArrives(mail());
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(listener.received).toHaveLength(1);
  });

  it('are disabled by ten dropped events, and enabled by a PUT', async () => {
    const id = await register({ events: ['convo.created'] });
    sandbox.helpscout.memory.webhookSettings.retryMs = [1];
    listener.answerWith(() => 503);
    for (let n = 1; n <= 9; n += 1) acts().mailArrives(mail());
    await expect.poll(() => webhook()?.droppedCount).toBe(9);
    expect(webhook()?.state).toBe('enabled');
    acts().mailArrives(mail());
    await expect.poll(() => webhook()?.state).toBe('disabled');
    expect(listener.received).toHaveLength(20);
    expect((await api.call('GET', `/webhooks/${id}`)).body.state).toBe('disabled');
    await api.call('PUT', `/webhooks/${id}`, webhookTo(listener.url));
    expect(webhook()).toMatchObject({ state: 'enabled', droppedCount: 0 });
  });

  it('try ten times more, outside of tests', async () => {
    const real = await startSandbox();
    try {
      expect(real.helpscout.memory.webhookSettings).toMatchObject({ droppedCountMax: 10 });
      expect(real.helpscout.memory.webhookSettings.retryMs).toHaveLength(10);
    } finally {
      await real.stop();
    }
  });

  it('come twice, late, never, or in another order', async () => {
    await register({ events: ['convo.created'] });
    misbehave('duplicate');
    acts().mailArrives(mail({ subject: 'double' }));
    await arrived(2);
    expect(listener.received[0]?.body).toBe(listener.received[1]?.body);
    listener.clear();
    misbehave('lost');
    misbehave('late', 80);
    misbehave('reorder');
    const subjects = () => listener.received.map(({ body }) => JSON.parse(body).subject);
    for (const subject of ['lost', 'late', 'first', 'second']) acts().mailArrives(mail({ subject }));
    await arrived(3);
    expect(subjects().filter((subject) => subject !== 'late')).toEqual(['second', 'first']);
    expect(subjects()).toContain('late');
  });

  it('carry what was before', async () => {
    await register({ events: ['convo.tags'] });
    const { conversationId } = acts().mailArrives(mail());
    misbehave('stale');
    acts().addTag({ conversationId, tag: 'une' });
    await arrived(1);
    expect(JSON.parse(listener.received[0]?.body ?? '').tags).toEqual([]);
  });

  it('are tried out', async () => {
    const id = await register({ events: ['convo.tags'] });
    expect(await acts().testWebhook({ webhookId: id })).toBe(200);
    expect(listener.received).toMatchObject([{ event: 'helpscout.test', body: '{"id":1}' }]);
  });
});
