import type { RequestView } from '#core/contract/request-view.ts';
import type { SlackMessage } from '../port.ts';
import { cut, mentions } from './block-text.ts';
import { context, section } from './blocks.ts';
import { limits, shares } from './limits.ts';
import { noticeTexts } from './notice-texts.ts';
import { askerLine } from './request-words.ts';
import type { Wording } from './wording.ts';

export interface ReminderInput {
  request: RequestView;
  /** Who is called: `<@U…>`, `<!subteam^S…>` or plain words. */
  mention: string | null;
  /** In working days. */
  waitingDays: number;
  /** Not everybody in the channel may see the request. */
  restricted?: boolean;
}

/** The reply that says that a request still waits. */
export function reminderMessage(input: ReminderInput, wording: Wording): SlackMessage {
  const { reminder, reminderHint } = noticeTexts[wording.language];
  return call(input, reminder(input.waitingDays), reminderHint, wording);
}

/** The message to a second person, when nobody decided in time. */
export function escalationMessage(input: ReminderInput, wording: Wording): SlackMessage {
  const { escalation, escalationHint } = noticeTexts[wording.language];
  return call(input, escalation(input.waitingDays), escalationHint, wording);
}

function call(
  { request, mention, restricted = false }: ReminderInput,
  words: string,
  hint: string,
  wording: Wording,
): SlackMessage {
  const called = mention === null ? '' : `${mentions(cut(mention, limits.field), shares.line)} `;
  const who = askerLine(request, restricted, wording);
  return {
    text: `${words} ${who}`,
    blocks: [...section(`${called}${words}\n*${who}*`), ...context(hint)],
  };
}
