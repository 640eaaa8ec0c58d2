import { maybeSent } from '../connectors/slack/errors.ts';
import type { Slack, SlackMessage } from '../connectors/slack/port.ts';
import { CallWithdrawn, type Ending } from '../connectors/slack/port.ts';

/** What is to be said once. */
export interface OncePost {
  slack: Slack;
  channel: string;
  threadTs?: string;
  /** A reply that the channel sees too. */
  broadcast?: boolean;
  /** Its metadata finds it again. */
  message: SlackMessage & Required<Pick<SlackMessage, 'metadata'>>;
}

/** How a post is remembered. */
export interface PostMemory {
  /**
   * Notes, committed, that it is about to leave.
   * @returns since when it may be there already; null = this is the first try; 'posted' = another node was quicker
   */
  begin(): Promise<Date | null | 'posted'>;
  /** Slack refused it for certain. */
  giveUp(): Promise<void>;
}

/** Another node works on it now: whatever is left to do, it does. */
export class HoldLost extends Error {
  constructor() {
    super('Another node has taken over.');
    this.name = 'HoldLost';
  }
}

/**
 * Posts a message once. Slack keeps no key by which it would know a repetition (slack.md 12): that a post leaves is
 * noted first, and one whose answer got lost is looked for before another one leaves.
 *
 * @param signal aborted when the work has been lost to another node
 * @returns the ts of the message
 * @throws OutsideError as the client; HoldLost
 */
export async function postOnce(
  { slack, channel, threadTs, broadcast, message }: OncePost,
  { begin, giveUp }: PostMemory,
  signal: Ending,
): Promise<string> {
  const since = await begin();
  if (since === 'posted') throw new HoldLost();
  const inThread = threadTs === undefined ? {} : { threadTs };
  if (since !== null) {
    const { event_type: eventType, event_payload: payload } = message.metadata;
    const found = await slack.findMessage({ channel, ...inThread, since, eventType, payload });
    if (found !== null) return found;
  }
  if (signal.aborted) throw new HoldLost();
  try {
    const posted = await slack.postMessage({
      channel,
      message,
      ...inThread,
      ...(broadcast === undefined ? {} : { broadcast }),
      signal,
    });
    return posted.ts;
  } catch (error) {
    if (error instanceof CallWithdrawn) throw new HoldLost();
    if (!maybeSent(error)) await giveUp();
    throw error;
  }
}
