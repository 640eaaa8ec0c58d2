import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { reaches, submitted } from '../kit/flow.ts';
import { answered, modalOf, typed } from '../kit/slack-visits.ts';
import { actionsOf, messagesOf, textsIn } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const { sales, manager, trainee, stranger, guest } = slackIds;
let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterAll(() => world.stop());

it('finds requests by e-mail and by organization, with where they stand and their deal', async () => {
  const organization = 'Mairie de Trifouilly';
  const { email, request, dealId } = await submitted(world, { organization });
  const other = await submitted(world, { organization: 'Commune d’Ailleurs' });
  await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
  await reaches(world, request.id, 'refused');
  for (const words of [email, organization, 'trifouilly']) {
    const found = await answered(world, sales, words);
    expect(found).toMatch(/1 demande pour/);
    expect(found).toContain(organization);
    expect(found).toContain('Refusée');
    expect(found).toContain(`/deal/${dealId}`);
    expect(found).not.toContain(other.email);
  }
  expect(await answered(world, sales, '')).toContain('Commune d’Ailleurs');
});

it('says that nothing was found, and what can be typed', async () => {
  const words = 'nulle-part@example.org <!channel>';
  const [told] = await typed(world, sales, words);
  expect(told && textsIn(told)).toMatch(/Aucune demande ne correspond à «\snulle-part@example.org/);
  expect(told?.pings).toEqual([]);
  expect(told?.channel).toBe(slackIds.approvals);
});

it('answers in the language of who asks', async () => {
  expect(await answered(world, manager, 'nothing-like-it')).toContain('No request matches “nothing-like-it”');
});

it('lets people who may not decide look up, and tells others why they see nothing', async () => {
  const { email } = await submitted(world);
  expect(await answered(world, trainee, email)).toContain(email);
  const unknown = await answered(world, stranger, email);
  expect(unknown).toContain('Aucun utilisateur actif de Pipedrive');
  expect(unknown).toContain('compta@example.org');
  expect(unknown).not.toContain(email);
  const visiting = await answered(world, guest, email);
  expect(visiting).toContain('Les invités Slack ne décident pas');
  expect(visiting).not.toContain(email);
});

it.each([
  ['nouvelle', sales],
  ['new', manager],
])('opens the form with "%s", and what is entered becomes a request', async (word, user) => {
  const email = `saisie-${word}@mairie.example.org`;
  expect(await typed(world, user, `${word} ${email}`)).toEqual([]);
  const modal = await modalOf(world, user, 'new-request');
  expect(JSON.stringify(modal.blocks)).toContain(email);
  const fields = { name: 'Personne Saisie', email, organization: 'Mairie Saisie' };
  const filled = Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { [id]: value }]));
  const { warning, errors, view } = await world.sandbox.slack.acts.submitView({
    user,
    viewId: modal.id,
    filled,
  });
  expect({ warning, errors }).toEqual({ warning: false, errors: {} });
  expect(view && textsIn(view)).toMatch(/enregistrée|is kept/);
  const message = await eventually(() =>
    messagesOf(world).find((each) => each.text.includes(email) && textsIn(each).includes('Mairie Saisie')),
  );
  expect(actionsOf(message)).toContain('accept-request');
});

it('says beside the field what is missing in the form', async () => {
  await typed(world, sales, 'nouvelle');
  const { id: viewId } = await modalOf(world, sales, 'new-request');
  const filled = { name: { name: 'Sans Adresse' }, email: { email: 'pas une adresse' } };
  const { errors } = await world.sandbox.slack.acts.submitView({ user: sales, viewId, filled });
  expect(Object.keys(errors)).toEqual(['email']);
});
