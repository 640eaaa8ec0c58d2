import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { dealIn, mailsTo, reaches, submitted } from '../kit/flow.ts';
import {
  actionsOf,
  messageOf,
  messagesOf,
  openedBy,
  press,
  refuseInModal,
  storyOf,
  textsIn,
  toldTo,
} from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

const { sales, manager } = slackIds;

it('refuses with a reason and a note; the mail that leaves is the one that was shown', async () => {
  const { request, dealId, email } = await submitted(world);
  const note = 'Nous ne servons que les services publics.';
  const opened = await openedBy(world, request.id, 'refuse-request');
  expect(opened).toMatchObject({ callback_id: 'refuse', type: 'modal' });

  const chosen = {
    'refusal-reason': { 'refusal-reason': 'individual' },
    'refusal-note': { 'refusal-note': note },
  };
  await world.sandbox.slack.acts.press({
    user: sales,
    place: { kind: 'view', viewId: opened.id },
    actionId: 'refusal-reason',
    chosen: 'individual',
    filled: chosen,
  });
  const previewed = await eventually(() =>
    world.sandbox.slack.memory.views.find((view) => view.id === opened.id && textsIn(view).includes(note)),
  );
  const shown = textsIn(previewed);
  const sent = await world.sandbox.slack.acts.submitView({ user: sales, viewId: opened.id, filled: chosen });
  expect(sent).toMatchObject({ warning: false, errors: {}, view: null });

  const refused = await reaches(world, request.id, 'refused');
  expect(refused).toMatchObject({ decidedBy: 'Chargée de clientèle', decidedFrom: 'slack' });
  expect(dealIn(world, dealId)).toMatchObject({
    status: 'lost',
    lost_reason: `Particulier ou entreprise : ${note}`,
  });
  const [mail] = mailsTo(world, email);
  expect(mail?.text).toContain(note);
  expect(shown).toContain(mail?.subject);
  const message = await messageOf(world, request.id, (each) => textsIn(each).includes('*Refusée*'));
  expect(textsIn(message)).toContain('Refusée : Particulier ou entreprise');
  await eventually(() => storyOf(world, message).some((line) => line.includes(note)));
});

it('speaks to each person in their language', async () => {
  const { request } = await submitted(world);
  const french = await openedBy(world, request.id, 'refuse-request', sales);
  const english = await openedBy(world, request.id, 'refuse-request', manager);
  expect(french.title?.text).toMatch(/^Refuser/);
  expect(english.title?.text).toMatch(/^Refuse\b/);
  expect(textsIn(french)).toContain('Particulier ou entreprise');
  expect(textsIn(english)).toContain('Individual or company');
  const note = 'Too small for us.';
  const filled = {
    'refusal-reason': { 'refusal-reason': 'individual' },
    'refusal-note': { 'refusal-note': note },
  };
  await world.sandbox.slack.acts.submitView({ user: manager, viewId: english.id, filled });
  await reaches(world, request.id, 'refused');
  const late = await world.sandbox.slack.acts.submitView({ user: sales, viewId: french.id, filled });
  expect(textsIn(late.view ?? { blocks: [] })).toMatch(/Responsable commercial.*Refusée/);
});

it('asks for a reason before anything is refused', async () => {
  const { request, email } = await submitted(world);
  const opened = await openedBy(world, request.id, 'refuse-request');
  const filled = { 'refusal-reason': { 'refusal-reason': 'individual' } };
  const body = { state: { values: {} } };
  const sent = await world.sandbox.slack.acts.submitView({
    user: sales,
    viewId: opened.id,
    filled,
    forged: body,
  });
  expect(sent.errors).toEqual({ 'refusal-reason': 'Choisissez un motif.' });
  expect((await world.request(request.id)).step).toBe('pending');
  expect(mailsTo(world, email)).toHaveLength(0);
});

it('asks for evidence, and takes it as received', async () => {
  const { request, email } = await submitted(world);
  const document = 'Statuts de l’association';
  const opened = await openedBy(world, request.id, 'ask-for-evidence');
  const filled = { 'evidence-document': { 'evidence-document': document } };
  const sent = await world.sandbox.slack.acts.submitView({ user: sales, viewId: opened.id, filled });
  expect(sent.view).toBeNull();
  await reaches(world, request.id, 'awaiting-evidence');
  await eventually(() => mailsTo(world, email).length === 1);
  expect(mailsTo(world, email)[0]?.text).toContain(document);

  await press(world, request.id, 'record-evidence', { user: manager });
  await reaches(world, request.id, 'pending');
  const message = await messageOf(world, request.id, (each) => actionsOf(each).includes('accept-request'));
  await eventually(() => storyOf(world, message).some((line) => line.includes(document)));
  expect(messagesOf(world, request.id)).toHaveLength(1);
});

it('reconsiders what was refused in Slack, in Pipedrive; accepts it in Slack', async () => {
  const { request, dealId, email } = await submitted(world);
  await refuseInModal(world, request.id, { reason: 'individual' });
  await reaches(world, request.id, 'refused');
  await world.command({ type: 'reconsider-request', requestId: request.id }, { userId: 22 });
  await reaches(world, request.id, 'pending');
  await press(world, request.id, 'accept-request', { user: manager });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted).toMatchObject({ decidedBy: 'Responsable commercial', decidedFrom: 'slack' });
  expect(dealIn(world, dealId)?.status).toBe('open');
  expect(mailsTo(world, email)).toHaveLength(2);
  const message = await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  expect(messagesOf(world, request.id)).toHaveLength(1);
  const order = [/Demande refusée/, /Demande remise à l’examen/, /Demande acceptée/];
  await eventually(() => order.every((line) => storyOf(world, message).some((told) => line.test(told))));
  const places = order.map((line) => storyOf(world, message).findIndex((told) => line.test(told)));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

it('reconsiders from the message, too', async () => {
  const { request } = await submitted(world);
  await refuseInModal(world, request.id, { reason: 'individual' });
  await reaches(world, request.id, 'refused');
  await press(world, request.id, 'reconsider-request');
  await reaches(world, request.id, 'pending');
  await messageOf(world, request.id, (each) => actionsOf(each).includes('accept-request'));
});

it('tries again from the message what gave up', async () => {
  const { request, email } = await submitted(world);
  world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: '400', match: { method: 'POST' } });
  await press(world, request.id, 'accept-request');
  const stuck = await messageOf(world, request.id, (each) => actionsOf(each).includes('retry-effect'));
  expect(textsIn(stuck)).toContain('L’annuaire des comptes a refusé la demande');
  world.sandbox.misbehaviour.clear();

  await press(world, request.id, 'retry-effect');
  await reaches(world, request.id, 'accepted');
  expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  const done = await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  expect(actionsOf(done)).not.toContain('retry-effect');
  expect(toldTo(world, sales)).toEqual([]);
});
