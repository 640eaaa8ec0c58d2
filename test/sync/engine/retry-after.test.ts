import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, quiet, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

const unfinishedLookUps =
  "select 1 from effects where kind = 'find-admin-account' and state not in ('done', 'cancelled')";

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

it.each(['accounts', 'pipedrive'] as const)(
  '%s asks to wait: no call leaves before, for any request, and all finish after',
  async (vendor) => {
    const [first, second] = await Promise.all([submitted(world), submitted(world)]);
    // The look-ups of the two requests are calls too.
    await eventually(async () => (await inStore(world, unfinishedLookUps)).length === 0);
    world.sandbox.calls.clear();
    badDay(world, { vendor, kind: '429', retryAfterSeconds: 3, count: 1 });
    await world.command({ type: 'accept-request', requestId: first.request.id });
    const waiting = await troubled(world, first.request.id, 'retrying');
    expect(Date.parse(waiting.dueAt ?? '') - Date.now()).toBeGreaterThan(1_500);
    await world.command({ type: 'accept-request', requestId: second.request.id });
    await Promise.all([acceptedOnce(world, first), acceptedOnce(world, second)]);
    const [refused, next] = world.sandbox.calls.list(vendor);
    expect(refused?.status).toBe(429);
    const waitedMs = Date.parse(next?.at ?? '') - Date.parse(refused?.at ?? '');
    expect(waitedMs).toBeGreaterThanOrEqual(2_990);
  },
  30_000,
);

it('lifts Pipedrive’s shield by waiting, not by calling', async () => {
  const sent = await submitted(world);
  const end = badDay(world, { vendor: 'pipedrive', kind: '403-html' });
  await world.command({ type: 'accept-request', requestId: sent.request.id });
  const { problem } = await troubled(world, sent.request.id, 'retrying');
  expect(problem).toMatchObject({ word: 'retry-later', title: 'Pipedrive nous bloque pour un moment' });
  const before = world.sandbox.calls.list('pipedrive').length;
  end();
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  expect(world.sandbox.calls.list('pipedrive')).toHaveLength(before);
  await acceptedOnce(world, sent);
}, 60_000);
