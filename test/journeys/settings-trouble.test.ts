import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView } from '#core/contract/settings-view.ts';
import { addStage } from '../../services/sandbox/src/pipedrive/structure-writes.ts';
import { checkNow, doctorOf, found } from '../kit/doctor-looks.ts';
import { dealIn, mailsTo, quiet, reaches, submitted } from '../kit/flow.ts';
import { callAs, control, type Who } from '../kit/installing.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const admin: Who = { companyId: 7001, userId: 1 };
const [sales, manager, former] = [21, 22, 24];
const suspects = 2;
const [documented, accountCreated] = [4, 5];

const fitting = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org', 'responsable@example.org'],
  stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
  undoSeconds: 0,
};

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SETTINGS_FILE: '' } });
  await quiet(world);
  expect((await save(fitting)).status).toBe(200);
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

const settingsOf = async () => (await callAs(world, admin, '/api/settings')).body as unknown as SettingsView;
async function save(settings: object) {
  const { revision } = await settingsOf();
  return callAs(world, admin, '/api/settings', { method: 'PUT', body: { revision, settings } });
}
const doctor = () => doctorOf(world, admin);
const retry = (effectId: string) => world.command({ type: 'retry-effect', effectId });
const stage = (method: string, id: number, body?: object) =>
  control(world, method, `/companies/7001/stages/${id}`, body);

/** The effect of a request that gave up. */
const deadLetterOf = (id: string) =>
  eventually(async () => (await world.request(id)).effects.find(({ state }) => state === 'dead-letter'));

describe('a renamed stage', () => {
  afterAll(async () => {
    const [second] = world.nodes.splice(1, 1);
    await second?.stop();
    await stage('PATCH', accountCreated, { name: 'Compte créé' });
  });

  it('is kept by its id, and worth a word with its new name everywhere', async () => {
    await stage('PATCH', accountCreated, { name: 'Compte ouvert' });
    expect((await settingsOf()).problems).toMatchObject([
      { path: 'stages.accountCreated', severity: 'warning', nearest: 'Compte ouvert' },
    ]);
    const saved = await save({ ...fitting, updateOrganizationOwner: true });
    expect(saved).toMatchObject({ status: 200, body: { problems: [{ severity: 'warning' }] } });
    expect(found(await doctor(), 'settings', /stages.accountCreated/)).toMatchObject({
      state: 'advice',
      who: 'admin',
      fix: expect.stringContaining('Compte ouvert'),
    });
    const [kept] = await checkNow(world, ['7001']);
    expect(found(kept, 'settings', /stages.accountCreated/)?.state).toBe('advice');

    const { request, dealId } = await submitted(world);
    await world.command({ type: 'accept-request', requestId: request.id });
    await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)?.stage_id).toBe(accountCreated);
  });

  it('is known by a node that starts after it', async () => {
    await world.addNode();
    const { request, dealId } = await submitted(world);
    const answer = await world.command({ type: 'accept-request', requestId: request.id }, { node: 1 });
    expect(answer.outcome).toBe('advanced');
    await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)?.stage_id).toBe(accountCreated);
  });
});

