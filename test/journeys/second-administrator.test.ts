import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDeal, createNote, createPerson } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, mailsTo, personIn, reaches } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

const robot = 12;
const originalDealId = 1;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** A colleague of the seeded organization 1 asks for an account: person, deal and a note on it. */
function colleague(email: string) {
  const { standIn } = world.sandbox;
  const person = createPerson(standIn, robot, { name: 'Deuxième Admin', org_id: 1, emails: [{ value: email }] });
  const deal = createDeal(standIn, robot, { title: 'Demande <bis> & suite', person_id: person.id, org_id: 1 });
  createNote(standIn, robot, { content: '<p>Besoin : subventions</p>', deal_id: deal.id });
  return { person, deal };
}

it('joins the original deal as participant; the duplicate leaves, its content stays as a note', async () => {
  const email = 'second@valmont.example.org';
  const { person, deal } = colleague(email);
  const { id: requestId } = await world.requestOf(deal.id);
  const pending = await reaches(world, requestId, 'pending');
  expect(pending.attachProposals).toEqual([
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
  const { pipedrive, accounts } = world.sandbox;
  const joined = pipedrive.participants.filter(({ deal_id }) => deal_id === originalDealId);
  expect(joined.map(({ person_id }) => person_id)).toContain(person.id);
  const duplicate = dealIn(world, deal.id);
  expect(duplicate === undefined || duplicate.is_deleted).toBe(true);
  const notes = pipedrive.notes.filter(({ deal_id }) => deal_id === originalDealId);
  expect(notes).toHaveLength(1);
  expect(notes[0]?.content).toContain('Demande &lt;bis&gt; &amp; suite');
  expect(notes[0]?.content).toContain('Besoin : subventions');
  const { owner_id, pipeline_id, stage_id, status } = before ?? {};
  expect(dealIn(world, originalDealId)).toMatchObject({ owner_id, pipeline_id, stage_id, status });
  expect(accounts.accounts).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(personIn(world, person.id)?.owner_id).toBe(21);
});

it('is not attached to its own deal', async () => {
  const { deal } = colleague('troisieme@valmont.example.org');
  const { id: requestId } = await world.requestOf(deal.id);
  await reaches(world, requestId, 'pending');
  const answer = await world.command({ type: 'accept-request', requestId, attachToDealId: deal.id });
  expect(answer.outcome).toBe('refused');
  expect(answer.reason).toMatch(/celle de la demande/);
  expect(await world.request(requestId)).toMatchObject({ step: 'pending' });
});
