import type { AnswerClockView, AttachmentView, ConversationView } from '#core/contract/conversation-view.ts';
import type { AttachmentFacts } from '#core/model/conversation.ts';
import type { Language } from '#core/model/localized.ts';
import { answerDueAt, answerMinutes } from '#core/processes/conversation/answer-clock.ts';
import type { ConversationState } from '#core/processes/conversation/state.ts';
import type { EffectRow } from '../../store/effects.ts';
import { presentEffect, type Reader } from '../present-request.ts';

/** What a view says of the conversation itself. */
export type ShownConversation = Pick<
  ConversationView,
  | 'number'
  | 'subject'
  | 'webUrl'
  | 'isAboutAccounts'
  | 'customer'
  | 'prefilled'
  | 'attachments'
  | 'answer'
  | 'effects'
  | 'trouble'
>;

/** @param isSilent Help Scout was asked for the conversation, and did not say */
export function presentConversation(
  state: ConversationState,
  effects: readonly EffectRow[],
  { reader, isSilent }: { reader: Reader; isSilent: boolean },
): ShownConversation {
  const { facts, because } = state;
  const { language } = reader;
  const customer = facts?.customer;
  const emails = customer?.emails ?? [];
  const name = customer ? `${customer.firstName} ${customer.lastName}`.trim() : '';
  const failing = effects.filter((effect) => effect.state === 'retrying' || effect.state === 'dead-letter');
  return {
    number: facts?.number ?? null,
    subject: facts?.subject ?? '',
    webUrl: facts?.webUrl ?? null,
    isAboutAccounts: because !== null,
    customer: { name: name || (emails[0] ?? ''), emails },
    prefilled: { name, email: emails[0] ?? '' },
    attachments: (facts?.attachments ?? []).map((attachment) => presentAttachment(attachment, language)),
    answer: presentAnswer(state, reader),
    effects: failing.map((effect) => presentEffect(effect, language)),
    trouble: troubleOf(failing, isSilent, language),
  };
}

function presentAttachment(attachment: AttachmentFacts, language: Language): AttachmentView {
  const { id, name, size, at } = attachment;
  return { id, name, size, at, problem: whyNotTaken(attachment, language) };
}

/** Why a file cannot be the document of a request (E-65); null when it can. */
export function whyNotTaken(
  { size, isReady }: Pick<AttachmentFacts, 'size' | 'isReady'>,
  language: Language,
): string | null {
  const fr = language === 'fr';
  if (size === 0) return fr ? 'Ce fichier est vide.' : 'This file is empty.';
  if (isReady) return null;
  return fr
    ? 'Help Scout vérifie encore ce fichier : réessayez dans un instant.'
    : 'Help Scout still checks this file: try again in a moment.';
}

function presentAnswer({ askedAt, answeredAt, step }: ConversationState, reader: Reader): AnswerClockView {
  const { settings } = reader.company;
  const isWaiting = step === 'waiting' && askedAt !== null;
  const dueAt = isWaiting ? answerDueAt(askedAt, settings) : null;
  return {
    waitingSince: isWaiting ? askedAt : null,
    dueAt,
    isLate: dueAt !== null && reader.now > new Date(dueAt),
    tookMinutes:
      askedAt !== null && answeredAt !== null ? answerMinutes(askedAt, answeredAt, settings) : null,
  };
}

/** What is shown may be older than the conversation: who looks is told, and who acts. */
function troubleOf(failing: readonly EffectRow[], isSilent: boolean, language: Language): string | null {
  const reading = failing.find(({ kind }) => kind === 'read-conversation')?.problem;
  if (reading) return `${reading.title[language]}. ${reading.detail[language]}`;
  if (!isSilent) return null;
  return language === 'fr'
    ? 'Help Scout n’a pas encore donné cette conversation à Passerelle, qui réessaie toute seule.'
    : 'Help Scout has not given this conversation to Passerelle yet, which tries again by itself.';
}
