import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { quiet, reaches, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

/** What Pipedrive was asked while `work` ran and until its echoes came back, as "VERB path-without-ids". */
async function callsDuring(work: () => Promise<unknown>) {
  world.sandbox.calls.clear();
  await work();
  await sleep(1_000);
  const calls = world.sandbox.calls.list('pipedrive');
  return {
    tokens: calls.reduce((sum, { tokenCost }) => sum + tokenCost, 0),
    verbs: calls.map(({ method, path }) => `${method} ${path.replace(/\d+$/, '')}`).sort(),
  };
}

it.each([
  ['acceptance', { type: 'accept-request' }, 'accepted'],
  ['refusal', { type: 'refuse-request', reason: 'individual' }, 'refused'],
] as const)('an %s costs at most 12 tokens: re-reads and two PATCHes', async (_decision, command, step) => {
  const { request } = await submitted(world);
  // Beyond the three seconds after which an organization nobody told would be read.
  await sleep(3_500);
  const { tokens, verbs } = await callsDuring(async () => {
    await world.command({ ...command, requestId: request.id });
    await reaches(world, request.id, step);
  });
  expect(tokens).toBeLessThanOrEqual(12);
  expect(verbs.filter((verb) => verb.startsWith('PATCH'))).toEqual([
    'PATCH /api/v2/deals/',
    'PATCH /api/v2/persons/',
  ]);
  expect(verbs.filter((verb) => !verb.startsWith('PATCH')).length).toBeLessThanOrEqual(2);
});

it('a form costs nothing, and neither does looking at it', async () => {
  const { tokens, verbs } = await callsDuring(async () => {
    const { dealId, personId, request } = await submitted(world);
    for (const path of [`/api/deals/${dealId}`, `/api/persons/${personId}`, `/api/requests/${request.id}`]) {
      expect((await world.call(path)).status).toBe(200);
    }
    expect((await world.call('/api/requests?q=mairie')).status).toBe(200);
    expect((await world.call('/api/deals/99999999')).body).toMatchObject({ request: null });
    await sleep(3_500);
  });
  expect(verbs).toEqual([]);
  expect(tokens).toBe(0);
});
