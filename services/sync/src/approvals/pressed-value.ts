import { messageAt, messagesOf } from '../store/approval-messages.ts';
import { type ActingOptions, openedValue } from './acting.ts';
import type { ButtonValue } from './button-value.ts';
import type { Press } from './slack-payloads.ts';

/**
 * The value of the button, if it is ours and stands where it belongs: in the message of its request, in its thread, in
 * the person's Home or in a message to them alone.
 */
export async function pressedValue(
  options: Pick<ActingOptions, 'db' | 'buttonKeys'>,
  press: Press,
): Promise<ButtonValue | undefined> {
  const value = openedValue(options, press.actions[0]?.value ?? undefined);
  const { message } = press;
  if (!value || isHome(press)) return value;
  const channel = channelOf(press);
  if (!message || channel === undefined) return undefined;
  const ofMessage = await messageAt(options.db, channel, message.ts);
  const root = message.thread_ts ?? null;
  const found = ofMessage ?? (root === null ? undefined : await messageAt(options.db, channel, root));
  if (!found) {
    const isOurs = channel.startsWith('D') || (await isBeingPosted(options, value, channel, message.ts));
    return isOurs ? value : undefined;
  }
  return found.instanceId === value.requestId ? value : undefined;
}

/** People see a message before we hear that it was posted, and a long time before when the answer is lost. */
async function isBeingPosted(
  { db }: Pick<ActingOptions, 'db'>,
  { requestId }: ButtonValue,
  channel: string,
  ts: string,
): Promise<boolean> {
  const messages = await messagesOf(db, requestId);
  return messages.some(
    (known) =>
      known.channel === channel && (known.ts === ts || (known.ts === null && known.postingSince !== null)),
  );
}

/** Where the message stands that was pressed. */
export function channelOf({ container, channel }: Press): string | undefined {
  return container?.channel_id ?? channel?.id;
}

/** Whether a press was made in somebody's Home. */
export function isHome({ view, message }: Press): boolean {
  return !message && view?.type === 'home';
}
