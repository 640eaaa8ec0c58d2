import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inStore, mailsTo, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { envelope, postWebhook, robotPerson } from '../../kit/webhooks.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('travels from the webhook to the calls it causes', async () => {
  const id = 60_001;
  const data = robotPerson(id, 'suivi@ville.example.org');
  const requestId = `from-webhook-${randomUUID()}`;
  const headers = { 'x-request-id': requestId };
  const response = await postWebhook(world, envelope({ entity: 'person', id, data }), { headers });
  expect(response.headers.get('x-request-id')).toBe(requestId);
  const looked = await eventually(() => {
    const calls = world.sandbox.calls.list('accounts').filter((call) => call.requestId === requestId);
    return calls.length > 0 && calls;
  });
  expect(looked[0]?.path).toContain('/scim/v2/Users');
});

it('travels from the command to every outgoing call, the mail and the journal', async () => {
  const { dealId, email } = await world.form();
  const { id } = await world.requestOf(dealId);
  await reaches(world, id, 'pending');
  const requestId = `from-click-${randomUUID()}`;
  const minted = await fetch(`${world.sandbox.url}/sandbox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"userId":21}',
  });
  const { token } = (await minted.json()) as { token: string };
  const clicked = await fetch(`${world.nodes[0]?.url}/api/commands`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-request-id': requestId,
    },
    body: JSON.stringify({ commandId: randomUUID(), type: 'accept-request', requestId: id }),
  });
  expect(clicked.headers.get('x-request-id')).toBe(requestId);
  await reaches(world, id, 'accepted');
  const calls = world.sandbox.calls.list().filter((call) => call.requestId === requestId);
  const verbs = calls.map(({ method, path }) => `${method} ${path.replace(/\/\d+$|\?.*$/, '')}`);
  expect(verbs).toEqual(
    expect.arrayContaining([
      'GET /api/v2/persons',
      'POST /scim/v2/Users',
      'GET /api/v2/deals',
      'PATCH /api/v2/deals',
      'PATCH /api/v2/persons',
    ]),
  );
  const [mail] = mailsTo(world, email);
  expect(mail?.headers).toContainEqual({ key: 'x-request-id', value: requestId });
  const lines = await inStore(world, 'select 1 from journal where instance_id = $1 and request_id = $2', [
    id,
    requestId,
  ]);
  // The decision and each of its four effects.
  expect(lines).toHaveLength(5);
});
