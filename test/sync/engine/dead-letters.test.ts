import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MisbehaviourInput } from '../../../services/sandbox/src/misbehaviour.ts';
import { quiet, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

const patchDeal = { method: 'PATCH', pathPrefix: '/api/v2/deals' };
const patchPerson = { method: 'PATCH', pathPrefix: '/api/v2/persons' };
const postUser = { method: 'POST', pathPrefix: '/scim/v2/Users' };

const rejections: [string, MisbehaviourInput, string, { word: string; title: RegExp; detail: RegExp }][] = [
  [
    'ensure-admin-account',
    { vendor: 'accounts', kind: '400', match: postUser },
    'L’annuaire a refusé le compte',
    { word: 'rejected', title: /annuaire des comptes a refusé/, detail: /Corrigez la fiche/ },
  ],
  [
    'ensure-deal-placed',
    { vendor: 'pipedrive', kind: '400', match: patchDeal },
    'Pipedrive a refusé le déplacement',
    { word: 'rejected', title: /^Pipedrive a refusé la demande/, detail: /« .+ » Corrigez la fiche/ },
  ],
  [
    'ensure-person-owner',
    { vendor: 'pipedrive', kind: '404', match: patchPerson },
    'la personne a disparu de Pipedrive',
    { word: 'not-found', title: /^Introuvable dans Pipedrive/, detail: /restaurez-le, puis relancez/ },
  ],
  [
    'send-email',
    { vendor: 'mail', kind: '400' },
    'la boîte a refusé le mail',
    { word: 'rejected', title: /a été refusée/, detail: /Vérifiez l’adresse dans la fiche, puis relancez/ },
  ],
];

describe.each(rejections)('%s is rejected', (kind, rule, _situation, problem) => {
  it('waits as a dead letter with advice, until somebody retries it', async () => {
    const sent = await submitted(world);
    const end = badDay(world, rule);
    await world.command({ type: 'accept-request', requestId: sent.request.id });
    const dead = await troubled(world, sent.request.id, 'dead-letter');
    expect(dead).toMatchObject({ kind, attempts: 1, dueAt: null });
    expect(dead.problem).toEqual({
      word: problem.word,
      title: expect.stringMatching(problem.title),
      detail: expect.stringMatching(problem.detail),
    });
    const stuck = await world.request(sent.request.id);
    expect(stuck).toMatchObject({
      step: 'accepting',
      allowedCommands: expect.arrayContaining(['retry-effect']),
    });
    const line = stuck.journal.find(({ text }) => text.startsWith('En échec'));
    expect(line?.detail).toContain(dead.problem?.title);

    // Too early: nothing was repaired yet.
    const retry = { type: 'retry-effect', effectId: dead.id };
    expect(await world.command(retry, { userId: 22 })).toMatchObject({ outcome: 'advanced' });
    await troubled(world, sent.request.id, 'dead-letter');
    end();
    expect(await world.command(retry)).toMatchObject({ outcome: 'advanced', view: { step: 'accepting' } });
    const accepted = await acceptedOnce(world, sent);
    expect(accepted.journal.filter(({ text }) => text.startsWith('Nouvel essai'))).toHaveLength(2);
  });
});

it('retries nothing that has not failed, nothing unknown, and nothing for people without the right', async () => {
  const sent = await submitted(world);
  await world.command({ type: 'accept-request', requestId: sent.request.id });
  const [done] = (await acceptedOnce(world, sent)).effects;
  const retry = { type: 'retry-effect', effectId: done?.id };
  const answer = await world.command(retry);
  expect(answer).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('rien à réessayer') });
  const command = { commandId: randomUUID(), ...retry };
  expect((await world.call('/api/commands', { userId: 23, body: command })).status).toBe(403);
  const unknown = { ...command, effectId: randomUUID() };
  expect((await world.call('/api/commands', { body: unknown })).status).toBe(404);
  await acceptedOnce(world, sent);
});
