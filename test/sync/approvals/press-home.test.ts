import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Recognise } from '#sync/approvals/person-of-slack.ts';
import { createHomes } from '#sync/approvals/show-home-of.ts';
import type { SlackPersonRow } from '#sync/store/slack-people.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { deciderUser, openSlackDoorWorld, type SlackDoorWorld } from '../../kit/slack-door.ts';

let world: SlackDoorWorld;
let person: SlackPersonRow;
beforeAll(async () => {
  world = await openSlackDoorWorld();
  const found = await world.acting.recognise(world.workspace, { userId: deciderUser, teamId: 'T1' });
  if (!found.person) throw new Error('The decider is somebody of Slack.');
  person = found.person;
});
afterAll(() => world.close());

/** Homes as they are published, each after a while. */
function published(fails = 0) {
  const shown: string[] = [];
  let left = fails;
  const publishHome = async ({ view }: { view: unknown }) => {
    await sleep(20);
    left -= 1;
    if (left >= 0) throw slackError('retry-later');
    shown.push(JSON.stringify(view));
  };
  const workspace = { ...world.workspace, interactive: { ...world.workspace.interactive, publishHome } };
  const recognise: Recognise = (of, user) => world.acting.recognise(of, user);
  return { shown, workspace, showHome: createHomes(world.requests.options, recognise) };
}

it('shows a Home that many presses want anew twice at most, the last time as the last one wants it', async () => {
  const { shown, workspace, showHome } = published();
  const wants = ['pending', 'failed', 'late', 'awaiting-evidence'].map((section, place) =>
    showHome(workspace, person, { section, notice: `notice ${place}` }),
  );
  await Promise.all(wants);
  expect(shown).toHaveLength(2);
  expect(shown[0]).toContain('notice 0');
  expect(shown[1]).toContain('notice 3');
});

it('shows the next one after one that Slack did not take', async () => {
  const { shown, workspace, showHome } = published(1);
  await expect(showHome(workspace, person, { notice: null })).rejects.toThrow();
  await showHome(workspace, person, { notice: 'again' });
  expect(shown).toHaveLength(1);
});

it('carries a press of a Home out and then shows it, with the refusal in it when the modal would come too late', async () => {
  const { takePress } = await import('#sync/approvals/take-interaction.ts');
  const press = {
    user: { id: deciderUser, team_id: 'T1' },
    trigger_id: 'old',
    view: { id: 'VHOME', type: 'home' },
    actions: [{ action_id: 'accept-request', value: 'none of ours' }],
  };
  const late = { respond: null, arrivedAtMs: performance.now() - 5_000 };
  const id = await world.requests.request();
  const value = await world.valueOf(id);
  const accepting = { ...press, actions: [{ action_id: 'accept-request', value, action_ts: '1' }] };
  await takePress(world.acting, world.workspace, accepting, late);
  expect(await world.stepOf(id)).toBe('accepting');
  const again = { ...press, actions: [{ action_id: 'accept-request', value, action_ts: '2' }] };
  await takePress(world.acting, world.workspace, again, late);
  expect(world.modals).toEqual([]);
  expect(world.homes.at(-1)?.notice).toContain('Entre-temps, Chargée de clientèle a décidé depuis Slack');
});
