import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createHttp } from '#sync/connectors/http.ts';
import { retryAfterOf, toOutsideError } from '#sync/connectors/http-errors.ts';
import { underTrace } from '#sync/trace.ts';
import type { Loopback } from './loopback.ts';
import { loopback } from './loopback.ts';

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serving(...parameters: Parameters<typeof loopback>): Promise<Loopback> {
  const server = await loopback(...parameters);
  open.push(server);
  return server;
}

const token = 'very-secret-token';

function clientOf(server: { url: string }, timeoutMs = 2_000) {
  return createHttp({
    vendor: 'accounts',
    baseURL: server.url,
    timeoutMs,
    headers: { Authorization: `Bearer ${token}` },
  });
}

async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof OutsideError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('statuses', () => {
  const json = 'application/scim+json';
  it.each([
    [429, json, '{}', 'retry-later', false],
    [500, json, '{}', 'retry-later', true],
    [503, 'text/html', '<html></html>', 'retry-later', true],
    [408, json, '{}', 'retry-later', true],
    [401, json, '{}', 'sign-in-again', false],
    [402, json, '{}', 'sign-in-again', false],
    [403, json, '{"error":"Scope and URL mismatch"}', 'sign-in-again', false],
    [403, 'text/html', '<!doctype html><title>Cloudflare</title>', 'retry-later', false],
    [404, json, '{}', 'not-found', false],
    [410, json, '{}', 'not-found', false],
    [400, json, '{}', 'rejected', false],
    [409, json, '{}', 'rejected', false],
    [422, json, '{}', 'rejected', false],
    [302, 'text/html', '', 'broken', false],
    [405, json, '{}', 'broken', false],
  ])('%i %s %s is %s for a write', async (status, type, body, word, unclear) => {
    const server = await serving((_request, response) => {
      response
        .writeHead(status, { 'content-type': type, location: 'http://127.0.0.1:9/elsewhere' })
        .end(body);
    });
    const { failure } = await failureOf(clientOf(server).post('/Users', {}));
    expect(failure).toMatchObject({ vendor: 'accounts', word, unclear, status });
    expect(failure.title.fr).toMatch(/^[A-ZÉL]/);
    expect(failure.detail.fr.includes('peut-être')).toBe(unclear);
    expect(server.calls).toHaveLength(1);
  });

  it('quotes what the vendor says about a refusal, without our token', async () => {
    const server = await serving((_request, response) => {
      response
        .writeHead(409)
        .end(JSON.stringify({ detail: `userName taken (token ${token})`, status: '409' }));
    });
    const { failure } = await failureOf(clientOf(server).post('/Users', {}));
    expect(failure.detail.fr).toContain('« userName taken (token […]) »');
    expect(failure.detail.en).toContain('“userName taken (token […])”');
  });

  it.each([
    [
      { error: 'Validation failed', error_info: 'Please check developers.pipedrive.com' },
      '« Validation failed »',
    ],
    [{ errors: { subscription_url: ['invalid or non-reachable URL'] } }, '« invalid or non-reachable URL »'],
    [{ success: false, message: 'Forbidden' }, '« Forbidden »'],
  ])('reads %j', async (body, quoted) => {
    const server = await serving((_request, response) => response.writeHead(400).end(JSON.stringify(body)));
    expect((await failureOf(clientOf(server).post('/x', {}))).failure.detail.fr).toContain(quoted);
  });
});

