import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { pipedriveWebhooks } from '#sync/http/pipedrive-webhooks.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { listen } from '#sync/http/server.ts';
import { createLog } from '#sync/log.ts';
import type { NewDelivery } from '#sync/store/deliveries.ts';
import { expectProblem } from '../../kit/problems.ts';
import { envelope } from '../../kit/webhooks.ts';

const received: NewDelivery[] = [];
const sockets: Socket[] = [];
let isFull = false;
let server: Server;
let port: number;

beforeAll(async () => {
  const app = express();
  const door = pipedriveWebhooks({
    companyCalling: async (header) => (header === 'Basic good' ? '7001' : undefined),
    receive: async (delivery) => void received.push(delivery),
    isFull: () => isFull,
  });
  app.use('/webhooks/pipedrive', door);
  app.use(answerProblems(createLog('silent')));
  server = await listen(app, '127.0.0.1', 0);
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  received.length = 0;
  isFull = false;
});
/** Whatever came before: the next one is taken. */
afterEach(async () => {
  isFull = false;
  expect((await post(envelope({ entity: 'person', id: 7 }))).status).toBe(200);
  for (const socket of sockets.splice(0)) socket.destroy();
});

const headers = { 'content-type': 'application/json', authorization: 'Basic good' };

function post(body: object, more: Record<string, string> = {}) {
  const url = `http://127.0.0.1:${port}/webhooks/pipedrive`;
  return fetch(url, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
}

/** A connection that says just this, and stays. */
async function connected(text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // Whoever is shut out while still talking is reset.
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

const head = (...fields: string[]) =>
  ['POST /webhooks/pipedrive HTTP/1.1', 'Host: door', 'Authorization: Basic good', ...fields, '', ''].join(
    '\r\n',
  );
const crowd = (text: string) => Promise.all(Array.from({ length: 200 }, () => connected(text)));

it('while too many wait, sends others away until later and records nothing of them', async () => {
  isFull = true;
  const response = await post(envelope({ entity: 'person', id: 1 }));
  expect(response.headers.get('retry-after')).toBe('3');
  await expectProblem(response, 503);
  expect(received).toEqual([]);
});

it('lets nobody wait for two hundred that send the half of a body', async () => {
  await crowd(`${head('Content-Length: 1000')}{"meta":`);
  expect((await post(envelope({ entity: 'person', id: 2 }))).status).toBe(200);
  expect(received).toHaveLength(1);
});

it('lets nobody wait for those that connect and say nothing, or the half of a head', async () => {
  await crowd('');
  await crowd('POST /webhooks/pipedrive HTTP/1.1\r\nHost: d');
  expect((await post(envelope({ entity: 'person', id: 3 }))).status).toBe(200);
});

it('closes connections whose head or body does not come', () => {
  expect(server.headersTimeout).toBeLessThanOrEqual(15_000);
  expect(server.requestTimeout).toBeLessThanOrEqual(60_000);
});

it('takes 10,000 bytes of header, and refuses more than Node takes', async () => {
  expect((await post(envelope({ entity: 'person', id: 4 }), { 'x-long': 'x'.repeat(10_000) })).status).toBe(
    200,
  );
  const socket = await connected(head(`X-Long: ${'x'.repeat(20_000)}`, 'Content-Length: 2'));
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 431 /);
});

const megabyte = 'x'.repeat(1_000_000);

it('refuses 100 MB before they come', async () => {
  const socket = await connected(head('Content-Length: 100000000'));
  expect(String(await once(socket, 'data'))).toMatch(/^HTTP\/1\.1 413 /);
});

it('lets nobody wait for 100 MB of unknown length, refuses them and keeps nothing of them', async () => {
  const socket = await connected(head('Transfer-Encoding: chunked'));
  const answered = once(socket, 'data');
  for (let sent = 0; sent < 100; sent += 1)
    socket.write(`${megabyte.length.toString(16)}\r\n${megabyte}\r\n`);
  expect((await post(envelope({ entity: 'person', id: 5 }))).status).toBe(200);
  socket.write('0\r\n\r\n');
  expect(String(await answered)).toMatch(/^HTTP\/1\.1 413 /);
  expect(received).toHaveLength(1);
});
