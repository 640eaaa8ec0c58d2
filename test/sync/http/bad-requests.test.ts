import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quiet, type Submitted, submitted } from '../../kit/flow.ts';
import { expectProblem } from '../../kit/problems.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
let known: Submitted;
let token: string;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
  known = await submitted(world, { name: 'Zoé d’Été', organization: 'Mairie & fils' });
  const minted = await fetch(`${world.sandbox.url}/sandbox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"userId":21}',
  });
  token = ((await minted.json()) as { token: string }).token;
});
afterAll(() => world.stop());

interface Sent {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}

function ask(path: string, { method, body, headers = {} }: Sent = {}) {
  return fetch(`${world.nodes[0]?.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });
}

const command = (changes: object) => ({
  commandId: randomUUID(),
  type: 'refuse-request',
  requestId: known.request.id,
  reason: 'individual',
  ...changes,
});

describe('commands', () => {
  const bodies: [string, () => unknown][] = [
    ['null', () => null],
    ['a list', () => []],
    ['an empty object', () => ({})],
    ['an unknown type', () => command({ type: 'delete-everything' })],
    ['a null type', () => command({ type: null })],
    ['no commandId', () => command({ commandId: undefined })],
    ['a wrong uuid', () => command({ commandId: '1234' })],
    ['a null requestId', () => command({ requestId: null })],
    ['a number for a uuid', () => command({ requestId: 7 })],
    ['SQL for a uuid', () => command({ requestId: "' or 1=1 --" })],
    ['a null reason', () => command({ reason: null })],
    ['a number for a reason', () => command({ reason: 7 })],
    ['an endless note', () => command({ note: 'é'.repeat(3_001) })],
    ['a null character', () => command({ note: 'a\u0000b' })],
    ['half a character', () => command({ note: 'a\ud800b' })],
    ['a null character in a reason', () => command({ reason: 'a\u0000b' })],
    ['a text for a number', () => command({ type: 'accept-request', attachToDealId: '7' })],
    ['a negative deal', () => command({ type: 'accept-request', attachToDealId: -7 })],
    ['half a deal', () => command({ type: 'accept-request', attachToDealId: 1.5 })],
    ['an immense deal', () => command({ type: 'accept-request', attachToDealId: 1e300 })],
    ['a blank document', () => command({ type: 'ask-for-evidence', document: '  ' })],
    ['no effect', () => command({ type: 'retry-effect' })],
    ['a type of the prototype', () => command({ type: '__proto__' })],
  ];

  it.each(bodies)('%s: 400 that says where', async (_what, make) => {
    const { detail } = await expectProblem(await ask('/api/commands', { body: JSON.stringify(make()) }), 400);
    expect(detail.length).toBeGreaterThan(5);
  });

  it.each(['', '{', '"text"', '{"a":1}}', '\u0000', 'true'])('%j as a body: 400', async (body) => {
    await expectProblem(await ask('/api/commands', { body }), 400);
  });

  it('2 MB: 413; an unknown character set: 415; not JSON at all: 400', async () => {
    const big = JSON.stringify(command({ note: 'x'.repeat(2_000_000) }));
    await expectProblem(await ask('/api/commands', { body: big }), 413);
    const charset = { 'content-type': 'application/json; charset=klingon' };
    await expectProblem(await ask('/api/commands', { body: '{}', headers: charset }), 415);
    const plain = { 'content-type': 'text/plain' };
    await expectProblem(
      await ask('/api/commands', { body: JSON.stringify(command({})), headers: plain }),
      400,
    );
  });

  it('for what does not exist: 404, and the id is free for a good command', async () => {
    const commandId = randomUUID();
    const body = JSON.stringify(command({ commandId, requestId: randomUUID() }));
    await expectProblem(await ask('/api/commands', { body }), 404);
    const retry = JSON.stringify(command({ type: 'retry-effect', effectId: randomUUID() }));
    await expectProblem(await ask('/api/commands', { body: retry }), 404);
    const good = await ask('/api/commands', {
      body: JSON.stringify({ commandId, type: 'reconsider-request', requestId: known.request.id }),
    });
    expect(good.status).toBe(200);
  });

  it('leave the request as it was', async () => {
    expect(await world.request(known.request.id)).toMatchObject({ step: 'pending', decidedBy: null });
  });
});

