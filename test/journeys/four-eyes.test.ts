import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestDetails } from '#core/contract/request-view.ts';
import { callsTo, dealIn, inStore, mailsTo, reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

const [sales, manager, trainee] = [21, 22, 23];

let world: World;
beforeAll(async () => {
  world = await startWorld({ settings: { fourEyes: { accept: true, refuse: true } } });
});
afterAll(() => world.stop());

const told = ({ journal }: RequestDetails) => journal.map(({ text, by }) => [text.replace(/ →.*/, ''), by]);

/** What left the house for a request: nothing, as long as one person alone has spoken. */
async function outsideOf({ request, dealId, email }: Awaited<ReturnType<typeof submitted>>) {
  const effects = await inStore(
    world,
    `select kind from effects where instance_id = $1 and decision > 0 and state <> 'cancelled'`,
    [request.id],
  );
  return {
    effects: effects.length,
    accounts: world.sandbox.accounts.accounts.filter(({ userName }) => userName === email).length,
    patches: callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`).length,
    mails: mailsTo(world, email).length,
  };
}
const nothing = { effects: 0, accounts: 0, patches: 0, mails: 0 };

it('the first proposes and nothing is done; another one confirms; both names are in the journal', async () => {
  const sent = await submitted(world);
  const requestId = sent.request.id;
  const proposed = await world.command({ type: 'accept-request', requestId }, { userId: sales });
  expect(proposed).toMatchObject({
    outcome: 'advanced',
    reason: expect.stringMatching(/Rien n’est encore fait/),
    view: {
      step: 'pending',
      decidedBy: null,
      effects: [],
      proposal: { type: 'accept-request', by: 'Chargée de clientèle', mine: true },
    },
  });
  expect(proposed.view?.allowedCommands).not.toContain('confirm-decision');
  expect(await outsideOf(sent)).toEqual(nothing);

  const alone = await world.command({ type: 'confirm-decision', requestId }, { userId: sales });
  expect(alone).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
  expect(alone.reason).not.toBeNull();
  const again = await world.command({ type: 'accept-request', requestId }, { userId: sales });
  expect(again).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
  const mayNot = await world.call('/api/commands', {
    userId: trainee,
    body: { type: 'confirm-decision', requestId, commandId: crypto.randomUUID() },
  });
  expect(mayNot.status).toBe(403);
  expect(await outsideOf(sent)).toEqual(nothing);

  const seen = await world.call(`/api/requests/${requestId}`, { userId: manager });
  expect(seen.body).toMatchObject({
    proposal: { mine: false },
    allowedCommands: expect.arrayContaining(['confirm-decision', 'withdraw-proposal']),
  });
  await world.command({ type: 'confirm-decision', requestId }, { userId: manager });
  const accepted = await reaches(world, requestId, 'accepted');
  expect(accepted).toMatchObject({ proposal: null });
  expect(accepted.decidedBy).toMatch(/Chargée de clientèle.*Responsable commercial/);
  expect(told(accepted)).toEqual(
    expect.arrayContaining([
      ['Acceptation proposée', 'Chargée de clientèle'],
      [expect.any(String), 'Responsable commercial'],
    ]),
  );
  expect(await outsideOf(sent)).toMatchObject({ accounts: 1, patches: 1, mails: 1 });
});

it('two who confirm at once: one account, one mail', async () => {
  const sent = await submitted(world);
  const requestId = sent.request.id;
  await world.command({ type: 'accept-request', requestId }, { userId: sales });
  const confirm = () => world.command({ type: 'confirm-decision', requestId }, { userId: manager });
  const answers = await Promise.all([confirm(), confirm(), confirm()]);
  expect(answers.filter(({ outcome }) => outcome === 'advanced')).toHaveLength(1);
  await reaches(world, requestId, 'accepted');
  expect(await outsideOf(sent)).toMatchObject({ accounts: 1, patches: 1, mails: 1 });
});

it('a proposal taken back cannot be confirmed any more; the contrary is proposed and carried out', async () => {
  const sent = await submitted(world);
  const requestId = sent.request.id;
  await world.command({ type: 'accept-request', requestId }, { userId: sales });
  const withdrawn = await world.command({ type: 'withdraw-proposal', requestId }, { userId: sales });
  expect(withdrawn).toMatchObject({ outcome: 'advanced', view: { step: 'pending', proposal: null } });
  const late = await world.command({ type: 'confirm-decision', requestId }, { userId: manager });
  expect(late).toMatchObject({ outcome: 'refused', view: { step: 'pending' } });
  expect(await outsideOf(sent)).toEqual(nothing);

  const refusal = { type: 'refuse-request', requestId, reason: 'individual' };
  await world.command(refusal, { userId: manager });
  await world.command({ type: 'confirm-decision', requestId }, { userId: sales });
  const refused = await reaches(world, requestId, 'refused');
  expect(refused.decidedBy).toMatch(/Responsable commercial.*Chargée de clientèle/);
  expect(dealIn(world, sent.dealId)?.status).toBe('lost');
  expect(await outsideOf(sent)).toMatchObject({ accounts: 0, patches: 1, mails: 1 });
});
