import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { typedCustomValues } from '../../services/sandbox/src/pipedrive/custom-fields.ts';
import { quiet, reaches, submitted } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';
import { envelope, postWebhook } from '../kit/webhooks.ts';

const priority = {
  fields: { volume: 'Nombre de dossiers par an', deadline: 'Échéance' },
  volumeAbove: 1000,
  deadlines: ['Dès que possible'],
};
const big = { filesPerYear: 2500, deadline: 'Dès que possible' };

describe('E-35 a priority is called before it is decided', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ settings: { priority } });
    await quiet(world);
  });
  afterAll(() => world.stop());

  const activitiesOf = (dealId: number) =>
    world.sandbox.pipedrive.activities.filter(({ deal_id }) => deal_id === dealId);

  /** The task of a deal, once it is there and the service knows. */
  const called = async (dealId: number) => {
    const { id } = await world.requestOf(dealId);
    return eventually(async () => {
      const request = await world.request(id);
      return request.journal.some(({ text }) => text === 'Fait : Planifier l’appel') && request;
    });
  };

  it('is marked with its numbers, and one task to call is put on its deal', async () => {
    const { dealId, personId } = await world.form({ name: 'Camille Exemple', organization: 'Ville', ...big });
    const request = await called(dealId);
    expect(request).toMatchObject({ step: 'pending', priority: true });
    expect(request.warnings.map((text) => text.replaceAll('\u202f', ' '))).toEqual([
      'Demande prioritaire : plus de 1 000 dossiers par an (2 500 annoncés), dès que possible. Appelez avant de décider.',
    ]);
    expect(activitiesOf(dealId)).toMatchObject([
      {
        subject: expect.stringMatching(/^Appeler avant de décider : Camille Exemple/),
        type: 'call',
        owner_id: 21,
        due_date: new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' }).format(new Date()),
        participants: [{ person_id: personId, primary: true }],
      },
    ]);
    const { items } = await world.list('?step=pending');
    expect(items.find(({ id }) => id === request.id)?.priority).toBe(true);
  });

  it('is asked for once, whatever Pipedrive tells again and the sweep finds', async () => {
    const { dealId } = await world.form(big);
    const { id } = await called(dealId);
    const { standIn } = world.sandbox;
    const { deals, fields } = world.sandbox.pipedrive;
    const deal = deals.find((each) => each.id === dealId);
    const [volume = ''] = Object.entries(deal?.custom_fields ?? {}).find(([, value]) => value === 2500) ?? [];
    for (const value of [10, 3000]) {
      updateDeal(standIn, 12, dealId, { custom_fields: { [volume]: value } });
      await eventually(async () => (await world.request(id)).priority === value > 1000);
    }
    const repeated = { ...deal, custom_fields: typedCustomValues(fields.deal, deal?.custom_fields ?? {}) };
    for (const attempt of [1, 2]) {
      const meta = { id: 'the-same-event', attempt };
      await postWebhook(world, envelope({ entity: 'deal', id: dealId, data: repeated, meta }));
    }
    const swept = await world.addNode({ SWEEP_SECONDS: '1' });
    await sleep(2_500);
    await swept.stop();
    world.nodes.pop();
    expect(activitiesOf(dealId)).toHaveLength(1);
  });

  it('is not repeated when the answer to the first try was lost', async () => {
    world.sandbox.misbehaviour.add({
      vendor: 'pipedrive',
      kind: 'reset',
      after: true,
      count: 1,
      match: { method: 'POST', pathPrefix: '/api/v2/activities' },
    });
    const { dealId } = await world.form(big);
    await called(dealId);
    expect(activitiesOf(dealId)).toHaveLength(1);
    expect(
      world.sandbox.calls.list().filter(({ path }) => path.startsWith('/api/v2/activities?')),
    ).toHaveLength(1);
  });

  it('holds nothing back when it cannot be made, and is pointless once decided', async () => {
    const rule = world.sandbox.misbehaviour.add({
      vendor: 'pipedrive',
      kind: '500',
      match: { pathPrefix: '/api/v2/activities' },
    });
    const { dealId } = await world.form(big);
    const { id } = await world.requestOf(dealId);
    await eventually(async () => (await world.request(id)).effects.some(({ state }) => state === 'retrying'));
    await world.command({ type: 'accept-request', requestId: id });
    const accepted = await reaches(world, id, 'accepted');
    expect(accepted.warnings).toEqual([]);
    world.sandbox.misbehaviour.remove(rule.id);
    const call = accepted.effects.find(({ kind }) => kind === 'ensure-call-activity');
    await world.command({ type: 'retry-effect', effectId: call?.id });
    await called(dealId);
    expect(activitiesOf(dealId)).toEqual([]);
  });

  it('leaves the others alone', async () => {
    const { dealId, request } = await submitted(world, { ...big, filesPerYear: 1000 });
    await sleep(500);
    expect(await world.request(request.id)).toMatchObject({ priority: false, warnings: [] });
    expect(activitiesOf(dealId)).toEqual([]);
  });
});