describe('previews and sessions', () => {
  it.each(['{', '{}', 'null', '[]', '{"type":"refuse-request","requestId":"x","reason":"individual"}'])(
    'answer %j with 400',
    async (body) => {
      await expectProblem(await ask('/api/previews', { body }), 400);
      await expectProblem(await ask('/api/sessions', { body }), 400);
    },
  );

  it('preview nothing for an unknown request', async () => {
    const body = JSON.stringify({ type: 'refuse-request', requestId: randomUUID(), reason: 'individual' });
    await expectProblem(await ask('/api/previews', { body }), 404);
  });
});

describe('lists', () => {
  const cursor = (text: string) => `cursor=${Buffer.from(text).toString('base64url')}`;
  const id = randomUUID();
  it.each([
    'limit=0',
    'limit=1000',
    'limit=-1',
    'limit=1.5',
    'limit=many',
    'limit=',
    'limit=1&limit=2',
    'step=nowhere',
    'step=pending&step=refused',
    'cursor=garbage',
    'cursor=%00',
    cursor('|'),
    cursor(`2026|${id}`),
    cursor(`0000-01-01T00:00:00.000Z|${id}`),
    cursor(`+275760-09-13T00:00:00.000Z|${id}`),
    cursor(`1 (x)|${id}`),
    cursor(`2026-01-01T00:00:00.000Z|${id}' or 1=1`),
    `q=${'a'.repeat(201)}`,
    'q=a&q=b',
  ])('%s: 400', async (query) => {
    await expectProblem(await ask(`/api/requests?${query}`), 400);
  });

  it.each([
    '&',
    '|',
    '!',
    ':',
    '*',
    "'",
    '(',
    ')',
    "a & | ! b:* ('",
    '\\',
    '%',
    '<->',
    ';--',
    '\u0000',
    '²',
    '🏛️',
  ])('q=%s is only a text to look for', async (q) => {
    const response = await ask(`/api/requests?q=${encodeURIComponent(q)}`);
    expect(response.status, await response.clone().text()).toBe(200);
  });

  it('find a request between operators', async () => {
    for (const q of ["zoé & 'été':*", '!(mairie) | fils', 'ZOE:*']) {
      const { items } = await world.list(`?q=${encodeURIComponent(q)}`);
      expect(items.map((item) => item.id)).toEqual([known.request.id]);
    }
  });

  it('accept every limit from 1 to 100 and an unknown parameter', async () => {
    for (const query of ['limit=1', 'limit=100', 'limit=25&fresh=yes', 'step=', 'step=pending,refused']) {
      expect((await ask(`/api/requests?${query}`)).status, query).toBe(200);
    }
  });
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/nowhere'],
    ['GET', '/api/nowhere'],
    ['GET', '/api/requests/not-a-uuid'],
    ['GET', `/api/requests/${randomUUID()}`],
    ['DELETE', '/api/requests'],
    ['PUT', '/api/commands'],
    ['GET', '/api/commands'],
    ['GET', '/api/sessions'],
    ['GET', '/webhooks/pipedrive'],
    ['PUT', '/webhooks/pipedrive'],
    ['POST', '/webhooks/unknown'],
    ['POST', '/health/live'],
    ['GET', '/surfaces/pipedrive/unknown'],
    ['GET', '/surfaces/pipedrive/..%2f..%2fpackage.json'],
    ['GET', '/surfaces/pipedrive/assets/..%2f..%2f..%2fpackage.json'],
    ['GET', '/surfaces/pipedrive/assets/unknown.js'],
    ['GET', '/__proto__'],
  ])('%s %s: 404', async (method, path) => {
    await expectProblem(await ask(path, { method }), 404);
  });

  it.each([
    '/api/deals/x',
    '/api/deals/0',
    '/api/deals/-1',
    '/api/deals/1.5',
    '/api/deals/1e400',
    '/api/persons/%00',
  ])('GET %s: 400', async (path) => {
    await expectProblem(await ask(path), 400);
  });

  it('a path that is no text: 400', async () => {
    await expectProblem(await ask('/api/deals/%E0%A4%A'), 400);
  });

  it('speaks the reader’s language', async () => {
    const fr = await expectProblem(await ask('/nowhere', { headers: { 'accept-language': 'fr-FR' } }), 404);
    const en = await expectProblem(await ask('/nowhere', { headers: { 'accept-language': 'en-GB' } }), 404);
    expect([fr.title, en.title]).toEqual(['Introuvable', 'Not found']);
  });
});
