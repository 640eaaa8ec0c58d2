import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { clientOf, decideBlocks, ids, refusal } from './kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const channel = ids.approvals;

async function control(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/sandbox/slack${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
}

describe('the control API', () => {
  it('shows the workspace without its token', async () => {
    const { body } = await control('GET', '');
    expect(body.channels.map(({ id }: { id: string }) => id)).toContain(channel);
    expect(body.installations).toMatchObject([{ team_id: ids.team, trouble: null }]);
    expect(JSON.stringify(body)).not.toContain('xoxb-');
  });

  it('shows what stands on the screens', async () => {
    const client = clientOf(sandbox);
    const { ts = '' } = await client.chat.postMessage({ channel, text: 'Demande' });
    await client.chat.postMessage({ channel, text: 'Suite', thread_ts: ts });
    await client.chat.postEphemeral({ channel, user: ids.sales, text: 'Vous seule' });
    expect((await control('GET', `/messages?channel=${channel}`)).body).toHaveLength(2);
    expect((await control('GET', `/messages?channel=${ids.private}`)).body).toEqual([]);
    expect((await control('GET', `/messages?threadTs=${ts}`)).body).toHaveLength(2);
    expect((await control('GET', `/ephemerals?user=${ids.sales}`)).body).toMatchObject([
      { text: 'Vous seule' },
    ]);
    expect((await control('GET', `/ephemerals?user=${ids.manager}`)).body).toEqual([]);
    expect((await control('GET', '/views')).body).toEqual([]);
    expect((await control('GET', '/homes')).body).toEqual([]);
  });

  it('carries acts out, and says what the screen would not allow', async () => {
    const { ts = '' } = await clientOf(sandbox).chat.postMessage({
      channel,
      text: 'x',
      blocks: [...decideBlocks],
    });
    // Nobody listens there: the press is made, and the person is warned.
    sandbox.setServiceUrl('http://127.0.0.1:9');
    const press = { user: ids.sales, place: { kind: 'message', channel, ts }, actionId: 'accept-request' };
    const pressed = await control('POST', '/acts/press', press);
    expect(pressed).toMatchObject({ status: 200, body: { warning: true, exchange: { status: null } } });
    expect((await control('POST', '/acts/press', { ...press, user: ids.former })).status).toBe(409);
    expect((await control('POST', '/acts/press', { user: ids.sales })).status).toBe(400);
    const written = await control('POST', '/acts/write', { user: ids.sales, channel, text: 'Bonjour' });
    expect(written.body.ts).toMatch(/^\d{10}\.\d{6}$/);
  });

  it('turns the knobs: token, scopes, limits, people, channels', async () => {
    const client = clientOf(sandbox);
    await control('POST', '/token', { trouble: 'token_revoked' });
    expect(await refusal(client.auth.test())).toMatchObject({ error: 'token_revoked' });
    await control('POST', '/token', { trouble: null });
    expect(await client.auth.test()).toMatchObject({ ok: true });
    await control('PATCH', `/members/${ids.sales}`, { locale: 'en-US', deleted: false });
    expect((await client.users.info({ user: ids.sales, include_locale: true })).user?.locale).toBe('en-US');
    await control('PATCH', `/channels/${channel}`, { is_archived: true });
    expect((await client.conversations.info({ channel })).channel?.is_archived).toBe(true);
    await control('POST', '/scopes', { scopes: ['users:read'] });
    expect(await refusal(client.conversations.info({ channel }))).toMatchObject({ error: 'missing_scope' });
    const limits = await control('PATCH', '/limits', { isOn: true, tier4: 1 });
    expect(limits.body).toMatchObject({ isOn: true, tier4: 1, tier3: 50 });
    expect((await control('PATCH', '/limits', { tier4: 0 })).status).toBe(400);
    const settings = await control('PATCH', '/settings', { acknowledgeMs: 500 });
    expect(settings.body).toEqual({ eventRetryMs: [0, 0, 0], acknowledgeMs: 500 });
  });

  it('takes bad habits of Slack alone where others have none such', async () => {
    const add = async (rule: object) => {
      const response = await fetch(`${sandbox.url}/sandbox/misbehaviour`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(rule),
      });
      return response.status;
    };
    expect(await add({ vendor: 'slack', kind: 'error', error: 'is_archived', after: true })).toBe(201);
    expect(await add({ vendor: 'slack', kind: '500', error: 'is_archived' })).toBe(400);
    expect(await add({ vendor: 'slack', kind: '404' })).toBe(400);
    expect(await add({ vendor: 'pipedrive', kind: 'error' })).toBe(400);
    expect(await add({ vendor: 'pipedrive', kind: '500', after: true })).toBe(400);
    const posted = clientOf(sandbox).chat.postMessage({ channel, text: 'x' });
    expect(await refusal(posted)).toMatchObject({ error: 'is_archived' });
    expect(sandbox.slack.memory.messages).toHaveLength(1);
  });

  it('leaves the other stand-ins’ addresses alone', async () => {
    const deals = await fetch(`${sandbox.url}/api/v2/deals`, {
      headers: { 'x-api-token': sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
    });
    expect(await deals.json()).toMatchObject({ success: true });
    expect(sandbox.calls.list('slack')).toEqual([]);
    expect((await fetch(`${sandbox.url}/api/other`)).status).toBe(404);
  });
});

describe('the memory file', () => {
  it('keeps Slack over a restart, and starts it where an older file has none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-slack-'));
    const file = join(folder, 'memory.json');
    try {
      const first = await startSandbox({ instant: true, file });
      const { ts } = await clientOf(first).chat.postMessage({ channel, text: 'Demande' });
      await first.stop();
      const second = await startSandbox({ instant: true, file });
      expect(second.slack.memory.messages).toMatchObject([{ ts, text: 'Demande' }]);
      const later = await clientOf(second).chat.postMessage({ channel, text: 'Suite' });
      expect(Number(later.ts)).toBeGreaterThan(Number(ts));
      await second.stop();
      const { slack: _slack, ...older } = JSON.parse(await readFile(file, 'utf8'));
      await writeFile(file, JSON.stringify(older));
      const third = await startSandbox({ instant: true, file });
      expect(third.slack.memory.messages).toEqual([]);
      expect(await clientOf(third).auth.test()).toMatchObject({ ok: true });
      await third.stop();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
