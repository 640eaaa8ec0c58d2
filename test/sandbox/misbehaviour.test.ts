import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const json = { 'content-type': 'application/json' };

function pipedrive(method = 'GET', path = '/api/v2/deals', body?: unknown, timeoutMs = 5000) {
  return fetch(`${sandbox.url}${path}`, {
    method,
    headers: { ...json, 'x-api-token': sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(timeoutMs),
  });
}

async function control(method: string, path: string, body?: unknown) {
  return fetch(`${sandbox.url}/sandbox${path}`, {
    method,
    headers: json,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

describe('control', () => {
  it('adds, lists and removes rules', async () => {
    const added = await control('POST', '/misbehaviour', { vendor: 'pipedrive', kind: '500' });
    expect(added.status).toBe(201);
    const rule = await added.json();
    expect(await (await control('GET', '/misbehaviour')).json()).toEqual([rule]);
    expect((await control('DELETE', `/misbehaviour/${rule.id}`)).status).toBe(204);
    expect((await control('DELETE', `/misbehaviour/${rule.id}`)).status).toBe(404);
    expect(sandbox.misbehaviour.list()).toEqual([]);
  });

  it.each([
    { vendor: 'pipedrive', kind: 'lost' },
    { vendor: 'webhooks', kind: '429' },
    { vendor: 'pipedrive', kind: '500', after: true },
    { vendor: 'nobody', kind: '500' },
  ])('refuses %j', async (rule) => {
    const refused = await control('POST', '/misbehaviour', rule);
    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toBeTruthy();
    expect(sandbox.misbehaviour.list()).toEqual([]);
  });

  it('never sends a visitor to another site', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/reset`, {
      method: 'POST',
      body: new URLSearchParams({ back: '//evil.example' }),
      redirect: 'manual',
    });
    expect(response.status).toBe(204);
  });
});

describe('faults over HTTP', () => {
  it('counts its times, and applies to what matches only', async () => {
    sandbox.misbehaviour.add({
      vendor: 'pipedrive',
      kind: '500',
      count: 2,
      match: { method: 'GET', pathPrefix: '/api/v2/deals' },
    });
    expect((await pipedrive('GET', '/api/v2/persons')).status).toBe(200);
    const first = await pipedrive();
    expect(first.status).toBe(500);
    expect(await first.json()).toMatchObject({ success: false, data: null });
    expect((await pipedrive()).status).toBe(500);
    expect((await pipedrive()).status).toBe(200);
  });

  it('limits the rate with and without Retry-After, in each vendor’s shape', async () => {
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '429', count: 1 });
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '429', count: 1, retryAfterSeconds: 7 });
    const bare = await pipedrive();
    expect([bare.status, bare.headers.get('retry-after'), await bare.text()]).toEqual([429, null, '']);
    expect((await pipedrive()).headers.get('retry-after')).toBe('7');
    sandbox.misbehaviour.add({ vendor: 'accounts', kind: '404', count: 1 });
    const missing = await fetch(`${sandbox.environment.ACCOUNTS_SCIM_URL}/Users`);
    expect(await missing.json()).toMatchObject({
      status: '404',
      schemas: [expect.stringContaining('Error')],
    });
  });

  it('blocks with a page in HTML', async () => {
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '403-html', count: 1 });
    const blocked = await pipedrive();
    expect(blocked.status).toBe(403);
    expect(blocked.headers.get('content-type')).toContain('text/html');
    expect(await blocked.text()).toContain('<html');
  });

  it('cuts the line before the write, or after it', async () => {
    const deals = () => sandbox.pipedrive.deals.length;
    const before = deals();
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'reset', count: 1 });
    await expect(pipedrive('POST', '/api/v2/deals', { title: 'Une' })).rejects.toThrow();
    expect(deals()).toBe(before);
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'reset', count: 1, after: true });
    await expect(pipedrive('POST', '/api/v2/deals', { title: 'Deux' })).rejects.toThrow();
    expect(deals()).toBe(before + 1);
    expect(sandbox.calls.list('pipedrive').map((call) => call.status)).toEqual([null, null]);
  });

  it('never answers, yet stops cleanly', async () => {
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'timeout', count: 1, after: true });
    const before = sandbox.pipedrive.deals.length;
    await expect(pipedrive('POST', '/api/v2/deals', { title: 'Trois' }, 200)).rejects.toThrow(/timeout/i);
    expect(sandbox.pipedrive.deals).toHaveLength(before + 1);
  });

  it('is slow, then right', async () => {
    sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: 'latency', ms: 150 });
    const startedAt = performance.now();
    expect((await pipedrive()).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(140);
  });
});

describe('the call log', () => {
  it('notes each call with body, status and cost', async () => {
    await pipedrive('POST', '/api/v2/deals', { title: 'Affaire' });
    await fetch(`${sandbox.environment.ACCOUNTS_SCIM_URL}/Users`, { headers: { 'x-request-id': 'r-1' } });
    const calls = await (await control('GET', '/calls?vendor=pipedrive')).json();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      vendor: 'pipedrive',
      method: 'POST',
      path: '/api/v2/deals',
      body: { title: 'Affaire' },
      status: 200,
      tokenCost: 5,
    });
    expect(sandbox.calls.list('accounts')[0]).toMatchObject({ requestId: 'r-1', status: 401 });
    expect(await (await control('GET', '/tokens')).json()).toEqual({ spent: 5 });
  });
});
