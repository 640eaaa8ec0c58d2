import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callsTo, dealIn, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { undoSeconds: 2 } });
});
afterAll(() => world.stop());

const undo = (requestId: string, userId = 21) =>
  world.command({ type: 'undo-decision', requestId }, { userId });

it('takes a decision back before its first effect, by a colleague too, and decides again', async () => {
  const { request, dealId, email } = await submitted(world);
  const requestId = request.id;
  const accepted = await world.command({ type: 'accept-request', requestId });
  const heldMs = Date.parse(accepted.view?.undoUntil ?? '') - Date.parse(accepted.view?.decidedAt ?? '');
  expect(heldMs).toBe(2_000);
  expect(accepted.view?.allowedCommands).toEqual(['undo-decision']);

  const undone = await undo(requestId, 22);
  expect(undone).toMatchObject({ outcome: 'advanced', view: { step: 'pending', decidedBy: null } });
  await sleep(2_500);
  expect(world.sandbox.accounts.accounts).toHaveLength(0);
  expect(mailsTo(world, email)).toHaveLength(0);
  expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(0);
  expect(await undo(requestId)).toMatchObject({ outcome: 'refused' });

  await world.command({ type: 'refuse-request', requestId, reason: 'individual' });
  const refused = await reaches(world, requestId, 'refused');
  expect(dealIn(world, dealId)?.status).toBe('lost');
  expect(mailsTo(world, email)).toHaveLength(1);
  const told = refused.journal.map(({ text, by }) => [text.replace(/ →.*/, ''), by]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['Demande acceptée', 'Chargée de clientèle'],
      ['Décision annulée', 'Responsable commercial'],
    ]),
  );
});

it('is too late once the decision is carried out', async () => {
  const { request } = await submitted(world);
  await world.command({ type: 'accept-request', requestId: request.id });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted).toMatchObject({ undoUntil: null });
  expect(accepted.allowedCommands).not.toContain('undo-decision');
  const late = await undo(request.id);
  expect(late).toMatchObject({ outcome: 'refused', view: { step: 'accepted' } });
  expect(late.reason).toMatch(/^Trop tard pour annuler/);
});

it('takes a decision back after its very first effect gave up', async () => {
  const { request, dealId, email } = await submitted(world);
  const match = { method: 'POST', pathPrefix: '/scim/v2/Users' };
  const rule = world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: '400', match });
  await world.command({ type: 'accept-request', requestId: request.id });
  const stuck = await eventually(async () => {
    const view = await world.request(request.id);
    return view.effects[0]?.state === 'dead-letter' && view;
  });
  expect(stuck.allowedCommands).toEqual(expect.arrayContaining(['undo-decision', 'retry-effect']));
  const undone = await undo(request.id);
  expect(undone).toMatchObject({ outcome: 'advanced', view: { step: 'pending', effects: [] } });
  world.sandbox.misbehaviour.remove(rule.id);

  await world.command({ type: 'accept-request', requestId: request.id });
  await reaches(world, request.id, 'accepted');
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
});
