import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { quiet, reaches, submitted } from '../kit/flow.ts';
import { openedHome } from '../kit/slack-visits.ts';
import { actionsOf, messageOf, messagesOf, placeOf, storyOf, textsIn } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
  // The team is read, and whoever presses known.
  await quiet(world);
  await openedHome(world, slackIds.manager);
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

/** The changes of messages that Slack was asked for. */
const callsOf = ({ sandbox }: World) =>
  sandbox.calls.list('slack').filter(({ path }) => path.endsWith('chat.update'));

it('a press counts while Slack answers nothing we ask', async () => {
  const { request } = await submitted(world);
  const message = await messageOf(world, request.id);
  world.sandbox.misbehaviour.add({ vendor: 'slack', kind: '500' });
  const press = { user: slackIds.manager, place: placeOf(message), actionId: 'accept-request' };
  expect((await world.sandbox.slack.acts.press(press)).warning).toBe(false);
  expect(await reaches(world, request.id, 'accepted', 60_000)).toMatchObject({
    decidedBy: 'Responsable commercial',
    decidedFrom: 'slack',
  });
  world.sandbox.misbehaviour.clear();
  await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'), 90_000);
}, 100_000);

describe('decided in Pipedrive while Slack is down', () => {
  it.each(['500', 'timeout', 'reset'] as const)(
    '%s: the message is right afterwards, changed once',
    async (kind) => {
      const { request } = await submitted(world);
      const message = await messageOf(world, request.id);
      const rule = world.sandbox.misbehaviour.add({ vendor: 'slack', kind });
      const before = callsOf(world).length;
      await world.command({ type: 'accept-request', requestId: request.id });
      await reaches(world, request.id, 'accepted', 12_000);
      expect(actionsOf(message)).toContain('accept-request');
      await eventually(() =>
        callsOf(world)
          .slice(before)
          .some(({ status }) => status !== 200),
      );
      const failed = callsOf(world).length;
      world.sandbox.misbehaviour.remove(rule.id);

      await messageOf(world, request.id, (each) => textsIn(each).includes('*Acceptée*'), 90_000);
      const replies = () => storyOf(world, message).join('\n');
      await eventually(() => /Demande acceptée/.test(replies()), 30_000);
      expect(replies().match(/Demande acceptée/g)).toHaveLength(1);
      expect(messagesOf(world, request.id)).toHaveLength(1);
      const updates = callsOf(world)
        .slice(failed)
        .filter(({ status }) => status === 200);
      expect(updates).toHaveLength(1);
    },
    150_000,
  );
});
