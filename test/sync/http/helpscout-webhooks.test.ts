import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { helpscoutWebhooks } from '#sync/http/helpscout-webhooks.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { createLog } from '#sync/log.ts';
import type { NewDelivery } from '#sync/store/deliveries.ts';

const secrets = ['the new secret', 'asdfasdf'];
const received: NewDelivery[] = [];
const warned: object[] = [];
let companyId: string | undefined = '7001';
let nowMs = Date.parse('2026-11-23T09:00:00Z');
let server: Server;

beforeAll(async () => {
  const app = express();
  const log = { warn: (fields: object) => void warned.push(fields) };
  const receive = async (delivery: NewDelivery) => void received.push(delivery);
  app.use(
    '/webhooks/helpscout',
    helpscoutWebhooks({ secrets, companyId: () => companyId, receive, log, nowMs: () => nowMs }),
  );
  // Whatever parses bodies comes after it.
  app.use(express.json());
  app.use(answerProblems(createLog('silent')));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received.length = 0;
  warned.length = 0;
  companyId = '7001';
});

const signatureOf = (body: string, secret: string) =>
  createHmac('sha1', secret).update(Buffer.from(body, 'utf8')).digest('base64');

function post(body: string, headers: Record<string, string | undefined> = {}): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  const all = {
    'content-type': 'application/json',
    'x-helpscout-event': 'convo.created',
    'x-helpscout-signature': signatureOf(body, 'asdfasdf'),
    ...headers,
  };
  const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return fetch(`http://127.0.0.1:${port}/webhooks/helpscout`, { method: 'POST', body, headers: given });
}

describe('a webhook of Help Scout', () => {
  it('is known by the documented signature of its bytes, and recorded as a hint', async () => {
    const response = await post('{"id":123}', { 'x-helpscout-signature': '7S2+kN8bZsrdAEADJ+yYfWWsf/4=' });
    expect(response.status).toBe(200);
    expect(received).toMatchObject([
      {
        company: '7001',
        source: 'helpscout-webhook',
        subject: 'helpscout:7001:conversation:123',
        state: 'recorded',
      },
    ]);
  });

  it.each([
    ['application/json'],
    ['application/hal+json'],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
  ])('is verified over its bytes as they came, sent as %s', async (type) => {
    const body = '{"subject":"Demande de compte d\\u00e9put\\u00e9","url":"https:\\/\\/x","id":  5}';
    expect((await post(body, { 'content-type': type })).status).toBe(200);
    expect(received).toHaveLength(1);
  });

  it('may be signed with either secret while one is changed', async () => {
    const body = '{"id":7}';
    const headers = { 'x-helpscout-signature': signatureOf(body, 'the new secret') };
    expect((await post(body, headers)).status).toBe(200);
  });

  it.each([
    ['signed with another secret', { 'x-helpscout-signature': signatureOf('{"id":123}', 'another') }],
    ['without a signature', { 'x-helpscout-signature': undefined }],
    ['with an empty signature', { 'x-helpscout-signature': '' }],
    ['whose signature is cut', { 'x-helpscout-signature': '7S2+kN8bZsrdAEADJ+yYfWWsf/4' }],
  ])('%s is refused, and nothing of it is kept', async (_what, headers) => {
    const response = await post('{"id":123}', headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(received).toEqual([]);
  });

  it('written anew by something on its way is refused', async () => {
    const body = '{"id":5,"url":"https:\\/\\/x"}';
    const headers = { 'x-helpscout-signature': signatureOf(body, 'asdfasdf') };
    expect((await post(JSON.stringify(JSON.parse(body)), headers)).status).toBe(401);
  });

  it('keeps nothing of what people wrote', async () => {
    await post('{"id":123,"subject":"Confidentiel","_embedded":{"threads":[{"body":"<p>secret</p>"}]}}');
    expect(JSON.stringify(received)).not.toMatch(/Confidentiel|secret/);
  });

  it('of a customer is a hint about the customer; of anything else nothing follows', async () => {
    await post('{"id":9}', { 'x-helpscout-event': 'customer.updated' });
    await post('{"id":9}', { 'x-helpscout-event': 'tag.created' });
    expect(received).toMatchObject([
      { subject: 'helpscout:7001:customer:9', state: 'recorded' },
      { state: 'ignored', reason: 'Nothing follows tag.created.' },
    ]);
  });

  it('that is repeated at once is the same one; the same words later are a new hint', async () => {
    const keys = async () => {
      await post('{"id":123}');
      return received.at(-1)?.key;
    };
    const first = await keys();
    expect(await keys()).toBe(first);
    await post('{"id":123}', { 'x-helpscout-event': 'convo.status' });
    expect(received.at(-1)?.key).not.toBe(first);
    nowMs += 5 * 60_000;
    expect(await keys()).not.toBe(first);
  });

  it('that tests the way is answered, and nothing else', async () => {
    expect((await post('{}', { 'x-helpscout-event': 'helpscout.test' })).status).toBe(200);
    expect(received).toEqual([]);
  });

  it.each([
    ['no JSON', 'confidentiel', 'convo.created'],
    ['nothing', '', 'convo.created'],
    ['no id', '{"name":"confidentiel"}', 'convo.created'],
    ['no event', '{"id":5}', null],
  ])('that says %s is noted without its words, and is no failure of ours', async (_what, body, event) => {
    const response = await post(body, { 'x-helpscout-event': event ?? undefined });
    expect(response.status).toBe(200);
    expect(received).toMatchObject([{ state: 'unreadable', subject: expect.stringContaining('unreadable') }]);
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ event, length: body.length });
    expect(JSON.stringify(received)).not.toContain('confidentiel');
  });

  it('that is too large, or packed so that nobody knows how large, is not read', async () => {
    expect((await post(`{"id":1,"x":"${'x'.repeat(2_200_000)}"}`)).status).toBe(413);
    const { port } = server.address() as AddressInfo;
    const packed = await fetch(`http://127.0.0.1:${port}/webhooks/helpscout`, {
      method: 'POST',
      body: gzipSync('{"id":1}'),
      headers: {
        'content-encoding': 'gzip',
        'x-helpscout-event': 'convo.created',
        'x-helpscout-signature': signatureOf('{"id":1}', 'asdfasdf'),
      },
    });
    expect(packed.status).toBe(415);
    expect(received).toEqual([]);
  });

  it('is answered as long as no company is served, which the log tells: the sweep finds it', async () => {
    companyId = undefined;
    expect((await post('{"id":123}')).status).toBe(200);
    expect(received).toEqual([]);
    expect(warned).toEqual([{ event: 'convo.created' }]);
    const unsigned = await post('{"id":123}', { 'x-helpscout-signature': 'x' });
    expect(unsigned.status).toBe(401);
  });
});
