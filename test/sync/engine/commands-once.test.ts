import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandAnswer } from '#core/contract/request-view.ts';
import { callsTo, mailsTo, reaches, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.addNode();
});
afterAll(() => world.stop());

/** Sends a command and gives the answer's very bytes. */
async function send(body: object, { userId = 21, node = 0 } = {}) {
  const minted = await fetch(`${world.sandbox.url}/sandbox/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId }),
  });
  const { token } = (await minted.json()) as { token: string };
  const response = await fetch(`${world.nodes[node]?.url}/api/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

async function expectOnce(email: string, dealId: number) {
  const { accounts } = world.sandbox.accounts;
  expect(accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
}

it('answers the same command twice with the same bytes, on another node and after everything is done', async () => {
  const { request, dealId, email } = await submitted(world);
  const body = { commandId: randomUUID(), type: 'accept-request', requestId: request.id };
  const first = await send(body);
  expect(first.status).toBe(200);
  expect(await send(body)).toEqual(first);
  await reaches(world, request.id, 'accepted');
  expect(await send(body, { node: 1 })).toEqual(first);
  await expectOnce(email, dealId);
});

it('carries one of ten equal commands at once out, and gives all the same answer', async () => {
  const { request, dealId, email } = await submitted(world);
  const body = { commandId: randomUUID(), type: 'accept-request', requestId: request.id };
  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => send(body, { node: n % 2 })));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(JSON.parse(answers[0]?.text ?? '')).toMatchObject({ outcome: 'advanced' });
  await reaches(world, request.id, 'accepted');
  await expectOnce(email, dealId);
});

it('ignores the same decision under a new id, and refuses somebody else’s use of an id', async () => {
  const { request, dealId, email } = await submitted(world);
  const body = { commandId: randomUUID(), type: 'accept-request', requestId: request.id };
  await send(body);
  const again = await send({ ...body, commandId: randomUUID() });
  expect(JSON.parse(again.text)).toMatchObject({
    outcome: 'ignored',
    reason: expect.stringContaining('a déjà accepté'),
  });
  expect((await send(body, { userId: 22 })).status).toBe(409);
  await reaches(world, request.id, 'accepted');
  await expectOnce(email, dealId);
});

it('lets one of two deciders at the same moment win; the other hears who, when and from where', async () => {
  for (let round = 0; round < 5; round++) {
    const { request } = await submitted(world);
    const accept = { type: 'accept-request', requestId: request.id };
    const refuse = { type: 'refuse-request', requestId: request.id, reason: 'individual' };
    const answers: CommandAnswer[] = await Promise.all([
      world.command(accept, { userId: 21, node: round % 2 }),
      world.command(refuse, { userId: 22, node: (round + 1) % 2 }),
    ]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['advanced', 'refused']);
    const [accepted, refused] = answers;
    const accepts = accepted?.outcome === 'advanced';
    const lost = accepts ? refused : accepted;
    const words = accepts ? 'Chargée de clientèle a déjà accepté' : 'Responsable commercial a déjà refusé';
    expect(lost?.reason).toMatch(
      new RegExp(`^${words} cette demande depuis Pipedrive, le .+ \\d\\d:\\d\\d\\.$`),
    );
    expect(lost?.view).toMatchObject({
      decidedBy: accepts ? 'Chargée de clientèle' : 'Responsable commercial',
      decidedFrom: 'pipedrive',
      decidedAt: expect.stringMatching(/Z$/),
    });
    await reaches(world, request.id, accepts ? 'accepted' : 'refused');
  }
});
