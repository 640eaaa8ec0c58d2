import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { mailsTo, reaches, submitted } from '../kit/flow.ts';
import { actionsOf, messageOf, messagesOf, press, storyOf, textsIn, toldAfter } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true, settings: { fourEyes: { accept: true, refuse: true } } });
});
afterAll(() => world.stop());

const { sales, manager } = slackIds;

it('one proposes in Slack, the message asks for a second person, another one confirms', async () => {
  const { request, email } = await submitted(world);
  await press(world, request.id, 'accept-request', { user: sales });
  const proposed = await messageOf(world, request.id, (each) => actionsOf(each).includes('confirm-decision'));
  expect(textsIn(proposed)).toContain('Chargée de clientèle propose d’accepter cette demande');
  expect((await world.request(request.id)).step).toBe('pending');
  expect(mailsTo(world, email)).toHaveLength(0);

  const alone = await toldAfter(world, sales, () =>
    press(world, request.id, 'confirm-decision', { user: sales }),
  );
  expect(alone).toMatch(/^Acceptation proposée par vous .* un autre décideur doit confirmer/);
  expect((await world.request(request.id)).step).toBe('pending');

  await press(world, request.id, 'confirm-decision', { user: manager });
  const accepted = await reaches(world, request.id, 'accepted');
  expect(accepted.decidedBy).toMatch(/Chargée de clientèle.*Responsable commercial/);
  const done = await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'));
  expect(textsIn(done)).toMatch(/Chargée de clientèle.*Responsable commercial/);
  await eventually(() => storyOf(world, done).length >= 2);
  expect(messagesOf(world, request.id)).toHaveLength(1);
});

it('a proposal made in Pipedrive is confirmed in Slack, and one made in Slack is taken back there', async () => {
  const { request } = await submitted(world);
  const refusal = { type: 'refuse-request', requestId: request.id, reason: 'individual' };
  await world.command(refusal, { userId: 21 });
  await press(world, request.id, 'withdraw-proposal', { user: sales });
  await eventually(async () => (await world.request(request.id)).proposal === null);
  await messageOf(world, request.id, (each) => !actionsOf(each).includes('withdraw-proposal'));

  await world.command(refusal, { userId: 21 });
  await press(world, request.id, 'confirm-decision', { user: manager });
  await reaches(world, request.id, 'refused');
});
