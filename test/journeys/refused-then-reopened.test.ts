import { afterAll, beforeAll, expect, it } from 'vitest';
import { dealIn, mailsTo, personIn, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('reopens a refused request, accepts it, and keeps both decisions in the journal', async () => {
  const { request, dealId, personId, email } = await submitted(world);
  const requestId = request.id;
  await world.command({ type: 'refuse-request', requestId, reason: 'individual' });
  const refused = await reaches(world, requestId, 'refused');
  expect(refused.allowedCommands).toEqual(['reconsider-request']);

  const reopened = await world.command({ type: 'reconsider-request', requestId }, { userId: 22 });
  expect(reopened).toMatchObject({ outcome: 'advanced', view: { step: 'pending' } });
  await eventually(
    () => dealIn(world, dealId)?.status === 'open' && personIn(world, personId)?.owner_id === 11,
  );
  expect(dealIn(world, dealId)).toMatchObject({
    owner_id: 11,
    pipeline_id: 1,
    stage_id: 1,
    lost_reason: null,
  });
  const again = await world.command({ type: 'reconsider-request', requestId });
  expect(again.outcome).toBe('ignored');

  await world.command({ type: 'accept-request', requestId });
  const accepted = await reaches(world, requestId, 'accepted');
  expect(dealIn(world, dealId)).toMatchObject({ owner_id: 21, pipeline_id: 2, stage_id: 5, status: 'open' });
  expect(world.sandbox.accounts.accounts).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(2);

  const decisions = accepted.journal.filter(({ by, outcome }) => by !== null && outcome === 'advanced');
  expect(decisions.map(({ text, by }) => [text.replace(/ →.*/, ''), by]).reverse()).toEqual([
    ['Demande refusée : Particulier ou entreprise', 'Chargée de clientèle'],
    ['Demande remise à l’examen', 'Responsable commercial'],
    ['Demande acceptée', 'Chargée de clientèle'],
  ]);
});

it('reconsiders nothing but a refused request', async () => {
  const { request } = await submitted(world);
  const answer = await world.command({ type: 'reconsider-request', requestId: request.id });
  expect(answer).toMatchObject({ outcome: 'refused', reason: 'Seule une demande refusée se réexamine.' });
});
