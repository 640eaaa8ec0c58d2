import { afterEach, expect, it } from 'vitest';
import { OutsideError, type OutsideFailure } from '#sync/connectors/errors.ts';
import { createHttp } from '#sync/connectors/http.ts';
import { createRetryAfter } from '#sync/connectors/retry-after.ts';
import { type Loopback, loopback } from './loopback.ts';

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The failure that `work` ends with. */
async function failureOf(work: () => unknown): Promise<OutsideFailure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof OutsideError) return error.failure;
    throw error;
  }
  throw new Error('nothing failed');
}

it.each([429, 503])('after a %i nobody calls before the instant asked for', async (status) => {
  let isFirst = true;
  const server = await loopback((_request, response) => {
    if (isFirst) response.writeHead(status, { 'retry-after': '1' }).end('{}');
    else response.end('{}');
    isFirst = false;
  });
  open.push(server);
  const http = createHttp({ vendor: 'accounts', baseURL: server.url });
  expect(await failureOf(() => http.get('/first'))).toMatchObject({ word: 'retry-later', status });
  const early = await failureOf(() => http.post('/early', {}));
  expect(early.word).toBe('retry-later');
  expect(early.unclear).not.toBe(true);
  expect(early.retryAfterMs).toBeGreaterThan(500);
  await new Promise((resolve) => setTimeout(resolve, (early.retryAfterMs ?? 0) + 5));
  await http.get('/after');
  expect(server.calls).toEqual(['GET /first', 'GET /after']);
});

it('the longest wait asked for holds, and an answer without one asks for nothing', async () => {
  let now = 1_000_000;
  const asked = createRetryAfter('accounts', () => now);
  asked.observe({ status: 500, headers: {} });
  asked.ensureOver();
  asked.observe({ status: 429, headers: { 'retry-after': '10' } });
  asked.observe({ status: 503, headers: { 'retry-after': '2' } });
  asked.observe({ status: 200, headers: { 'retry-after': '60' } });
  now += 9_999;
  expect(await failureOf(() => asked.ensureOver())).toMatchObject({ vendor: 'accounts', retryAfterMs: 1 });
  now += 1;
  asked.ensureOver();
});
