import type { Ephemeral, OpenView } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { textsIn } from './slack-world.ts';
import { eventually, type World } from './start-world.ts';

/** Opens the Home of somebody, and gives it once it is there. */
export async function openedHome(world: World, user: string): Promise<OpenView> {
  await world.sandbox.slack.acts.openHome({ user });
  return homeOf(world, user);
}

/** The Home of somebody, once its words are as wanted. */
export function homeOf(
  { sandbox }: World,
  user: string,
  isWanted: (words: string) => boolean = () => true,
): Promise<OpenView> {
  return eventually(() =>
    sandbox.slack.memory.homes.find((home) => home.user === user && isWanted(textsIn(home))),
  );
}

/** Presses something in one's Home; `blockId` where several bear the name. */
export function pressAtHome({ sandbox }: World, user: string, actionId: string, blockId?: string) {
  const block = blockId === undefined ? {} : { blockId };
  return sandbox.slack.acts.press({ user, place: { kind: 'home' }, actionId, ...block });
}

/** The modal that somebody looks at, once it is one of that kind. */
export function modalOf({ sandbox }: World, user: string, callbackId: string): Promise<OpenView> {
  return eventually(
    () =>
      sandbox.slack.memory.views.findLast((view) => view.user === user && view.callback_id === callbackId),
    3_000,
  );
}

/** Types `/demandes` in the channel of the requests; what was answered at once, to that person alone. */
export async function typed(world: World, user: string, text: string): Promise<Ephemeral[]> {
  const { acts, memory } = world.sandbox.slack;
  const known = new Set(memory.ephemerals);
  const channel = slackIds.approvals;
  const { warning } = await acts.runCommand({ user, channel, command: '/demandes', text });
  if (warning) throw new Error(`/demandes ${text} was not answered.`);
  return memory.ephemerals.filter((told) => told.user === user && !known.has(told));
}

/** What `/demandes` answered, as one text; nothing when it answered otherwise. */
export async function answered(world: World, user: string, text: string): Promise<string> {
  const told = await typed(world, user, text);
  return told.map(textsIn).join('\n');
}
