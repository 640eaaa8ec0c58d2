import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callsTo, dealIn, mailsTo, personIn, reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

describe('an account request, refused', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  it('goes to the lost deal with its reason, the person and one mail that explains', async () => {
    const { request, dealId, personId, email } = await submitted(world);
    const note = 'Nous ne servons que les services publics.';
    const refusal = { type: 'refuse-request', requestId: request.id, reason: 'individual', note };
    const answer = await world.command(refusal);
    expect(answer).toMatchObject({ outcome: 'advanced', view: { step: 'refusing' } });

    const refused = await reaches(world, request.id, 'refused');
    expect(refused.effects.map(({ kind, state }) => [kind, state])).toEqual([
      ['ensure-deal-placed', 'done'],
      ['ensure-person-owner', 'done'],
      ['send-email', 'done'],
    ]);
    expect(refused).toMatchObject({ decidedBy: 'Chargée de clientèle', decidedFrom: 'pipedrive' });
    expect(dealIn(world, dealId)).toMatchObject({
      owner_id: 21,
      pipeline_id: 3,
      stage_id: 6,
      status: 'lost',
      lost_reason: `Particulier ou entreprise : ${note}`,
    });
    expect(personIn(world, personId)?.owner_id).toBe(21);
    const mails = mailsTo(world, email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(note);
    expect(world.sandbox.accounts.accounts).toHaveLength(0);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
    const line = refused.journal.find(({ text }) => text.startsWith('Demande refusée'));
    expect(line).toMatchObject({ by: 'Chargée de clientèle', from: 'Pipedrive', detail: note });
  });

  it('tells whoever comes later who decided, and does nothing again', async () => {
    const { request, dealId, email } = await submitted(world);
    const refusal = { type: 'refuse-request', requestId: request.id, reason: 'form-filler' };
    await world.command(refusal);
    await reaches(world, request.id, 'refused');
    const again = await world.command(refusal);
    expect(again).toMatchObject({ outcome: 'ignored', view: { step: 'refused' } });
    const accept = { type: 'accept-request', requestId: request.id };
    const late = await world.command(accept, { userId: 22 });
    expect(late.outcome).toBe('refused');
    expect(late.reason).toMatch(
      /^Chargée de clientèle a déjà refusé cette demande depuis Pipedrive, le .+\d/,
    );
    expect(late.view).toMatchObject({ decidedBy: 'Chargée de clientèle', decidedFrom: 'pipedrive' });
    expect(late.view?.decidedAt).toBe(again.view?.decidedAt);
    expect(mailsTo(world, email)).toHaveLength(1);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
  });

  it('takes no reason that is not of the list, and no decision from somebody without the right', async () => {
    const { request } = await submitted(world);
    const unknown = { type: 'refuse-request', requestId: request.id, reason: 'weather' };
    const answer = await world.command(unknown);
    expect(answer.outcome).toBe('refused');
    expect(answer.reason).toContain('« weather »');
    const refusal = { ...unknown, commandId: crypto.randomUUID(), reason: 'individual' };
    const forbidden = await world.call('/api/commands', { userId: 23, body: refusal });
    expect(forbidden).toMatchObject({ status: 403, body: { title: 'Vous ne pouvez pas décider' } });
    expect(await world.request(request.id)).toMatchObject({ step: 'pending', decidedBy: null });
  });
});
