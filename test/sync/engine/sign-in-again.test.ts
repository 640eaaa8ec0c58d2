import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, quiet, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, troubled } from '../../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

/** Stops the only node and starts another in its place, as an operator does who changes the configuration. */
async function restarted(overrides: Record<string, string> = {}) {
  await world.nodes.pop()?.stop();
  world.sandbox.setServiceUrl((await world.addNode(overrides)).url);
}

it('says that Pipedrive refuses our access, and finishes by itself after the token was renewed', async () => {
  const sent = await submitted(world);
  await restarted({ PIPEDRIVE_API_TOKEN: 'revoked' });
  const answer = await world.command({ type: 'accept-request', requestId: sent.request.id });
  expect(answer.outcome).toBe('advanced');
  const refused = await troubled(world, sent.request.id, 'retrying');
  expect(refused.problem).toMatchObject({
    word: 'sign-in-again',
    title: 'Pipedrive refuse notre accès',
    detail: expect.stringContaining('Un administrateur doit renouveler le jeton'),
  });
  // Whoever retries too early hears the same again.
  await world.command({ type: 'retry-effect', effectId: refused.id });
  await eventually(async () => {
    const { attempts, dueAt } = await troubled(world, sent.request.id, 'retrying');
    return attempts === 1 && Date.parse(dueAt ?? '') - Date.now() > 5_000;
  });
  const webhooks = await submitted(world);
  expect(webhooks.request.step).toBe('pending');
  // As long after the first try, when the next one is far away: a start with a good token does not wait for it.
  await inStore(world, "update effects set due_at = now() + interval '5 minutes' where state = 'retrying'");
  await restarted();
  await acceptedOnce(world, sent);
});
