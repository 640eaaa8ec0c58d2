import type { Language } from '#core/model/localized.ts';
import type { SlackMessage } from '../port.ts';
import { cut, link, mentions, outside } from './block-text.ts';
import { context, section } from './blocks.ts';
import { dateToken, momentWords } from './dates.ts';
import { withFrenchSpaces } from './french-spaces.ts';
import { eventTypes } from './ids.ts';
import { limits, shares } from './limits.ts';
import type { Wording } from './wording.ts';

/** A conversation of the help desk that nobody has answered yet. */
export interface AnswerDueInput {
  conversationId: number;
  number: number | null;
  subject: string;
  webUrl: string;
  /** Instants. */
  waitingSince: string;
  dueAt: string;
  /** Whose it is to answer: `<@U…>`, or an address. */
  mention: string | null;
}

const fr = {
  due: '⏰ Cette conversation attend une première réponse.',
  name: (number: number) => `Conversation n°\u00A0${number}`,
  unnamed: 'Conversation Help Scout',
  before: (at: string) => `Réponse promise au plus tard : ${at}`,
  since: (at: string) => `reçue ${at}`,
  open: 'Ouvrir dans Help Scout',
};

const en: typeof fr = {
  due: '⏰ This conversation waits for a first answer.',
  name: (number) => `Conversation no. ${number}`,
  unnamed: 'Help Scout conversation',
  before: (at) => `Answer promised at the latest: ${at}`,
  since: (at) => `received ${at}`,
  open: 'Open in Help Scout',
};

const words: Record<Language, typeof fr> = { fr: withFrenchSpaces(fr), en };

/** The message that says so before it is late. */
export function answerDueMessage(
  input: AnswerDueInput,
  wording: Wording,
): SlackMessage & Required<Pick<SlackMessage, 'metadata'>> {
  const { conversationId, number, subject, webUrl, waitingSince, dueAt, mention } = input;
  const texts = words[wording.language];
  const called = mention === null ? '' : `${mentions(cut(mention, limits.field), shares.line)} `;
  const name = number === null ? texts.unnamed : texts.name(number);
  const what = `*${name}* · ${outside(subject, shares.line)}`;
  const until = `${texts.before(dateToken(dueAt, wording))} · ${texts.since(dateToken(waitingSince, wording))}`;
  return {
    text: `${texts.due} ${name}. ${texts.before(momentWords(dueAt, wording))}.`,
    blocks: [...section(`${called}${texts.due}\n${what}\n${link(webUrl, texts.open)}`), ...context(until)],
    metadata: {
      event_type: eventTypes.answerDue,
      event_payload: { conversation_id: String(conversationId), waiting_since: waitingSince },
    },
  };
}
