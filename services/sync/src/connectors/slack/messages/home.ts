import type { ActionsBlock, HomeView, KnownBlock, SectionBlock } from '@slack/types';
import type { RequestView } from '#core/contract/request-view.ts';
import { mrkdwn, outside, ownPlain } from './block-text.ts';
import { context, section } from './blocks.ts';
import { dayWords, numberWords } from './dates.ts';
import { effectBlock } from './decision-lines.ts';
import { actionIds } from './ids.ts';
import { limits, shares } from './limits.ts';
import { noticeTexts } from './notice-texts.ts';
import { button, requestButtons } from './request-buttons.ts';
import { requestSummary } from './request-summary.ts';
import { failedEffects } from './request-words.ts';
import type { SectionKey } from './sections.ts';
import type { Wording } from './wording.ts';

/** Who decides for the reader, from when on and until when (no longer then); ISO 8601. */
interface Away {
  delegate: string;
  fromAt: string;
  untilAt: string;
}

export interface HomeInput {
  /** The parts of the queue; only the items of the chosen one are shown. None: for somebody who sees no request. */
  sections: { key: SectionKey; total: number; items: readonly RequestView[] }[];
  chosen: SectionKey;
  /** From 1. */
  page: number;
  pages: number;
  /** What the last press led to, as it came. */
  notice: string | null;
  mayDecide: boolean;
  /** Why the reader may not decide, as it came; null where there is nothing to add. */
  whyNot: string | null;
  away: Away | null;
  valueOf(request: RequestView, effectId?: string): string;
  dealUrlOf(request: RequestView): string | null;
  promisedAtOf(request: RequestView): string | null;
}

/** How many requests a page should have: with their buttons and failures they leave room in the 100 blocks. */
export const homePageSize = 20;

/** The Home tab: the queue of one person, with the same buttons as the messages (slack.md 11). */
export function homeView(input: HomeInput, wording: Wording): HomeView {
  const texts = noticeTexts[wording.language];
  const head: KnownBlock[] = [
    { type: 'header', text: ownPlain(texts.homeTitle) },
    ...section(input.notice === null ? '' : `*${outside(input.notice, shares.note)}*`),
    ...(input.mayDecide
      ? []
      : section(input.whyNot === null ? texts.whyNot : outside(input.whyNot, shares.note))),
  ];
  if (input.sections.length === 0) return { type: 'home', blocks: head };
  head.push(
    ...personalBlocks(input, wording),
    ...input.sections.map((one) => sectionBlock(one, input.chosen, wording)),
    { type: 'divider' },
  );
  const foot = pageBlocks(input, wording);
  const room = limits.viewBlocks - foot.length;
  return {
    type: 'home',
    blocks: [...head, ...listBlocks(input, room - head.length, wording), ...foot],
  };
}

/** Entering a request, and handing one's decisions over for a while. */
function personalBlocks(input: HomeInput, wording: Wording): KnownBlock[] {
  const { mayDecide, away } = input;
  const texts = noticeTexts[wording.language];
  const elements = [
    { ...button(actionIds.newRequest, texts.newRequest, 'new'), style: 'primary' as const },
    ...(mayDecide && away === null ? [button(actionIds.delegate, texts.delegate, 'delegate')] : []),
    ...(away === null ? [] : [button(actionIds.delegationEnd, texts.delegationEnd, 'end')]),
  ];
  return [
    ...section(away === null ? '' : awayWords(away, wording)),
    { type: 'actions', block_id: 'home-personal', elements },
  ];
}

/** The instant a delegation ends is the first of the day after: its last day is told. */
function awayWords({ delegate, fromAt, untilAt }: Away, wording: Wording): string {
  const lastAt = new Date(Date.parse(untilAt) - 1000).toISOString();
  const [from, until] = [dayWords(fromAt, wording), dayWords(lastAt, wording)];
  return noticeTexts[wording.language].away(outside(delegate, shares.name), from, until);
}

/** "*À décider* · 12", with the way to it where it is not the chosen one. */
function sectionBlock(
  { key, total }: HomeInput['sections'][number],
  chosen: SectionKey,
  { language }: Wording,
): SectionBlock {
  const texts = noticeTexts[language];
  const count = numberWords(language, total);
  const isChosen = key === chosen;
  const words = isChosen ? `▸ *${texts.section[key]}* · *${count}*` : `${texts.section[key]} · ${count}`;
  return {
    type: 'section',
    block_id: `home-section:${key}`,
    text: mrkdwn(words),
    ...(isChosen ? {} : { accessory: button(actionIds.homeSection, texts.show, key) }),
  };
}

/** The chosen requests that fit wholly, and a word on those that do not. */
function listBlocks(input: HomeInput, room: number, wording: Wording): KnownBlock[] {
  const { sections, chosen } = input;
  const texts = noticeTexts[wording.language];
  const items = sections.find(({ key }) => key === chosen)?.items ?? [];
  if (items.length === 0) return section(texts.empty[chosen]);
  const written = items.map((request) => itemBlocks(input, request, wording));
  const blocks: KnownBlock[] = [];
  for (const [place, item] of written.entries()) {
    if (blocks.length + item.length > room - 1)
      return [...blocks, ...context(texts.moreRequests(items.length - place))];
    blocks.push(...item);
  }
  return blocks;
}

/** One request: who and where it stands, its first failure, its buttons. */
function itemBlocks(input: HomeInput, request: RequestView, wording: Wording): KnownBlock[] {
  const { dealUrlOf, promisedAtOf } = input;
  const dealUrl = dealUrlOf(request);
  const [failed] = failedEffects(request);
  const summary = requestSummary({ request, dealUrl, promisedAt: promisedAtOf(request) }, wording);
  const buttons: ActionsBlock[] = requestButtons(
    { request, dealUrl, valueOf: () => input.valueOf(request) },
    wording,
  );
  return [
    { type: 'section', block_id: `home:${request.id}:${request.revision}`, text: mrkdwn(summary) },
    ...(failed
      ? [effectBlock(request, failed, false, () => input.valueOf(request, failed.id), wording)]
      : []),
    ...buttons,
    { type: 'divider' },
  ];
}

/** Two blocks, because names of buttons must differ within one (slack.md 8). */
function pageBlocks({ chosen, page, pages }: HomeInput, { language }: Wording): KnownBlock[] {
  if (pages < 2) return [];
  const texts = noticeTexts[language];
  const turn = (to: number, text: string): ActionsBlock => ({
    type: 'actions',
    block_id: `home-page:${to}`,
    elements: [button(actionIds.homePage, text, `${chosen}:${to}`)],
  });
  return [
    ...context(texts.page(page, pages)),
    ...(page > 1 ? [turn(page - 1, texts.previous)] : []),
    ...(page < pages ? [turn(page + 1, texts.next)] : []),
  ];
}
