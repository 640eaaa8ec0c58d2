import type { KnownBlock } from '@slack/types';
import type { RequestView } from '#core/contract/request-view.ts';
import type { SlackMessage } from '../port.ts';
import { type AnswerFigures, answerLines } from './answer-lines.ts';
import { ownPlain } from './block-text.ts';
import { fittingBlocks, section } from './blocks.ts';
import { limits } from './limits.ts';
import { noticeTexts } from './notice-texts.ts';
import { requestSummary } from './request-summary.ts';
import { type SectionKey, sectionKeys } from './sections.ts';
import type { Wording } from './wording.ts';

export interface DigestInput {
  counts: Record<SectionKey, number>;
  /** The requests that have waited longest, of those that everybody in the channel may see; ten are shown. */
  oldest: readonly RequestView[];
  dealUrlOf(request: RequestView): string | null;
  promisedAtOf?(request: RequestView): string | null;
  /** Absent without a help desk. */
  answers?: AnswerFigures | null;
}

/** The morning's message: how much waits, and for how long. */
export function digestMessage(input: DigestInput, wording: Wording): SlackMessage {
  const texts = noticeTexts[wording.language];
  const lines = sectionKeys
    .filter((key) => input.counts[key] > 0)
    .map((key) => ({ name: texts.section[key], count: texts.requests(input.counts[key]) }));
  const oldest = input.oldest.slice(0, 10);
  const list: KnownBlock[] = oldest.flatMap((request) => section(summaryOf(input, request, wording)));
  const counted = lines.map(({ name, count }) => `*${name}* · ${count}`).join('\n');
  const [title, ...answers] = input.answers ? answerLines(input.answers, wording) : [];
  const head: KnownBlock[] = [
    { type: 'header', text: ownPlain(texts.digestTitle) },
    ...section(counted || texts.digestNothing),
    ...section(title === undefined ? '' : [`*${title}*`, ...answers].join('\n')),
    ...section(oldest.length > 0 ? `*${texts.oldest}*` : ''),
  ];
  const told = lines.map(
    ({ name, count }) => `${name}${wording.language === 'fr' ? '\u00a0' : ''}: ${count}`,
  );
  const said = title === undefined ? '' : ` ${[title, answers.join(' · ')].join(' – ')}.`;
  return {
    text: `${texts.digestTitle}. ${told.length > 0 ? `${told.join(', ')}.` : texts.digestNothing}${said}`,
    blocks: fittingBlocks([...head, ...list], [], limits.messageBlocks),
  };
}

function summaryOf(input: DigestInput, request: RequestView, wording: Wording): string {
  const promisedAt = input.promisedAtOf?.(request) ?? null;
  return requestSummary({ request, dealUrl: input.dealUrlOf(request), promisedAt }, wording);
}
