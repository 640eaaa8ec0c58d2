import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrganization } from '../../services/sandbox/src/pipedrive/acts.ts';
import { formRobotUserId } from '../../services/sandbox/src/pipedrive/seed.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { viewProblems } from '../kit/block-kit-limits.ts';
import { entered, reaches } from '../kit/flow.ts';
import { buttonsOf, textsIn } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

const count = 60;
const user = slackIds.sales;
const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}';
const calls = `<!channel> <@${user}> <https://x.example|y> & `;

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
  for (let place = 0; place < count; place += 1) {
    const name = `${String(place).padStart(2, '0')} ${calls}${family} ${'Communauté '.repeat(30)}`.slice(
      0,
      300,
    );
    const { id } = createOrganization(world.sandbox.standIn, formRobotUserId, { name });
    const email = `essai-${place}@mairie.example.org`;
    entered(world, { email, name: `Camille ${calls}${place}`, organizationId: id });
  }
  await eventually(async () => (await world.list()).counts.pending === count, 30_000);
}, 60_000);
afterAll(() => world.stop());

/** The Home as the person sees it, once it is there and looks like that. */
const home = (looks: (words: string) => boolean) =>
  eventually(() =>
    world.sandbox.slack.memory.homes.find((each) => each.user === user && looks(textsIn(each))),
  );
const listed = (view: { blocks: { block_id?: string }[] }) =>
  view.blocks.flatMap(({ block_id: id = '' }) => /^home:([0-9a-f-]{36}):/.exec(id)?.[1] ?? []);

it('shows sixty requests with long names on pages, each once, and decides from the last one', async () => {
  await world.sandbox.slack.acts.openHome({ user });
  const seen: string[] = [];
  for (const page of [1, 2, 3]) {
    if (page > 1) {
      const turn = {
        user,
        place: { kind: 'home' },
        actionId: 'home-page',
        blockId: `home-page:${page}`,
      } as const;
      await world.sandbox.slack.acts.press(turn);
    }
    const view = await home(
      (words) => words.includes(`${page} `) && new RegExp(`${page}\\s*(?:/|sur)\\s*3`).test(words),
    );
    expect(viewProblems({ type: 'home', blocks: view.blocks })).toEqual([]);
    expect(view.pings).toEqual([]);
    expect(listed(view)).toHaveLength(20);
    seen.push(...listed(view));
  }
  expect(new Set(seen).size).toBe(count);

  const last = seen.at(-1) ?? '';
  const view = await home(() => true);
  const block = view.blocks.find(({ block_id: id }) => id?.startsWith(`decide:${last}:`));
  expect(buttonsOf({ blocks: block ? [block] : [] }).map(({ action_id: id }) => id)).toContain(
    'accept-request',
  );
  await world.sandbox.slack.acts.press({
    user,
    place: { kind: 'home' },
    actionId: 'accept-request',
    blockId: block?.block_id ?? '',
  });
  const accepted = await reaches(world, last, 'accepted');
  expect(accepted.decidedFrom).toBe('slack');
  await eventually(() => {
    const shown = world.sandbox.slack.memory.homes.find((each) => each.user === user);
    return shown && !listed(shown).includes(last);
  });
});
