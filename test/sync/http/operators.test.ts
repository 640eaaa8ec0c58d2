import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore, reaches, submitted } from '../../kit/flow.ts';
import { expectProblem } from '../../kit/problems.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { badDay, troubled } from '../../kit/vendor-trouble.ts';

const metricsToken = 'a-token-for-figures';
let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { METRICS_TOKEN: metricsToken } });
});
afterAll(() => world.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${world.nodes[0]?.url}${path}`, { headers });

async function figures() {
  const response = await get('/metrics', { authorization: `Bearer ${metricsToken}` });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  return response.text();
}

describe('health', () => {
  it('says that the service lives and is ready', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ status: 'ok' });
    }
  });

  it.each([
    ['migrations', 'passerelle_migrations'],
    ['queue', 'pgboss.queue'],
  ])('says that it waits for the %s', async (waitingFor, table) => {
    await inStore(world, `alter table ${table} rename to away`);
    try {
      const response = await get('/health/ready');
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({ status: 'unavailable', waitingFor });
      expect((await get('/health/live')).status).toBe(200);
    } finally {
      await inStore(
        world,
        `alter table ${table.replace(/\w+$/, 'away')} rename to ${table.split('.').at(-1)}`,
      );
    }
    expect((await get('/health/ready')).status).toBe(200);
  });
});

describe('metrics', () => {
  it('are for those with the token', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer wrong', metricsToken, `Basic ${metricsToken}`]) {
      const { detail } = await expectProblem(await get('/metrics', { authorization }), 401);
      expect(detail).toContain('METRICS_TOKEN');
    }
  });

  it('count what waits, what is decided and what failed', async () => {
    const { request } = await submitted(world);
    const end = badDay(world, { vendor: 'mail', kind: '400' });
    await world.command({ type: 'accept-request', requestId: request.id });
    const { id: effectId } = await troubled(world, request.id, 'dead-letter');
    const troubledFigures = await figures();
    expect(troubledFigures).toContain('passerelle_backlog{what="requests",state="accepting"} 1');
    expect(troubledFigures).toContain('passerelle_backlog{what="effects",state="dead-letter"} 1');
    expect(troubledFigures).toMatch(
      /passerelle_effect_failures_total\{kind="send-email",word="rejected"\} 1/,
    );
    expect(troubledFigures).toMatch(/passerelle_effect_seconds_count\{kind="ensure-admin-account"\} 1/);
    end();
    await world.command({ type: 'retry-effect', effectId });
    await reaches(world, request.id, 'accepted');
    await eventually(async () =>
      (await figures()).includes('passerelle_backlog{what="requests",state="accepted"} 1'),
    );
    expect(await figures()).not.toContain('state="dead-letter"');
  });

  it('hold no name and no address', async () => {
    const text = await figures();
    expect(text).not.toMatch(/@|Personne Essai/);
  });
});

describe('headers', () => {
  it('of every answer are safe ones', async () => {
    for (const path of ['/health/live', '/api/requests', '/nowhere', '/webhooks/pipedrive']) {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('strict-transport-security'), path).toMatch(/max-age=\d{7,}/);
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('x-frame-options'), path).toBe('SAMEORIGIN');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('x-powered-by'), path).toBeNull();
    }
  });

  it.each(['panel', 'refusal-modal', 'requests'])(
    'of the surface %s let the host alone frame it',
    async (page) => {
      const { headers } = await get(`/surfaces/pipedrive/${page}`);
      expect(headers.get('x-frame-options')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain(`frame-ancestors ${world.sandbox.url}`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    },
  );

  it('carry the caller’s request id back, or a fresh one instead of nonsense', async () => {
    expect((await get('/health/live', { 'x-request-id': 'my-id:1.2' })).headers.get('x-request-id')).toBe(
      'my-id:1.2',
    );
    for (const nonsense of ['', 'a b', '<script>', 'x'.repeat(200)]) {
      const given = (await get('/health/live', { 'x-request-id': nonsense })).headers.get('x-request-id');
      expect(given).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

it('a client that goes away in the middle of a body harms nobody', async () => {
  const url = new URL('/webhooks/pipedrive', world.nodes[0]?.url);
  await new Promise<void>((resolve) => {
    const call = httpRequest(url, { method: 'POST', headers: { 'content-length': '1000' } });
    call.on('error', () => resolve());
    call.on('response', (response) => response.resume().on('close', resolve));
    call.write('{"meta":');
    setTimeout(() => call.destroy(), 50);
  });
  expect((await get('/health/ready')).status).toBe(200);
});
