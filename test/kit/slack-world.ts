import type { Outcome, Place, Press, Sending } from '../../services/sandbox/src/slack/acts.ts';
import type { Exchange } from '../../services/sandbox/src/slack/exchange.ts';
import type { Ephemeral, Message, OpenView } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { eventually, type World } from './start-world.ts';

/** Any wording of a message, a modal or an App Home, as one text. */
export function textsIn(shown: { text?: string; blocks: readonly unknown[] }): string {
  const found: string[] = shown.text === undefined ? [] : [shown.text];
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [name, value] of Object.entries(part)) {
      if (name === 'text' && typeof value === 'string') found.push(value);
      else collect(value);
    }
  };
  collect(shown.blocks);
  return found.join('\n');
}

/** The messages of requests in all channels, of one request if told, oldest first. */
export function messagesOf({ sandbox }: Pick<World, 'sandbox'>, requestId?: string): Message[] {
  return sandbox.slack.memory.messages.filter(
    ({ metadata, is_tombstone: isTombstone }) =>
      !isTombstone &&
      metadata?.event_type === 'account_request' &&
      (requestId === undefined || metadata.event_payload.request_id === requestId),
  );
}

/** The message of a request, once it is there; `until`: once it also looks like that. */
export function messageOf(
  world: World,
  requestId: string,
  until: (message: Message) => boolean = () => true,
  withinMs = 20_000,
): Promise<Message> {
  return eventually(() => messagesOf(world, requestId).find(until), withinMs);
}

/** The replies in the thread of a message, oldest first. */
export function threadOf({ sandbox }: Pick<World, 'sandbox'>, { channel, ts }: Message): Message[] {
  return sandbox.slack.memory.messages.filter(
    (each) => each.channel === channel && each.thread_ts === ts && each.ts !== ts,
  );
}

interface ButtonLike {
  type: string;
  action_id?: string;
  style?: string;
  value?: string;
}

/** The elements of the blocks of actions: buttons and selects. */
export function buttonsOf({ blocks }: { blocks: Message['blocks'] }): ButtonLike[] {
  return blocks.flatMap((block) => {
    if (block.type === 'actions') return block.elements as ButtonLike[];
    return block.type === 'section' && block.accessory ? [block.accessory as ButtonLike] : [];
  });
}

/** The action ids of what can be pressed. */
export function actionsOf(shown: { blocks: Message['blocks'] }): string[] {
  return buttonsOf(shown).map(({ action_id: id }) => id ?? '');
}

/** Presses a button of the message of a request. */
export async function press(
  world: World,
  requestId: string,
  actionId: string,
  more: Partial<Press> = {},
): Promise<Outcome> {
  const message = await messageOf(world, requestId, (each) => actionsOf(each).includes(actionId));
  return world.sandbox.slack.acts.press({
    user: slackIds.sales,
    place: placeOf(message),
    actionId,
    ...more,
  });
}

/** Where one presses in a message. */
export function placeOf({ channel, ts }: Message): Place {
  return { kind: 'message', channel, ts };
}

/** Presses a button that opens a modal, and gives the modal once the person has it before them. */
export async function openedBy(
  world: World,
  requestId: string,
  actionId: string,
  user: string = slackIds.sales,
): Promise<OpenView> {
  const before = new Set(world.sandbox.slack.memory.views);
  await press(world, requestId, actionId, { user });
  return eventually(
    () => world.sandbox.slack.memory.views.find((view) => view.user === user && !before.has(view)),
    3_000,
  );
}

/** Refuses in the modal as a person does: chooses the reason, writes a note, sends. */
export async function refuseInModal(
  world: World,
  requestId: string,
  { reason, note, user = slackIds.sales }: { reason: string; note?: string; user?: string },
  sending: Sending = {},
) {
  const view = await openedBy(world, requestId, 'refuse-request', user);
  const filled = {
    'refusal-reason': { 'refusal-reason': reason },
    ...(note !== undefined && { 'refusal-note': { 'refusal-note': note } }),
  };
  return world.sandbox.slack.acts.submitView({ user, viewId: view.id, filled, ...sending });
}

/** What was said to one person alone, oldest first. */
export function toldTo({ sandbox }: World, user: string): Ephemeral[] {
  return sandbox.slack.memory.ephemerals.filter((each) => each.user === user);
}

/** Does something and gives what the person is told alone because of it. */
export async function toldAfter(world: World, user: string, act: () => Promise<unknown>): Promise<string> {
  const before = toldTo(world, user).length;
  await act();
  const said = await eventually(() => toldTo(world, user).at(before));
  return textsIn(said);
}

/** What the thread of a message tells, block by block. */
export function storyOf(world: World, message: Message): string[] {
  return threadOf(world, message).flatMap(({ blocks }) =>
    blocks.map((block) => textsIn({ blocks: [block] })),
  );
}

/** A request that Slack sent, with its payload changed by somebody who can sign. */
export function altered(exchange: Exchange, change: (payload: Payload) => void): Exchange {
  const payload: Payload = JSON.parse(new URLSearchParams(exchange.body).get('payload') ?? '{}');
  change(payload);
  return { ...exchange, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
}

/** What tests change of a payload. */
export interface Payload {
  trigger_id: string;
  team: { id: string };
  user: { id: string; team_id: string };
  message?: { ts: string; bot_id: string; app_id: string };
  container: { message_ts?: string };
  [field: string]: unknown;
}

/** What must not change when something is refused: the request, its story, its effects and what was asked of it. */
export async function everythingAbout(world: World, requestId: string) {
  const { step, decidedBy, proposal, revision, journal, effects } = await world.request(requestId);
  const isOpen = actionsOf(await messageOf(world, requestId)).includes('accept-request');
  return { step, decidedBy, proposal, revision, journal, effects, isOpen };
}