describe('retries', () => {
  it('repeats a read once after a 500 or a reset', async () => {
    let count = 0;
    const server = await serving((request, response) => {
      count += 1;
      if (count === 1) response.writeHead(502).end();
      else if (count === 3) request.socket.destroy();
      else response.end('{"ok":true}');
    });
    const http = clientOf(server);
    expect((await http.get('/a')).data).toEqual({ ok: true });
    expect((await http.get('/b')).data).toEqual({ ok: true });
    expect(server.calls).toEqual(['GET /a', 'GET /a', 'GET /b', 'GET /b']);
  });

  it('repeats it once only, and never after a 429', async () => {
    const server = await serving((request, response) => {
      if (request.url === '/many') response.writeHead(429, { 'retry-after': '7' }).end('{}');
      else response.writeHead(500).end('{}');
    });
    const http = clientOf(server);
    expect((await failureOf(http.get('/down'))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
    expect((await failureOf(http.get('/many'))).failure).toMatchObject({ retryAfterMs: 7_000 });
    expect(server.calls).toEqual(['GET /down', 'GET /down', 'GET /many']);
  });
});

describe('network', () => {
  it('says that a write cut off in the middle is unclear, a read not', async () => {
    const server = await serving((request) => request.socket.destroy());
    const http = clientOf(server);
    expect((await failureOf(http.post('/x', {}))).failure).toMatchObject({
      word: 'retry-later',
      unclear: true,
    });
    expect((await failureOf(http.get('/x'))).failure).toMatchObject({ word: 'retry-later', unclear: false });
    expect(server.calls).toEqual(['POST /x', 'GET /x', 'GET /x']);
  });

  it('knows that an answer which broke off was a yes all the same', async () => {
    const server = await serving((request, response) => {
      response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-length': '50' });
      response.write('{', () => response.destroy());
    });
    const http = clientOf(server);
    const posted = await failureOf(http.post('/x', {}));
    expect(posted.failure).toMatchObject({ word: 'retry-later', unclear: true });
    expect((await failureOf(http.get('/x'))).failure).toMatchObject({ word: 'retry-later', unclear: false });
    expect(server.calls).toEqual(['POST /x', 'GET /x', 'GET /x']);
  });

  it('knows that a write never left when nobody listens', async () => {
    const server = await loopback((_request, response) => response.end());
    await server.close();
    expect((await failureOf(clientOf(server).post('/x', {}))).failure).toMatchObject({
      word: 'retry-later',
      unclear: false,
    });
  });

  it('gives up a silent server after the time limit, without a second try', async () => {
    const server = await serving(() => {});
    const http = clientOf(server, 60);
    expect((await failureOf(http.get('/x'))).failure).toMatchObject({ word: 'retry-later', unclear: false });
    expect((await failureOf(http.patch('/x', {}))).failure).toMatchObject({
      word: 'retry-later',
      unclear: true,
    });
    expect(server.calls).toEqual(['GET /x', 'PATCH /x']);
  });

  it('gives up an answer that trickles', async () => {
    const server = await serving((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect((await failureOf(clientOf(server, 120).get('/x'))).failure.word).toBe('retry-later');
  });
});

describe('what travels', () => {
  it('carries the request id and our name, and keeps connections open', async () => {
    const seen: unknown[] = [];
    const ports = new Set<number | undefined>();
    const server = await serving((request, response) => {
      seen.push([request.headers['x-request-id'], request.headers['user-agent']]);
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const http = clientOf(server);
    await underTrace({ requestId: 'r-1' }, () => http.get('/x'));
    await http.get('/x');
    expect(seen).toEqual([
      ['r-1', expect.stringMatching(/^Passerelle\/\d/)],
      [undefined, expect.stringMatching(/^Passerelle\/\d/)],
    ]);
    expect(ports.size).toBe(1);
  });

  it('keeps neither token nor query nor body in an error', async () => {
    const server = await serving((_request, response) =>
      response.writeHead(500).end('{"x":"private answer"}'),
    );
    const error = await failureOf(
      clientOf(server).post('/Users?filter=camille@example.org', { password: 'private body' }),
    );
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).toContain('POST /Users: status 500');
    expect(shown).not.toMatch(/very-secret|camille|private/);
  });
});

describe('toOutsideError', () => {
  it('names the places of an unexpected answer, not the values', () => {
    const parsed = z.object({ data: z.object({ id: z.number() }) }).safeParse({ data: { id: 'camille' } });
    const { failure } = toOutsideError(parsed.error, 'pipedrive');
    expect(failure.word).toBe('broken');
    expect(failure.detail.en).toContain('“data.id”');
    expect(failure.detail.en).not.toContain('camille');
  });

  it('lets OutsideErrors through and bears anything else', () => {
    const known = toOutsideError(new Error('odd'), 'mail');
    expect(toOutsideError(known, 'pipedrive')).toBe(known);
    expect(known.failure).toMatchObject({ vendor: 'mail', word: 'broken' });
    expect(toOutsideError('text', 'mail').failure.word).toBe('broken');
  });
});

describe('retryAfterOf', () => {
  const now = Date.parse('2026-05-27T12:00:00Z');
  it.each([
    ['2', 2_000],
    ['0', 0],
    ['Wed, 27 May 2026 12:00:30 GMT', 30_000],
    ['Wed, 27 May 2026 11:00:00 GMT', 0],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('reads %j', (header, expected) => {
    expect(retryAfterOf(header, now)).toBe(expected);
  });
});
