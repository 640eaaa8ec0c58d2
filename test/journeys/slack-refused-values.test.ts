import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { mailsTo, reaches, submitted } from '../kit/flow.ts';
import {
  altered,
  buttonsOf,
  everythingAbout,
  messageOf,
  openedBy,
  press,
  refuseInModal,
  textsIn,
  toldAfter,
} from '../kit/slack-world.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterAll(() => world.stop());

const { sales, manager } = slackIds;
const individual = { 'refusal-reason': { 'refusal-reason': 'individual' } };
const notOurs = 'Ce bouton n’est plus valable.';

/** A request that can be decided, and the value of its buttons. */
async function announced() {
  const sent = await submitted(world);
  const message = await messageOf(world, sent.request.id);
  const value = buttonsOf(message).find(({ action_id: id }) => id === 'accept-request')?.value ?? '';
  expect(value).not.toBe('');
  return { ...sent, requestId: sent.request.id, message, value };
}

it('a value of another request, or an altered one, decides neither request', async () => {
  const [one, other] = [await announced(), await announced()];
  const before = await Promise.all([one, other].map(({ requestId }) => everythingAbout(world, requestId)));
  const pieces = one.value.split('.');
  const values = [
    other.value,
    one.value.replace(one.requestId, other.requestId),
    [pieces[0], other.requestId, ...pieces.slice(2)].join('.'),
    `${one.value}x`,
    one.value.slice(0, -1),
    one.requestId,
    '',
    '{"requestId":1}',
    'x'.repeat(2_000),
  ];
  for (const actionId of ['accept-request', 'refuse-request'])
    for (const value of values) {
      const said = await toldAfter(world, sales, () =>
        press(world, one.requestId, actionId, { forged: { value } }),
      );
      expect(said).toContain(notOurs);
    }
  const after = await Promise.all([one, other].map(({ requestId }) => everythingAbout(world, requestId)));
  expect(after).toEqual(before);
  expect(world.sandbox.slack.memory.views).toEqual([]);
});

it('a modal whose request was altered refuses nothing', async () => {
  const [one, other] = [await announced(), await announced()];
  const before = await Promise.all([one, other].map(({ requestId }) => everythingAbout(world, requestId)));
  const opened = await openedBy(world, one.requestId, 'refuse-request');
  const forged = { private_metadata: opened.private_metadata.replace(one.requestId, other.requestId) };
  expect(forged.private_metadata).not.toBe(opened.private_metadata);
  const sent = await world.sandbox.slack.acts.submitView({
    user: sales,
    viewId: opened.id,
    filled: individual,
    forged,
  });
  expect(sent.exchange.status).toBe(200);
  expect(textsIn(sent.view ?? { blocks: [] })).toContain(notOurs);
  const after = await Promise.all([one, other].map(({ requestId }) => everythingAbout(world, requestId)));
  expect(after).toEqual(before);
});

it('a button of before a reconsideration says what happened meanwhile', async () => {
  const { requestId, value } = await announced();
  await refuseInModal(world, requestId, { reason: 'individual' });
  await reaches(world, requestId, 'refused');
  await world.command({ type: 'reconsider-request', requestId });
  await reaches(world, requestId, 'pending');
  await press(world, requestId, 'accept-request', { forged: { value }, user: manager });
  const said = await toldAfter(world, sales, () =>
    press(world, requestId, 'accept-request', { forged: { value } }),
  );
  expect(said).toMatch(/Entre-temps, Chargée de clientèle a décidé depuis Pipedrive, .*: Remise à l’examen/);
  expect((await world.request(requestId)).step).toBe('pending');
});

it('a button of a picture that Slack could not change yet names who decided', async () => {
  const { requestId } = await announced();
  world.sandbox.misbehaviour.add({
    vendor: 'slack',
    kind: '500',
    match: { pathPrefix: '/api/chat.update' },
  });
  await world.command({ type: 'accept-request', requestId }, { userId: 22 });
  await reaches(world, requestId, 'accepted');
  const said = await toldAfter(world, sales, () => press(world, requestId, 'accept-request'));
  expect(said).toMatch(/Entre-temps, Responsable commercial a décidé depuis Pipedrive, .*: Acceptée/);
  const modal = await toldAfter(world, sales, () => press(world, requestId, 'refuse-request'));
  expect(modal).toContain('Responsable commercial');
  world.sandbox.misbehaviour.clear();
  expect((await world.request(requestId)).step).toBe('accepted');
});

it('a modal that was opened before somebody else decided says by whom, and changes nothing', async () => {
  const { requestId, email } = await announced();
  const opened = await openedBy(world, requestId, 'refuse-request');
  await world.command({ type: 'accept-request', requestId }, { userId: 22 });
  await reaches(world, requestId, 'accepted');
  const sent = await world.sandbox.slack.acts.submitView({
    user: sales,
    viewId: opened.id,
    filled: individual,
  });
  expect(sent.warning).toBe(false);
  expect(textsIn(sent.view ?? { blocks: [] })).toContain('Responsable commercial');
  expect((await world.request(requestId)).step).toBe('accepted');
  expect(mailsTo(world, email)).toHaveLength(1);
});

it('a modal that is submitted twice refuses once, and answers the same', async () => {
  const { requestId, email } = await announced();
  const opened = await openedBy(world, requestId, 'refuse-request');
  const { exchange, view } = await world.sandbox.slack.acts.submitView({
    user: sales,
    viewId: opened.id,
    filled: individual,
  });
  expect(view).toBeNull();
  const twice = altered(exchange, (payload) => {
    payload.trigger_id = 'another-press-of-the-same-button';
  });
  const again = await world.sandbox.slack.acts.repeat({ exchange: twice, isSignedAnew: true });
  expect(again).toMatchObject({ status: 200, answer: exchange.answer });
  const refused = await reaches(world, requestId, 'refused');
  expect(refused.journal.filter(({ text }) => text.startsWith('Demande refusée'))).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
});
