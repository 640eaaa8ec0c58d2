import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

describe('an account request, granted', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('goes from the form to account, deal, person and mail', async () => {
    const { dealId, personId, email } = await world.form();
    const pending = await world.requestOf(dealId);
    expect(pending.step).toBe('pending');

    const answer = await world.command({ type: 'accept-request', requestId: pending.id });
    expect(answer).toMatchObject({ outcome: 'advanced', reason: null, view: { step: 'accepting' } });

    const accepted = await eventually(async () => {
      const view = await world.request(pending.id);
      return view.step === 'accepted' && view;
    });
    expect(accepted.effects.map(({ kind, state }) => [kind, state])).toEqual([
      ['ensure-admin-account', 'done'],
      ['ensure-deal-placed', 'done'],
      ['ensure-person-owner', 'done'],
      ['send-email', 'done'],
    ]);
    const { sandbox } = world;
    expect(sandbox.accounts.accounts).toHaveLength(1);
    expect(sandbox.mailbox.mails.filter((mail) => mail.to.includes(email))).toHaveLength(1);
    const deal = sandbox.pipedrive.deals.find(({ id }) => id === dealId);
    const person = sandbox.pipedrive.persons.find(({ id }) => id === personId);
    expect(deal).toMatchObject({ owner_id: 21, pipeline_id: 2, stage_id: 5, status: 'open' });
    expect(person?.owner_id).toBe(21);
  });
});
