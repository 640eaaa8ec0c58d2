import type { Outcome, Place, Press } from './acts.ts';
import { elementsOf, optionOf, type Placed } from './element.ts';
import { fieldValue, stateOf } from './element-values.ts';
import { formatTs } from './ids.ts';
import { actorOf, appIn, channelFor, messageOf, openViewOf } from './lookup.ts';
import { channelReference, envelope, messagePayload, viewPayload } from './payloads.ts';
import type { Ephemeral, Member, Message, OpenView } from './records.ts';
import { newResponseUrl } from './response-urls.ts';
import { interaction, isAcknowledged, send } from './send.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';
import { newTrigger } from './triggers.ts';

/** Presses, chooses or types in a message, a modal or the App Home: block_actions. */
export async function press(context: SlackContext, asked: Press): Promise<Outcome> {
  const member = actorOf(context, asked.user);
  const surface = surfaceOf(context, asked.user, asked.place);
  const placed = placedIn(surface.blocks, asked);
  appIn(context, surface.teamId);
  const action = { ...actionOf(context, placed, asked), ...asked.forged };
  const payload = {
    type: 'block_actions',
    ...envelope(context, member, surface.teamId, asked.appId ?? context.app.id),
    ...surface.describe(asked, member),
    trigger_id: newTrigger(context, surface.teamId, member.id, surface.viewId),
    actions: [action],
  };
  context.changed();
  const exchange = await send(context, interaction(payload), asked);
  return { exchange, warning: !isAcknowledged(exchange) };
}

/** Something with blocks on the screen, and how a payload describes it. */
type Surface = {
  blocks: readonly unknown[];
  teamId: string;
  viewId: string | null;
  describe: (asked: Press, member: Member) => object;
};

function surfaceOf(context: SlackContext, user: string, place: Place): Surface {
  switch (place.kind) {
    case 'message':
      return messageSurface(context, user, place);
    case 'ephemeral':
      return ephemeralSurface(context, user, place.id);
    case 'view':
      return viewSurface(context, openViewOf(context, user, place.viewId));
    case 'home': {
      const home = context.memory.homes.find((each) => each.user === user);
      if (!home) throw new SlackActError(`${user} has no App Home yet.`);
      return viewSurface(context, home);
    }
  }
}

function messageSurface(
  context: SlackContext,
  user: string,
  { channel: channelId, ts }: { channel: string; ts: string },
): Surface {
  const channel = channelFor(context, user, channelId);
  const message = messageOf(context, channelId, ts);
  if (!message) throw new SlackActError(`There is no message ${ts} in ${channelId}.`);
  return {
    blocks: message.blocks,
    teamId: channel.team_id,
    viewId: null,
    describe: (asked) => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channelId,
        is_ephemeral: false,
        ...threadOf(message),
      },
      channel: channelReference(context, channelId),
      message: messagePayload(context, message),
      state: { values: stateOf(message.blocks, asked.filled) },
      response_url: newResponseUrl(context, {
        channel: channelId,
        user,
        message: { ts },
        thread_ts: message.thread_ts === ts ? null : message.thread_ts,
      }),
    }),
  };
}

function ephemeralSurface(context: SlackContext, user: string, id: string): Surface {
  const shown = context.memory.ephemerals.find((each) => each.id === id && each.user === user);
  if (!shown) throw new SlackActError(`${user} does not see the message ${id} any more.`);
  const { channel, ts } = shown;
  return {
    blocks: shown.blocks,
    teamId: channelFor(context, user, channel).team_id,
    viewId: null,
    describe: (asked) => ({
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: true,
        ...threadOf(shown),
      },
      channel: channelReference(context, channel),
      state: { values: stateOf(shown.blocks, asked.filled) },
      response_url: newResponseUrl(context, {
        channel,
        user,
        message: { ephemeral: id },
        thread_ts: shown.thread_ts,
      }),
    }),
  };
}

/** Neither modals nor the App Home have a channel or a response_url (slack.md 2 and 11). */
function viewSurface(context: SlackContext, view: OpenView): Surface {
  return {
    blocks: view.blocks,
    teamId: view.team_id,
    viewId: view.type === 'modal' ? view.id : null,
    describe: (asked) => ({
      container: { type: 'view', view_id: view.id },
      view: viewPayload(context, view, stateOf(view.blocks, asked.filled)),
    }),
  };
}

function threadOf({ thread_ts: threadTs }: Message | Ephemeral): object {
  return threadTs ? { thread_ts: threadTs } : {};
}

function placedIn(blocks: readonly unknown[], { blockId, actionId }: Press): Placed {
  const found = elementsOf(blocks).filter(
    ({ element, blockId: id }) => element.action_id === actionId && (blockId === undefined || id === blockId),
  );
  const [placed, another] = found;
  if (!placed) throw new SlackActError(`There is nothing called "${actionId}" to act on.`);
  if (another) throw new SlackActError(`"${actionId}" stands in several blocks: tell which (blockId).`);
  if (placed.input && !placed.input.dispatches) {
    throw new SlackActError(`"${actionId}" is sent with the whole form, not by itself.`);
  }
  return placed;
}

function actionOf({ now }: SlackContext, { element, blockId }: Placed, { chosen, filled }: Press): object {
  const { type, action_id: actionId, text, value, style } = element;
  const common = {
    type,
    action_id: actionId,
    block_id: blockId,
    action_ts: formatTs(now().getTime() * 1000),
  };
  if (type === 'button')
    return { ...common, text, ...(value === undefined ? {} : { value }), ...(style ? { style } : {}) };
  if (type === 'overflow') {
    const option = typeof chosen === 'string' ? optionOf(element, chosen) : undefined;
    if (!option) throw new SlackActError(`"${actionId}" does not offer "${String(chosen)}".`);
    return { ...common, selected_option: option };
  }
  return { ...common, ...fieldValue(element, chosen === undefined ? filled?.[blockId]?.[actionId] : chosen) };
}