describe('a deleted stage', () => {
  it('stops at the first call, is shown with the fix, and loses no request', async () => {
    await save(fitting);
    const first = await submitted(world);
    const second = await submitted(world);
    await stage('DELETE', accountCreated);
    await world.command({ type: 'accept-request', requestId: first.request.id });
    const stopped = await deadLetterOf(first.request.id);
    expect(stopped).toMatchObject({
      kind: 'ensure-deal-placed',
      problem: { word: 'rejected', title: 'L’étape prévue n’existe plus dans Pipedrive' },
    });
    expect(stopped.problem?.detail).toMatch(/réglages de Passerelle.*relancez/);
    expect(mailsTo(world, first.email)).toEqual([]);

    // From then on it is known: nobody decides into the void.
    const told = await world.command({ type: 'accept-request', requestId: second.request.id });
    expect(told).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
    expect(told.reason).toMatch(/« Compte créé » n’existe pas.*corriger les réglages/);
    expect(await retry(stopped.id)).toMatchObject({
      outcome: 'refused',
      reason: expect.stringMatching(/corriger les réglages/),
    });

    expect((await settingsOf()).problems).toMatchObject([
      { path: 'stages.accountCreated', severity: 'error' },
    ]);
    const wrong = { path: 'stages.accountCreated', severity: 'error' };
    expect(
      await save({ ...fitting, stages: { ...fitting.stages, accountCreated: 'Compte fait' } }),
    ).toMatchObject({
      status: 422,
      body: { problems: [wrong] },
    });
    const expected = { state: 'wrong', who: 'admin', fix: expect.stringMatching(/./) };
    expect(found(await doctor(), 'settings', /stages.accountCreated/)).toMatchObject(expected);
    const [kept] = await checkNow(world, ['7001']);
    expect(found(kept, 'settings', /stages.accountCreated/)).toMatchObject(expected);

    expect(
      (await save({ ...fitting, stages: { ...fitting.stages, accountCreated: 'Doc envoyée' } })).status,
    ).toBe(200);
    expect(await retry(stopped.id)).toMatchObject({ outcome: 'advanced' });
    await world.command({ type: 'accept-request', requestId: second.request.id });
    for (const { request, dealId, email } of [first, second]) {
      await reaches(world, request.id, 'accepted');
      expect(dealIn(world, dealId)?.stage_id).toBe(documented);
      expect(mailsTo(world, email)).toHaveLength(1);
    }
  });

  it('made again under the same name: a retry is enough', async () => {
    const { request, dealId } = await submitted(world);
    await stage('DELETE', documented);
    await world.command({ type: 'accept-request', requestId: request.id });
    const stopped = await deadLetterOf(request.id);
    const actor = { userId: admin.userId, source: 'app' } as const;
    const again = { name: 'Doc envoyée', pipeline_id: suspects };
    const made = addStage(world.sandbox.standIn, actor, again);
    expect(await retry(stopped.id)).toMatchObject({ outcome: 'advanced' });
    await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)?.stage_id).toBe(made.id);
  });
});

describe('an owner who left', () => {
  const withOwner = (id: number) => ({
    ...fitting,
    stages: { ...fitting.stages, accountCreated: 'Doc envoyée' },
    owners: { rule: 'fixed', fixed: id },
  });

  it('cannot be named on save', async () => {
    expect(await save(withOwner(former))).toMatchObject({
      status: 422,
      body: { problems: [{ path: 'owners.fixed', severity: 'error' }] },
    });
  });

  it('unheard: the deal stops, both say what to do, and a retry gives it to somebody who is there', async () => {
    expect((await save(withOwner(manager))).status).toBe(200);
    const { request, dealId, email } = await submitted(world);
    world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
    await control(world, 'PATCH', `/companies/7001/users/${manager}`, { active: false });
    await world.command({ type: 'accept-request', requestId: request.id });
    const stopped = await deadLetterOf(request.id);
    expect(stopped.problem).toMatchObject({ title: 'Le propriétaire prévu n’est plus actif dans Pipedrive' });
    expect(found(await doctor(), 'settings', /owners.fixed/)).toMatchObject({ state: 'wrong', who: 'admin' });
    const [kept] = await checkNow(world, ['7001']);
    expect(found(kept, 'settings', /owners.fixed/)?.fix).toMatch(/./);

    expect(await retry(stopped.id)).toMatchObject({ outcome: 'advanced' });
    const next = await eventually(async () => {
      const view = await world.request(request.id);
      const again = view.effects.find(({ state }) => state === 'dead-letter');
      return view.step === 'accepted' || again;
    });
    if (next !== true) await retry(next.id);
    await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)?.owner_id).toBe(sales);
    expect(mailsTo(world, email)).toHaveLength(1);
  });
});
