import type { KnownBlock } from '@slack/types';
import type { RequestView } from '#core/contract/request-view.ts';
import type { SlackMessage } from '../port.ts';
import { outside } from './block-text.ts';
import { context, fittingBlocks, section } from './blocks.ts';
import { actionIds } from './ids.ts';
import { limits, shares } from './limits.ts';
import { noticeTexts } from './notice-texts.ts';
import { button } from './request-buttons.ts';
import { requestSummary } from './request-summary.ts';
import type { Wording } from './wording.ts';

export interface LookupInput {
  /** What was looked for, as it was typed; empty: the queue was asked for, and the answer says what can be typed. */
  query: string;
  /** What was found, of which ten are shown; only requests that the reader may see. */
  requests: readonly RequestView[];
  /** How many were found in all, when that is known. */
  total?: number;
  dealUrlOf(request: RequestView): string | null;
  promisedAtOf?(request: RequestView): string | null;
}

const shownAtMost = 10;

/** The answer of the slash command, for the person who typed it alone. */
export function lookupMessage(input: LookupInput, wording: Wording): SlackMessage {
  const texts = noticeTexts[wording.language];
  const title = titleOf(input, wording);
  const shown = input.requests.slice(0, shownAtMost);
  const left = Math.max(input.total ?? 0, input.requests.length) - shown.length;
  const found: KnownBlock[] = [
    ...section(title),
    ...shown.flatMap((request) => section(summaryOf(input, request, wording))),
    ...context(left > 0 ? texts.moreRequests(left) : ''),
  ];
  const hint = shown.length === 0 && input.query.trim() !== '' ? texts.notFoundHint : texts.lookupHint;
  const foot: KnownBlock[] = [
    ...context(hint),
    {
      type: 'actions',
      block_id: 'lookup',
      elements: [button(actionIds.newRequest, texts.newRequest, 'new')],
    },
  ];
  return { text: title, blocks: fittingBlocks(found, foot, limits.messageBlocks) };
}

function titleOf({ query, requests, total }: LookupInput, { language }: Wording): string {
  const texts = noticeTexts[language];
  const count = Math.max(total ?? 0, requests.length);
  const sought = outside(query, shares.line);
  if (sought === '') return count === 0 ? texts.empty.pending : texts.waiting(texts.requests(count));
  return count === 0 ? texts.notFound(sought) : texts.found(sought, texts.requests(count));
}

function summaryOf({ dealUrlOf, promisedAtOf }: LookupInput, request: RequestView, wording: Wording): string {
  const promisedAt = promisedAtOf?.(request) ?? null;
  return requestSummary({ request, dealUrl: dealUrlOf(request), promisedAt }, wording);
}
