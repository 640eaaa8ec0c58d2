import { afterAll, beforeAll, expect, it } from 'vitest';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { reaches, submitted } from '../kit/flow.ts';
import { homeOf, modalOf, openedHome, pressAtHome } from '../kit/slack-visits.ts';
import { actionsOf, messageOf, press, textsIn, threadOf, toldAfter } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const { sales, trainee, manager, guest, stranger } = slackIds;
let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterAll(() => world.stop());

/** A day of the calendar in the time zone of the sandbox's people. */
function dayIn(days: number): string {
  const format = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris' });
  return format.format(new Date(Date.now() + days * 86_400_000));
}

/** Asks in the modal that somebody decides in one's place. */
async function lend(user: string, delegate: string, from: string, until: string) {
  await openedHome(world, user);
  await pressAtHome(world, user, 'delegate');
  const { id: viewId } = await modalOf(world, user, 'delegation');
  return world.sandbox.slack.acts.submitView({
    user,
    viewId,
    filled: {
      'delegation-person': { 'delegation-person': delegate },
      'delegation-from': { 'delegation-from': from },
      'delegation-until': { 'delegation-until': until },
    },
  });
}

it('lets a colleague decide while a decider is away, and the story names both', async () => {
  const first = await submitted(world);
  const why = await toldAfter(world, trainee, () =>
    press(world, first.request.id, 'accept-request', { user: trainee }),
  );
  expect(why).toContain('Seules ces personnes décident');
  expect((await world.request(first.request.id)).step).toBe('pending');

  const arranged = await lend(sales, trainee, dayIn(0), dayIn(1));
  expect(arranged).toMatchObject({ warning: false, errors: {} });
  expect(arranged.view && textsIn(arranged.view)).toContain('Stagiaire décidera à votre place');
  await homeOf(world, sales, (words) => words.includes('🌴 Stagiaire décide pour vous'));

  await press(world, first.request.id, 'accept-request', { user: trainee });
  await reaches(world, first.request.id, 'accepted');
  const decided = await messageOf(world, first.request.id, (each) => textsIn(each).includes('Acceptée'));
  await eventually(() => threadOf(world, decided).length > 0);
  const story = threadOf(world, decided)
    .map(({ text }) => text)
    .join('\n');
  const { journal } = await world.request(first.request.id);
  for (const told of [story, JSON.stringify(journal), textsIn(decided)]) {
    expect(told).toContain('Stagiaire');
    expect(told).toContain('Chargée de clientèle');
  }

  const second = await submitted(world);
  await pressAtHome(world, sales, 'delegation-end');
  await homeOf(world, sales, (words) => !words.includes('🌴'));
  const again = await toldAfter(world, trainee, () =>
    press(world, second.request.id, 'accept-request', { user: trainee }),
  );
  expect(again).toContain('Seules ces personnes décident');
  expect((await world.request(second.request.id)).step).toBe('pending');
});

it.each([
  ['somebody Pipedrive does not know', stranger, 0, 1, 'delegation-person'],
  ['oneself', manager, 0, 1, 'delegation-person'],
  ['a guest', guest, 0, 1, 'delegation-person'],
  ['days that are over', sales, -3, -2, 'delegation-until'],
  ['a last day before the first', sales, 4, 2, 'delegation-until'],
  ['more than a year', sales, 0, 400, 'delegation-until'],
])('says beside the field what is wrong with %s', async (_what, delegate, from, until, field) => {
  const { errors, warning } = await lend(manager, delegate, dayIn(from), dayIn(until));
  expect(warning).toBe(false);
  expect(Object.keys(errors)).toEqual([field]);
});

it('lends no right that one does not have', async () => {
  const home = await openedHome(world, trainee);
  expect(actionsOf(home)).not.toContain('delegate');
  expect(actionsOf(await openedHome(world, manager))).toContain('delegate');
});
