import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { apiOf, ids, mail, webhookTo } from './kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/sandbox/helpscout${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
}
const act = (name: string, body: unknown) => control('POST', `/acts/${name}`, body);

describe('the control API', () => {
  it('shows what stands there without tokens or secrets', async () => {
    const api = apiOf(sandbox);
    await api.call('POST', '/webhooks', webhookTo('http://127.0.0.1:9/x', { events: ['convo.tags'] }));
    const { body } = await control('GET', '');
    expect(body.inboxes).toHaveLength(2);
    expect(body.webhooks).toMatchObject([{ state: 'enabled', droppedCount: 0 }]);
    const text = JSON.stringify(body);
    expect(text).not.toContain('asdfasdf');
    expect(text).not.toContain(await api.freshToken());
  });

  it('carries acts out, from the mail to the answer', async () => {
    const { body: arrived } = await act('mail-arrives', mail());
    const { conversationId, customerId } = arrived;
    const drafted = await act('agent-replies', { conversationId, html: 'Voici', isDraft: true });
    expect(await control('GET', '/mails-sent')).toMatchObject({ body: [] });
    const send = { threadId: drafted.body.threadId, userId: ids.manager, status: 'closed' };
    expect((await act('agent-sends-draft', send)).status).toBe(204);
    expect((await control('GET', '/mails-sent')).body).toMatchObject([{ conversationId }]);
    expect((await act('agent-sends-draft', send)).status).toBe(409);
    expect((await act('customer-replies', { conversationId, html: 'Merci' })).body.customerId).toBe(
      customerId,
    );
    expect((await act('add-tag', { conversationId, tag: 'une' })).status).toBe(204);
    const { body } = await control('GET', `/conversations/${conversationId}`);
    expect(body).toMatchObject({ status: 'active', tags: ['une'] });
    expect(body.threads).toHaveLength(3);
    const frame = await act('sidebar-url', { conversationId, userId: ids.sales });
    expect(frame.body.url).toContain('/surfaces/helpscout/sidebar?conversation-id=');
  });

  it('says what is wrong with an act', async () => {
    expect((await act('mail-arrives', { from: 'x@example.org' })).status).toBe(400);
    expect((await act('mail-arrives', mail({ mailboxId: 1 }))).status).toBe(409);
    expect((await act('mail-arrives', mail({ from: 'nobody' }))).status).toBe(409);
    expect((await act('fly', {})).status).toBe(404);
    expect((await act('set-status', { conversationId: 1, status: 'closed' })).status).toBe(409);
    expect((await control('GET', '/conversations/1')).status).toBe(409);
  });

  it('turns the knobs', async () => {
    const changed = await control('PATCH', '/settings', { hasCustomerProperties: false });
    expect(changed.body).toMatchObject({ hasCustomerProperties: false, pageSize: 25 });
    expect((await control('PATCH', '/settings', { unknown: true })).status).toBe(400);
    expect((await control('PATCH', '/limits', { isOn: true, perMinute: 5 })).body).toEqual({
      isOn: true,
      perMinute: 5,
    });
    expect((await control('PATCH', '/webhook-settings', { retryMs: [1] })).body.retryMs).toEqual([1]);
    const api = apiOf(sandbox);
    await api.call('GET', '/users/me');
    expect((await control('POST', '/expire-tokens')).status).toBe(204);
    expect((await api.call('GET', '/users/me')).status).toBe(401);
  });

  it('lets an attachment become ready', async () => {
    const file = { fileName: 'a.txt', mimeType: 'text/plain', data: btoa('a'), state: 'pending' };
    await act('mail-arrives', mail({ attachments: [file] }));
    const [thread] = sandbox.helpscout.memory.threads;
    const path = `/attachments/${thread?.attachments[0]?.id}`;
    expect((await control('PATCH', path, { state: 'valid' })).status).toBe(204);
    expect(thread?.attachments[0]?.state).toBe('valid');
    expect((await control('PATCH', '/attachments/1', { state: 'valid' })).status).toBe(409);
  });

  it('takes bad habits of its own alone', async () => {
    const add = async (rule: object) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(rule) };
      return (await fetch(`${sandbox.url}/sandbox/misbehaviour`, init)).status;
    };
    expect(await add({ vendor: 'helpscout', kind: '401', after: true })).toBe(201);
    expect(await add({ vendor: 'helpscout', kind: 'error' })).toBe(400);
    expect(await add({ vendor: 'helpscout-webhooks', kind: 'stale' })).toBe(201);
    expect(await add({ vendor: 'webhooks', kind: 'stale' })).toBe(400);
    expect(await add({ vendor: 'pipedrive', kind: '401' })).toBe(400);
  });

  it('resets to the first day', async () => {
    await act('mail-arrives', mail());
    sandbox.reset();
    expect(sandbox.helpscout.memory.conversations).toEqual([]);
    expect((await act('mail-arrives', mail())).body.conversationId).toBeGreaterThan(0);
    expect(sandbox.helpscout.memory.conversations[0]?.number).toBe(1001);
  });
});

describe('the memory file', () => {
  it('keeps Help Scout over a restart, and starts it where an older file has none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-helpscout-'));
    const file = join(folder, 'memory.json');
    try {
      const first = await startSandbox({ instant: true, file });
      const { conversationId } = first.helpscout.acts.mailArrives(mail());
      const token = await apiOf(first).freshToken();
      await first.stop();
      const second = await startSandbox({ instant: true, file });
      const read = await apiOf(second).send('GET', `/conversations/${conversationId}`, undefined, token);
      expect(read.body).toMatchObject({ id: conversationId, number: 1001 });
      expect(second.helpscout.acts.mailArrives(mail()).conversationId).toBeGreaterThan(conversationId);
      await second.stop();
      const { helpscout: _helpscout, ...older } = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(older));
      const third = await startSandbox({ instant: true, file });
      expect(third.helpscout.memory.conversations).toEqual([]);
      expect((await apiOf(third).call('GET', '/users/me')).status).toBe(200);
      await third.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
