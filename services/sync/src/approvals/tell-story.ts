import type { JournalLine } from '#core/contract/request-view.ts';
import { stepText } from '#core/processes/account-request/journal-texts.ts';
import { troubleOf } from '../connectors/slack/codes.ts';
import { slackCode } from '../connectors/slack/errors.ts';
import { eventTypes } from '../connectors/slack/messages/ids.ts';
import { storyReply } from '../connectors/slack/messages/story.ts';
import type { Ending } from '../connectors/slack/port.ts';
import { presentJournal, type Reader } from '../http/present-request.ts';
import {
  beginTelling,
  endTelling,
  forgetMessage,
  giveUpTelling,
  type PostedMessage,
} from '../store/approval-messages.ts';
import { type NumberedEntry, storyAfter } from '../store/journal.ts';
import type { Announcing, ApprovalOptions } from './options.ts';
import { readerOfChannel, wordingOfChannel } from './picture-of-request.ts';
import { postOnce } from './post-once.ts';

/** So many lines are read at once; a story that is longer is told in more than one reply. */
const linesMax = 200;

/**
 * Tells in the thread what happened since it was last told: one reply for all lines that matter, each once. A reply
 * whose answer got lost is looked for by the line it goes up to.
 *
 * @returns false when the message is not there any more
 * @throws OutsideError of Slack; HoldLost
 */
export async function tellStory(
  options: ApprovalOptions,
  announcing: Pick<Announcing, 'slack'>,
  message: PostedMessage,
  signal: Ending,
): Promise<boolean> {
  try {
    await tell(options, announcing, message, signal);
    return true;
  } catch (error) {
    if (!isMessageGone(error)) throw error;
    await forgetMessage(options.db, message);
    return false;
  }
}

/** Whether Slack says that the message of a thread was deleted. */
export function isMessageGone(error: unknown): boolean {
  return troubleOf(slackCode(error) ?? '') === 'message';
}

/** Whether Slack takes no reply there, whatever it says: a thread is locked, a channel has none. */
export function isThreadClosed(error: unknown): boolean {
  return troubleOf(slackCode(error) ?? '') === 'thread';
}

async function tell(
  options: ApprovalOptions,
  { slack }: Pick<Announcing, 'slack'>,
  message: PostedMessage,
  signal: Ending,
): Promise<void> {
  const { db } = options;
  const toldLine = await alreadyTold(options, slack, message);
  const entries = await storyAfter(db, message.instanceId, toldLine, linesMax);
  const upTo = entries.at(-1)?.id;
  if (upTo === undefined) return;
  const lines = entries.filter(matters);
  if (lines.length > 0) await replyIfOpen(options, slack, { message, lines, upTo }, signal);
  await endTelling(db, message, upTo);
  if (entries.length === linesMax) await tell(options, { slack }, { ...message, toldLine: upTo }, signal);
}

/** What people want to read: decisions, and what became of them; not every write and every look. */
function matters({ event, outcome, stepBefore, stepAfter }: NumberedEntry): boolean {
  // How it began is the message itself.
  if (outcome !== 'advanced' || stepBefore === null) return false;
  if ('by' in event && event.by !== null) return true;
  const alwaysTold: string[] = ['effect-failed', 'submission-joined', 'timer-fired'];
  return stepBefore !== stepAfter || alwaysTold.includes(event.type);
}

/** As in the journal; the last thing that was done is told by what it ends. */
function toldLine(entry: NumberedEntry, reader: Reader): JournalLine {
  const line = presentJournal(entry, false, reader);
  if (entry.event.type !== 'effect-done' || entry.stepBefore === entry.stepAfter) return line;
  const allDone = { fr: 'tout est fait', en: 'everything is done' }[reader.language];
  return { ...line, text: `${stepText(entry.stepAfter, reader.language)}, ${allDone}`, detail: null };
}

/** A reply that was under way: whether it arrived. @returns the line up to which the thread tells for certain */
async function alreadyTold(
  { db }: ApprovalOptions,
  slack: Announcing['slack'],
  { instanceId, channel, ts, toldLine, tellingLine, tellingSince }: PostedMessage,
): Promise<number> {
  if (tellingLine === null || tellingSince === null) return toldLine;
  const found = await slack.findMessage({
    channel,
    threadTs: ts,
    since: tellingSince,
    eventType: eventTypes.story,
    payload: payloadOf(instanceId, tellingLine),
  });
  const key = { instanceId, channel };
  if (found === null) await giveUpTelling(db, key);
  else await endTelling(db, key, tellingLine);
  return found === null ? toldLine : Math.max(toldLine, tellingLine);
}

function payloadOf(instanceId: string, line: number): Record<string, string> {
  return { request_id: instanceId, up_to: String(line) };
}

interface Reply {
  message: PostedMessage;
  lines: NumberedEntry[];
  /** Id of the last line of the story that is told with it. */
  upTo: number;
}

/** What a closed thread does not take counts as told: the message shows where the request stands. */
async function replyIfOpen(
  options: ApprovalOptions,
  slack: Announcing['slack'],
  wanted: Reply,
  signal: Ending,
): Promise<void> {
  try {
    await reply(options, slack, wanted, signal);
  } catch (error) {
    if (!isThreadClosed(error)) throw error;
    const { instanceId } = wanted.message;
    options.log.warn(
      { instanceId, code: slackCode(error) },
      'Slack takes no reply in the thread of a request',
    );
  }
}

async function reply(
  options: ApprovalOptions,
  slack: Announcing['slack'],
  { message, lines, upTo }: Reply,
  signal: Ending,
): Promise<void> {
  const { instanceId, company, channel, ts } = message;
  const reader = readerOfChannel(options, company);
  const told = lines.map((entry) => toldLine(entry, reader));
  const metadata = { event_type: eventTypes.story, event_payload: payloadOf(instanceId, upTo) };
  const key = { instanceId, channel };
  await postOnce(
    {
      slack,
      channel,
      threadTs: ts,
      message: { ...storyReply(told, wordingOfChannel(options, company)), metadata },
    },
    {
      begin: async () => {
        await beginTelling(options.db, key, upTo);
        return null;
      },
      giveUp: () => giveUpTelling(options.db, key),
    },
    signal,
  );
}
