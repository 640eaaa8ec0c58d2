import type { KnownBlock } from '@slack/types';
import type { DecisionChoices, RequestDetails } from '#core/contract/request-view.ts';
import { stepText } from '#core/processes/account-request/journal-texts.ts';
import type { SlackMessage } from '../port.ts';
import { cut, mentions, outsidePlain } from './block-text.ts';
import { context, fittingBlocks, section } from './blocks.ts';
import { dayWords } from './dates.ts';
import { decisionBlocks, earlierBlocks, effectBlocks, proposalBlocks } from './decision-lines.ts';
import { eventTypes } from './ids.ts';
import { limits, shares } from './limits.ts';
import { requestButtons } from './request-buttons.ts';
import { factsBlock, findingBlocks } from './request-facts.ts';
import { askerLine, askerName, isLate, isOpenStep, standingLine } from './request-words.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

export interface ApprovalInput {
  request: RequestDetails;
  /** Not everybody in the channel may see the request: nothing tells whose it is. */
  restricted: boolean;
  choices: DecisionChoices;
  /** Who should decide: `<@U…>`, `<!subteam^S…>` or plain words. */
  mention: string | null;
  /** ISO 8601, the last instant of the promised day; null without a promise. */
  promisedAt: string | null;
  dealUrl: string | null;
  /** The sealed value of a button. */
  valueOf(effectId?: string): string;
}

/** The message in the channel: a picture of a request, with the buttons that are allowed now (slack.md 8). */
export function approvalMessage(input: ApprovalInput, wording: Wording): SlackMessage {
  const { request, restricted } = input;
  const texts = messageTexts[wording.language];
  const title = restricted ? texts.restricted : askerName(request);
  const proposals = restricted ? [] : request.attachProposals;
  const story: KnownBlock[] = [
    { type: 'header', text: outsidePlain(title, limits.header) },
    ...section(standing(input, wording)),
    factsBlock(input, wording),
    ...(restricted && input.dealUrl !== null ? context(texts.restrictedHint) : []),
    ...findingBlocks(request, restricted, wording),
    ...(restricted ? [] : earlierBlocks(request, wording)),
    ...decisionBlocks(request, restricted, wording),
    ...proposalBlocks(request, restricted, wording),
    ...effectBlocks(input, wording),
  ];
  const buttons = requestButtons({ ...input, proposals }, wording);
  return {
    text: notificationText(input, wording),
    blocks: fittingBlocks(story, buttons, limits.messageBlocks),
    metadata: { event_type: eventTypes.request, event_payload: { request_id: request.id } },
  };
}

/** All that a notification or a screen reader needs: who, the address, where it stands. */
function notificationText({ request, restricted, promisedAt }: ApprovalInput, wording: Wording): string {
  const texts = messageTexts[wording.language];
  const state = [
    standingLine(restricted ? { ...request, decision: null } : request, wording, 'words'),
    ...(promisedAt !== null && isLate(request, promisedAt, wording)
      ? [texts.promisedShort(dayWords(promisedAt, wording))]
      : []),
  ].join(', ');
  return texts.summary(askerLine(request, restricted, wording), state);
}

/** "À décider · 🔔 Prioritaire · @équipe": the mention only while there is something to decide. */
function standing({ request, mention }: ApprovalInput, { language }: Wording): string {
  const texts = messageTexts[language];
  const isCalled = mention !== null && isOpenStep(request);
  return [
    `*${stepText(request.step, language)}*`,
    ...(request.priority ? [texts.priority] : []),
    ...(isCalled ? [mentions(cut(mention, limits.field), shares.line)] : []),
  ].join(' · ');
}
