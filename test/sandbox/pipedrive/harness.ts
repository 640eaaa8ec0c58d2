import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import {
  createPipedriveStandIn,
  type PipedriveOptions,
  type PipedriveStandIn,
} from '../../../services/sandbox/src/pipedrive/stand-in.ts';

export const apiToken = 'test-token';

export type Envelope = {
  data: Record<string, unknown> | null;
  previous: Record<string, unknown> | null;
  meta: Record<string, unknown> & { id: string; action: string; entity: string; attempt: number };
};
export type Received = { headers: IncomingHttpHeaders; body: Envelope };
export type Answer = { status: number; headers: Headers; text: string; body: Body };
// Answers of every operation: tests look at what they asked for, the shapes are checked by openapi.test.ts.
export type Body = {
  success?: boolean;
  error?: string;
  data: Data;
  additional_data: Data;
  [key: string]: unknown;
};
export type Data = Record<string, never> & { [index: number]: Data; length: number };

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}

/** A receiver of webhooks that keeps what it got and answers `answer()` (200 unless told otherwise). */
export async function startReceiver() {
  const received: Received[] = [];
  const state = { answer: (): number | Promise<number> => 200 };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString('utf8')) });
    response.statusCode = await state.answer();
    response.end();
  });
  const url = await listen(server);
  /** Waits until `count` deliveries came, at most 3 s. */
  async function until(count: number): Promise<Received[]> {
    for (let round = 0; round < 300 && received.length < count; round += 1) await pause(10);
    return received;
  }
  return { url, received, state, until, close: () => close(server) };
}

/** The stand-in behind a real HTTP server, with a caller that speaks JSON. */
export async function startPipedrive(overrides: Partial<PipedriveOptions> = {}) {
  const standIn: PipedriveStandIn = createPipedriveStandIn({
    companyId: 7001,
    apiToken,
    clientSecret: 'test-client-secret',
    webhookUser: 'hook',
    webhookPassword: 'hook-password',
    serviceUrl: 'http://127.0.0.1:9',
    webhookRetryMs: [],
    onChange: () => undefined,
    now: () => new Date(),
    webhookMisbehaviour: () => undefined,
    ...overrides,
  });
  standIn.memory.limits.burst = 10_000;
  standIn.memory.limits.searchBurst = 10_000;
  const costs: number[] = [];
  const app = express();
  app.use((_request, response, next) => {
    response.on('finish', () => costs.push(response.locals.tokenCost));
    next();
  });
  app.use(standIn.router);
  const server = createServer(app);
  const url = await listen(server);

  async function call(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
    const response = await fetch(url + path, {
      method,
      headers: { 'x-api-token': apiToken, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, text, body: parsed };
  }
  async function stop(): Promise<void> {
    await standIn.stop();
    await close(server);
  }
  return { url, standIn, memory: standIn.memory, costs, call, stop };
}

export type Pipedrive = Awaited<ReturnType<typeof startPipedrive>>;
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
