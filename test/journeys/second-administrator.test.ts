import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDeal, createNote, updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, entered, mailsTo, personIn, quiet, reaches } from '../kit/flow.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const robot = 12;
const originalDealId = 1;
let world: World;
beforeAll(async () => {
  // Nobody told who may see the seeded deal: each second it is asked where a request could be attached to it.
  world = await startWorld({ environment: { SWEEP_SECONDS: '1' } });
  await quiet(world);
});
afterAll(() => world.stop());

/** A colleague of the seeded organization 1 asks for an account: person, deal and a note on it. */
function colleague(email: string) {
  const { standIn } = world.sandbox;
  const sent = entered(world, { email, name: 'Deuxième Admin', organizationId: 1 });
  updateDeal(standIn, robot, sent.dealId, { title: 'Demande <bis> & suite' });
  createNote(standIn, robot, { content: '<p>Besoin : subventions</p>', deal_id: sent.dealId });
  return sent;
}

async function isProposed(requestId: string, dealId: number): Promise<boolean> {
  const { attachProposals } = await world.request(requestId);
  return attachProposals.some((proposal) => proposal.dealId === dealId);
}

it('joins the original deal as participant; the duplicate leaves, its content stays as a note', async () => {
  const email = 'second@valmont.example.org';
  const { personId, dealId } = colleague(email);
  const { id: requestId } = await world.requestOf(dealId);
  await reaches(world, requestId, 'pending');
  const attachProposals = await eventually(async () => {
    const { attachProposals: proposed } = await world.request(requestId);
    return proposed.length > 0 && proposed;
  });
  expect(attachProposals).toEqual([
    { dealId: originalDealId, title: 'Affaire Mairie de Valmont', because: 'organization' },
  ]);
  const before = structuredClone(dealIn(world, originalDealId));

  const accept = { type: 'accept-request', requestId, attachToDealId: originalDealId };
  expect(await world.command(accept)).toMatchObject({ outcome: 'advanced', view: { step: 'accepting' } });
  const accepted = await reaches(world, requestId, 'accepted');
  expect(accepted.effects.map(({ kind }) => kind)).toEqual([
    'ensure-admin-account',
    'ensure-person-owner',
    'send-email',
    'ensure-participant',
    'keep-deal-as-note',
    'remove-duplicate-deal',
  ]);
  expect(accepted).toMatchObject({ dealId: originalDealId, dealTitle: 'Affaire Mairie de Valmont' });
  const { pipedrive, accounts } = world.sandbox;
  const joined = pipedrive.participants.filter(({ deal_id }) => deal_id === originalDealId);
  expect(joined.map(({ person_id }) => person_id)).toContain(personId);
  const duplicate = dealIn(world, dealId);
  expect(duplicate === undefined || duplicate.is_deleted).toBe(true);
  const notes = pipedrive.notes.filter(({ deal_id }) => deal_id === originalDealId);
  expect(notes).toHaveLength(1);
  expect(notes[0]?.content).toContain('Demande &lt;bis&gt; &amp; suite');
  expect(notes[0]?.content).toContain('Besoin : subventions');
  const { owner_id, pipeline_id, stage_id, status } = before ?? {};
  expect(dealIn(world, originalDealId)).toMatchObject({ owner_id, pipeline_id, stage_id, status });
  expect(accounts.accounts).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(personIn(world, personId)?.owner_id).toBe(21);
});

it('is not attached to its own deal', async () => {
  const { dealId } = colleague('troisieme@valmont.example.org');
  const { id: requestId } = await world.requestOf(dealId);
  await reaches(world, requestId, 'pending');
  const answer = await world.command({ type: 'accept-request', requestId, attachToDealId: dealId });
  expect(answer.outcome).toBe('refused');
  expect(answer.reason).toMatch(/celle de la demande/);
  expect(await world.request(requestId)).toMatchObject({ step: 'pending' });
});

it('is not attached to a deal that does not exist', async () => {
  const { dealId } = colleague('cinquieme@valmont.example.org');
  const { id: requestId } = await world.requestOf(dealId);
  await reaches(world, requestId, 'pending');
  const answer = await world.command({ type: 'accept-request', requestId, attachToDealId: 999_999 });
  expect(answer).toMatchObject({ outcome: 'refused', view: { step: 'pending', effects: [] } });
  expect(answer.reason).toMatch(/n’existe pas/);
});

it('does nothing for an original deal that went meanwhile, and can be taken back', async () => {
  const email = 'quatrieme@valmont.example.org';
  const { dealId } = colleague(email);
  const { id: requestId } = await world.requestOf(dealId);
  await reaches(world, requestId, 'pending');
  const { standIn, pipedrive } = world.sandbox;
  const gone = createDeal(standIn, 21, { title: 'Affaire bientôt partie', org_id: 1 }).id;
  await eventually(async () => isProposed(requestId, gone));
  pipedrive.deals.splice(
    pipedrive.deals.findIndex(({ id }) => id === gone),
    1,
  );
  await world.command({ type: 'accept-request', requestId, attachToDealId: gone });
  const stuck = await eventually(async () => {
    const view = await world.request(requestId);
    // The effect has ended before its request was told so.
    return view.effects[0]?.state === 'dead-letter' && view.allowedCommands.includes('undo-decision') && view;
  });
  expect(stuck.effects[0]?.problem?.title).toBe(`L’affaire n° ${gone} n’existe pas dans Pipedrive`);
  expect(world.sandbox.accounts.accounts.some(({ userName }) => userName === email)).toBe(false);
  expect(await world.command({ type: 'undo-decision', requestId })).toMatchObject({
    view: { step: 'pending', dealId },
  });
});
