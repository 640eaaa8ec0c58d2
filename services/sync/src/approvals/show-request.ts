import type { Ending } from '../connectors/slack/port.ts';
import {
  type ApprovalMessage,
  beginPost,
  endPost,
  giveUpPost,
  messagesOf,
  type PostedMessage,
} from '../store/approval-messages.ts';
import type { MentionOf } from './mention.ts';
import type { Announcing, ApprovalOptions } from './options.ts';
import { type Picture, pictureOfRequest } from './picture-of-request.ts';
import { postOnce } from './post-once.ts';
import { redraw, redrawElsewhere } from './redraw.ts';
import { tellStory } from './tell-story.ts';

/** What showing one request needs beside the options. */
export interface Showing {
  instanceId: string;
  companyId: string;
  announcing: Announcing;
  mentionOf: MentionOf;
  /** ISO instant since when the company's requests are announced. */
  connectedAt: string;
  /** Aborted when another node has taken over. */
  signal: Ending;
}

/**
 * Makes Slack show a request as it is: posts its message or redraws it, and goes on with the story in its thread.
 * Whatever is as it should be is left alone, so that it may be called as often as one likes.
 *
 * @returns when the picture changes by itself; null = never
 * @throws OutsideError of Slack; HoldLost
 */
export async function showRequest(options: ApprovalOptions, showing: Showing): Promise<Date | null> {
  const { announcing, mentionOf, companyId, instanceId } = showing;
  const mention = await mentionOf(announcing, options.companies.companyOf(companyId).settings.slack.mention);
  const picture = await pictureOfRequest(options, instanceId, mention);
  if (!picture) return null;
  const messages = await messagesOf(options.db, instanceId);
  const here = messages.find(({ channel }) => channel === announcing.channel);
  const isThere = await showHere(options, showing, picture, here);
  for (const message of messages)
    if (message.channel !== announcing.channel && message.ts !== null)
      await redrawElsewhere(options, announcing, { ...message, ts: message.ts }, picture);
  return isThere ? picture.changesAt : options.now();
}

/** @returns false when the message went away while its thread was told */
async function showHere(
  options: ApprovalOptions,
  showing: Showing,
  picture: Picture,
  here: ApprovalMessage | undefined,
): Promise<boolean> {
  const shown = await ensureShown(options, showing, picture, here);
  // Names and addresses are in the story: of a restricted request the thread tells nothing.
  if (!shown || picture.restricted) return true;
  return tellStory(options, showing.announcing, shown, showing.signal);
}

/** @returns the message of the channel; undefined when there is to be none */
async function ensureShown(
  options: ApprovalOptions,
  showing: Showing,
  picture: Picture,
  known: ApprovalMessage | undefined,
): Promise<PostedMessage | undefined> {
  const posted = known?.ts ? { ...known, ts: known.ts } : undefined;
  if (posted && (await redraw(options, showing.announcing, posted, picture))) return posted;
  const wasDeleted = posted !== undefined || (known !== undefined && known.shown !== null);
  const isUnderWay = known !== undefined && known.postingSince !== null;
  if (!isUnderWay && !isWanted(picture, wasDeleted, showing.connectedAt)) return undefined;
  return post(options, showing, picture);
}

/**
 * Whether a request gets a message: what waits for people does, also after somebody deleted one; what was decided
 * before Slack could show it does, once.
 */
function isWanted(
  { request: { step, submittedAt } }: Picture,
  wasDeleted: boolean,
  connectedAt: string,
): boolean {
  if (step === 'pending' || step === 'awaiting-evidence') return true;
  if (wasDeleted || step === 'incomplete' || step === 'withdrawn') return false;
  return Date.parse(submittedAt) >= Date.parse(connectedAt);
}

async function post(
  options: ApprovalOptions,
  { instanceId, companyId: company, announcing, signal }: Showing,
  picture: Picture,
): Promise<PostedMessage | undefined> {
  const { db } = options;
  const { slack, channel } = announcing;
  const key = { instanceId, company, channel };
  let wasTried = false;
  const begin = async () => {
    const since = await beginPost(db, key);
    wasTried = since !== null;
    return since;
  };
  const memory = { begin, giveUp: () => giveUpPost(db, key) };
  const ts = await postOnce({ slack, channel, message: picture.message }, memory, signal);
  const { shown, request } = picture;
  // One that was found shows the request as it was when it left: it is drawn anew.
  const drawn = { ts, shown: wasTried ? '' : shown, revision: request.revision };
  const posted = await endPost(db, key, drawn);
  if (posted && wasTried) await redraw(options, announcing, posted, picture);
  return posted;
}
