import { OutsideError } from '../connectors/errors.ts';
import { troubleOf } from '../connectors/slack/codes.ts';
import { slackCode } from '../connectors/slack/errors.ts';
import { forgetMessage, noteShown, type PostedMessage } from '../store/approval-messages.ts';
import type { Announcing, ApprovalOptions } from './options.ts';
import type { Picture } from './picture-of-request.ts';

/**
 * Draws a message anew when it shows something else.
 * @returns false when the message is not there any more, or is not ours
 * @throws OutsideError of Slack
 */
export async function redraw(
  { db, log }: ApprovalOptions,
  { slack }: Pick<Announcing, 'slack'>,
  { instanceId, channel, ts, shown: before }: PostedMessage,
  { message, shown, request: { revision } }: Picture,
): Promise<boolean> {
  const key = { instanceId, channel };
  try {
    if (before !== shown) await slack.updateMessage({ channel, ts, message });
  } catch (error) {
    const code = slackCode(error);
    // Of an app that was made anew the buttons of before are dead: another message has to come.
    if (code === 'message_not_found' || code === 'cant_update_message') {
      await forgetMessage(db, key);
      return false;
    }
    // Slack keeps it as it is, whatever we ask: the thread goes on telling.
    if (code !== 'edit_window_closed') throw error;
    log.warn({ instanceId, code }, 'Slack does not let a message be redrawn');
  }
  await noteShown(db, key, { shown, revision });
  return true;
}

/**
 * The same in a channel that the company announced in before: what Slack does not let us do there is left.
 * @throws OutsideError when Slack would not take it anywhere at the moment
 */
export async function redrawElsewhere(
  options: ApprovalOptions,
  announcing: Pick<Announcing, 'slack'>,
  message: PostedMessage,
  picture: Picture,
): Promise<void> {
  try {
    await redraw(options, announcing, message, picture);
  } catch (error) {
    if (!(error instanceof OutsideError) || isPassing(error)) throw error;
    const { shown, request } = picture;
    await noteShown(options.db, message, { shown, revision: request.revision });
  }
}

/** Whether it has nothing to do with the channel: Slack is silent or busy, or the token is dead. */
function isPassing(error: OutsideError): boolean {
  return error.failure.word === 'retry-later' || troubleOf(slackCode(error) ?? '') === 'token';
}
