import { afterAll, beforeAll, expect, it } from 'vitest';
import { reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('without its variables nothing of Help Scout is there, and everything else is as before', async () => {
  const { request } = await submitted(world);
  await world.command({ type: 'accept-request', requestId: request.id });
  const accepted = await reaches(world, request.id, 'accepted', 12_000);
  expect(accepted.conversations).toEqual([]);
  expect(accepted.journal.map(({ text }) => text).join()).not.toMatch(/conversation|Help Scout/i);
  expect(world.sandbox.calls.list('helpscout')).toEqual([]);
  const url = world.nodes[0]?.url;
  const webhook = await fetch(`${url}/webhooks/helpscout`, { method: 'POST', body: '{}' });
  const sidebar = await fetch(`${url}/surfaces/helpscout/sidebar`);
  const session = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ host: 'helpscout', url: 'https://app.example.org/?user-id=1' }),
  });
  expect([webhook.status, sidebar.status]).toEqual([404, 404]);
  expect(session.status).toBe(400);
  const settings = await world.call('/api/settings', { userId: 1 });
  expect(settings.body).toMatchObject({ helpscout: null });
});
