import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeal, updateDeal } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { callsTo, dealIn, inStore, quiet, type Submitted, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

/** Who decides: an administrator of Pipedrive, who sees everything, and a sales person. */
const admin = { userId: 1 };
const sales = { userId: 21 };
const deciders = ['integration@example.org', 'vente@example.org'];
const ownerOnly = 1;
let world: World;
let sent: Submitted;
const asked = (dealId: number) => callsTo(world, 'GET', `/v1/deals/${dealId}/permittedUsers`).length;

function attach(attachToDealId: number, as: typeof sales) {
  return world.command({ type: 'accept-request', requestId: sent.request.id, attachToDealId }, as);
}

/** A deal of which no webhook told. */
function untold(title: string, visibleTo: 1 | 3): number {
  const lost = world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
  const { id } = createDeal(world.sandbox.standIn, 12, { title, owner_id: 12 });
  updateDeal(world.sandbox.standIn, 12, id, { visible_to: visibleTo });
  world.sandbox.misbehaviour.remove(lost.id);
  return id;
}

async function heardOf(dealId: number): Promise<boolean> {
  const known = "select from crm_records where entity = 'deal' and id = $1 and audience_id is not null";
  return (await inStore(world, known, [dealId])).length === 1;
}

describe('a deal of which nobody told who may see it', () => {
  beforeAll(async () => {
    world = await startWorld({ settings: { deciders, undoSeconds: 60 } });
    await quiet(world);
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    sent = await submitted(world);
  });

  it('is asked about, and not attached to by who may not see it: as one that there is not', async () => {
    const hidden = untold('Affaire confidentielle', ownerOnly);
    const answer = await attach(hidden, sales);
    expect(answer).toMatchObject({ outcome: 'refused', view: { step: 'pending', dealId: sent.dealId } });
    expect(JSON.stringify(answer)).not.toContain('confidentielle');
    expect(asked(hidden)).toBe(1);
    const ofNone = await attach(999_999, sales);
    expect({ ...ofNone, view: null }).toEqual({ ...answer, view: null });
    expect((await attach(hidden, admin)).outcome).toBe('advanced');
  });

  it('is attached to by who may see it; what was told costs no call', async () => {
    const shown = untold('Affaire ouverte', 3);
    const refusal = { type: 'refuse-request', requestId: sent.request.id, reason: 'individual' };
    expect((await attach(shown, sales)).outcome).toBe('advanced');
    expect(asked(shown)).toBe(1);
    expect((await world.command({ ...refusal, type: 'undo-decision' }, sales)).outcome).toBe('advanced');

    const { id: told } = createDeal(world.sandbox.standIn, 12, { title: 'Affaire racontée', owner_id: 12 });
    // A preview would ask as well, before its webhook is heard.
    await eventually(() => heardOf(told));
    // The sweep asks about others meanwhile.
    const before = asked(told);
    expect((await attach(told, sales)).outcome).toBe('advanced');
    expect(asked(told)).toBe(before);
  });

  it('is not attached to while Pipedrive does not answer, and that is said', async () => {
    const deal = untold('Affaire muette', 3);
    const rule = world.sandbox.misbehaviour.add({
      vendor: 'pipedrive',
      kind: '500',
      match: { pathPrefix: `/v1/deals/${deal}/` },
    });
    const answer = await attach(deal, sales);
    expect(answer).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
    expect(answer.reason).toMatch(/réessayez/);
    world.sandbox.misbehaviour.remove(rule.id);
    expect((await attach(deal, sales)).outcome).toBe('advanced');
  });
});

it('who confirms what a colleague proposed has to see the deal, too', async () => {
  world = await startWorld({ settings: { deciders, fourEyes: { accept: true, refuse: false } } });
  try {
    await quiet(world);
    sent = await submitted(world);
    const hidden = untold('Affaire confidentielle', ownerOnly);
    expect((await attach(hidden, admin)).outcome).toBe('advanced');
    const requestId = sent.request.id;
    const confirmed = await world.command({ type: 'confirm-decision', requestId }, sales);
    expect(confirmed).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
    expect(confirmed.reason).toMatch(/n’existe pas/);
    expect(dealIn(world, sent.dealId)?.is_deleted ?? false).toBe(false);
    updateDeal(world.sandbox.standIn, 12, hidden, { visible_to: 3 });
    const isConfirmed = async () =>
      (await world.command({ type: 'confirm-decision', requestId }, sales)).outcome === 'advanced';
    await eventually(isConfirmed);
  } finally {
    await world.stop();
  }
});
