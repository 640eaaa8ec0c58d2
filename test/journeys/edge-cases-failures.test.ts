import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { createPerson, updateDeal, updatePerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, mailsTo, personIn, quiet, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const robot = 12;
const sales = 21;

/** The effect that has trouble, once it has. */
async function troubled(world: World, id: string, state: 'retrying' | 'dead-letter') {
  return eventually(async () => {
    const view = await world.request(id);
    const effect = view.effects.find((one) => one.state === state);
    return effect && { view, effect };
  });
}

function statesOf({ effects }: RequestDetails): Record<string, string> {
  return Object.fromEntries(effects.map(({ kind, state }) => [kind, state]));
}

/** What was asked of Pipedrive besides reading. */
function writesToPipedrive(world: World) {
  return world.sandbox.calls.list('pipedrive').filter(({ method }) => method !== 'GET');
}

describe('edge cases: the outside fails', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    await quiet(world);
  });
  afterEach(() => world.sandbox.misbehaviour.clear());
  afterAll(() => world.stop());

  it('E-21 an account the directory refuses: a readable error, and nothing is sent to the CRM or the person', async () => {
    const { request, email, dealId, personId } = await submitted(world);
    const before = structuredClone([dealIn(world, dealId), personIn(world, personId)]);
    const writes = writesToPipedrive(world).length;
    world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: '400', match: { method: 'POST' } });
    await world.command({ type: 'accept-request', requestId: request.id });
    const { view, effect } = await troubled(world, request.id, 'dead-letter');
    expect(effect).toMatchObject({
      label: 'Créer ou relier le compte administrateur',
      problem: { word: 'rejected', title: 'L’annuaire des comptes a refusé la demande' },
    });
    expect(effect.problem?.detail).toMatch(/Corrigez la fiche concernée, puis relancez\.$/);
    expect(view).toMatchObject({ step: 'accepting', allowedCommands: ['undo-decision', 'retry-effect'] });
    expect(writesToPipedrive(world)).toHaveLength(writes);
    expect([dealIn(world, dealId), personIn(world, personId)]).toEqual(before);
    expect(mailsTo(world, email)).toEqual([]);

    world.sandbox.misbehaviour.clear();
    await world.command({ type: 'retry-effect', effectId: effect.id });
    await reaches(world, request.id, 'accepted');
    expect(mailsTo(world, email)).toHaveLength(1);
  });

  it('E-22 the account is there and Pipedrive fails after it: visible, retried, finished once', async () => {
    const { request, email, dealId } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500', match: { method: 'PATCH' } });
    await world.command({ type: 'accept-request', requestId: request.id });
    const { view, effect } = await troubled(world, request.id, 'retrying');
    expect(view.account?.state).toBe('invited');
    expect(effect).toMatchObject({
      kind: 'ensure-deal-placed',
      problem: { word: 'retry-later', title: 'Pipedrive est en panne' },
    });
    expect((await world.list('?step=accepting')).items.map(({ id }) => id)).toContain(request.id);
    expect(mailsTo(world, email)).toEqual([]);

    world.sandbox.misbehaviour.clear();
    await reaches(world, request.id, 'accepted', 20_000);
    expect(dealIn(world, dealId)).toMatchObject({ owner_id: sales, stage_id: 5 });
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
  });

  it('E-23 an answer 4xx is no success: the deal waits as a dead letter for a person', async () => {
    const { request, dealId, email } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '400', match: { method: 'PATCH' } });
    await world.command({ type: 'accept-request', requestId: request.id });
    const { view, effect } = await troubled(world, request.id, 'dead-letter');
    expect(statesOf(view)).toEqual({
      'ensure-admin-account': 'done',
      'ensure-deal-placed': 'dead-letter',
      'ensure-person-owner': 'waiting',
      'send-email': 'waiting',
    });
    expect(effect.problem?.title).toBe('Pipedrive a refusé la demande');
    expect(view.journal[0]?.text).toBe('En échec : Mettre l’affaire à sa place');
    expect(dealIn(world, dealId)?.owner_id).toBe(robot);

    world.sandbox.misbehaviour.clear();
    await world.command({ type: 'retry-effect', effectId: effect.id });
    await reaches(world, request.id, 'accepted');
    expect(mailsTo(world, email)).toHaveLength(1);
  });

  it('E-28 the person’s address changed unheard: nothing goes to the old one', async () => {
    const { request, personId, email, dealId } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    updatePerson(world.sandbox.standIn, robot, personId, { emails: [{ value: 'nouvelle@example.org' }] });
    await world.command({ type: 'accept-request', requestId: request.id });
    const { effect } = await troubled(world, request.id, 'dead-letter');
    expect(effect.problem).toMatchObject({ word: 'rejected', title: 'L’adresse de la personne a changé' });
    expect(effect.problem?.detail).toContain(email);
    expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toEqual([]);
    expect(mailsTo(world, email)).toEqual([]);
    expect(dealIn(world, dealId)?.owner_id).toBe(robot);
    const undone = await world.command({ type: 'undo-decision', requestId: request.id });
    expect(undone).toMatchObject({ outcome: 'advanced', view: { step: 'pending' } });
  });

  it('E-43 the CRM fails while refusing: no mail before the deal is lost, then all of it', async () => {
    const { request, dealId, email } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'pipedrive', kind: '500', match: { method: 'PATCH' } });
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
    const { view } = await troubled(world, request.id, 'retrying');
    expect(statesOf(view)).toMatchObject({ 'ensure-deal-placed': 'retrying', 'send-email': 'waiting' });
    expect(mailsTo(world, email)).toEqual([]);
    world.sandbox.misbehaviour.clear();
    await reaches(world, request.id, 'refused', 20_000);
    expect(dealIn(world, dealId)).toMatchObject({ status: 'lost', lost_reason: 'Particulier ou entreprise' });
    expect(mailsTo(world, email)).toHaveLength(1);
  });

  it('E-49 a mail that bounces stands on the request, and leaves for the corrected address', async () => {
    const { request, personId, dealId } = await submitted(world, { email: 'bounce@example.org' });
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
    const { view, effect } = await troubled(world, request.id, 'dead-letter');
    expect(effect).toMatchObject({
      kind: 'send-email',
      problem: { word: 'rejected', title: 'L’adresse bounce@example.org a été refusée' },
    });
    expect(effect.problem?.detail).toContain('5.1.1');
    expect(view).toMatchObject({ step: 'refusing', allowedCommands: ['retry-effect'] });
    expect(dealIn(world, dealId)?.status).toBe('lost');

    const corrected = 'corrigee@mairie.example.org';
    // Pipedrive tells changes to the second: a person is not as fast as the service's own write before it.
    await sleep(1_000);
    updatePerson(world.sandbox.standIn, sales, personId, { emails: [{ value: corrected }] });
    await eventually(async () => (await world.request(request.id)).person.email === corrected);
    await world.command({ type: 'retry-effect', effectId: effect.id });
    await reaches(world, request.id, 'refused');
    expect(mailsTo(world, corrected)).toHaveLength(1);
  });

  it('E-25 E-44 a deal a colleague wins in between is left as it is, and the journal says so', async () => {
    const { request, dealId, personId } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    updateDeal(world.sandbox.standIn, sales, dealId, { status: 'won' });
    const won = structuredClone(dealIn(world, dealId));
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
    const refused = await reaches(world, request.id, 'refused');
    expect(dealIn(world, dealId)).toEqual(won);
    expect(personIn(world, personId)?.owner_id).toBe(sales);
    expect(refused.journal.map(({ detail }) => detail)).toContain(
      'L’affaire a été fermée ou supprimée par quelqu’un : elle n’a pas été touchée.',
    );
  });

  it('E-26 a person without a deal gets one, once', async () => {
    const emails = [{ value: 'sans-affaire@example.org' }];
    const person = createPerson(world.sandbox.standIn, robot, { name: 'Sans Affaire', emails });
    const request = await eventually(async () => (await world.list('?q=sans-affaire')).items[0]);
    await reaches(world, request.id, 'pending');
    // The answer to the creation is lost: what is there is found again.
    world.sandbox.misbehaviour.add({
      vendor: 'pipedrive',
      kind: 'reset',
      after: true,
      count: 1,
      match: { method: 'POST', pathPrefix: '/api/v2/deals' },
    });
    await world.command({ type: 'accept-request', requestId: request.id });
    const accepted = await reaches(world, request.id, 'accepted', 20_000);
    const deals = world.sandbox.pipedrive.deals.filter((deal) => deal.person_id === person.id);
    expect(deals).toMatchObject([
      { id: accepted.dealId, owner_id: sales, stage_id: 5, title: 'Sans Affaire' },
    ]);
  });
});
