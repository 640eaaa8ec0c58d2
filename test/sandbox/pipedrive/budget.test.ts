import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;
let now = new Date('2026-03-10T23:59:00Z');

beforeEach(async () => {
  now = new Date('2026-03-10T23:59:00Z');
  pipedrive = await startPipedrive({ now: () => now });
});
afterEach(() => pipedrive.stop());

it('leaves the cost of each operation on the response', async () => {
  await pipedrive.call('GET', '/api/v2/deals');
  await pipedrive.call('GET', '/api/v2/deals/1');
  await pipedrive.call('PATCH', '/api/v2/deals/1', { title: 'x' });
  await pipedrive.call('GET', '/api/v2/persons/search?term=eaux');
  await pipedrive.call('GET', '/api/v2/stages');
  await pipedrive.call('GET', '/v1/users/me');
  await pipedrive.call('POST', '/v1/notes', { content: 'x', deal_id: 1 });
  await pipedrive.call('PUT', '/v1/deals/1/merge', { merge_with_id: 2 });
  expect(pipedrive.costs).toEqual([10, 1, 5, 20, 5, 2, 10, 40]);
  expect(pipedrive.memory.spending).toEqual({ day: '2026-03-10', tokens: 93 });
});

it('counts the day down in headers, ends it with a bare 429, and starts again at midnight', async () => {
  pipedrive.memory.limits.dailyTokens = 11;
  const first = await pipedrive.call('GET', '/api/v2/deals');
  expect(first.headers.get('x-daily-ratelimit-token-limit')).toBe('11');
  expect(first.headers.get('x-daily-ratelimit-token-remaining')).toBe('1');
  const refused = await pipedrive.call('GET', '/api/v2/deals');
  expect(refused.status).toBe(429);
  expect(refused.text).toBe('');
  expect(refused.headers.get('retry-after')).toBeNull();
  expect((await pipedrive.call('GET', '/api/v2/deals/1')).status).toBe(200);
  expect(pipedrive.costs).toEqual([10, 0, 1]);
  now = new Date('2026-03-11T00:00:00Z');
  expect((await pipedrive.call('GET', '/api/v2/deals')).status).toBe(200);
});

it('refuses beyond the burst and forgives after the window', async () => {
  pipedrive.memory.limits.burst = 2;
  pipedrive.memory.limits.burstWindowMs = 200;
  const first = await pipedrive.call('GET', '/api/v2/deals/1');
  expect(first.headers.get('x-ratelimit-limit')).toBe('2');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(first.headers.get('x-ratelimit-reset')).toBe('1');
  await pipedrive.call('GET', '/api/v2/deals/1');
  const refused = await pipedrive.call('GET', '/api/v2/deals/1');
  expect(refused.status).toBe(429);
  expect(refused.text).toBe('');
  await pause(250);
  expect((await pipedrive.call('GET', '/api/v2/deals/1')).status).toBe(200);
});

it('has a smaller burst for searches', async () => {
  pipedrive.memory.limits.searchBurst = 1;
  expect((await pipedrive.call('GET', '/api/v2/persons/search?term=eaux')).status).toBe(200);
  expect((await pipedrive.call('GET', '/api/v2/persons/search?term=eaux')).status).toBe(429);
  expect((await pipedrive.call('GET', '/api/v2/deals/1')).status).toBe(200);
});
