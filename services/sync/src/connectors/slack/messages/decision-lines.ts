import type { KnownBlock, SectionBlock } from '@slack/types';
import type { EffectView, JournalLine, RequestDetails, RequestView } from '#core/contract/request-view.ts';
import { mrkdwn, outside, quoted } from './block-text.ts';
import { context, fittingLines, section } from './blocks.ts';
import { dateToken } from './dates.ts';
import { journalWords } from './journal-words.ts';
import { shares } from './limits.ts';
import { offeredCommands, retryButton } from './request-buttons.ts';
import { decidersLine, failedEffects, isOpenStep } from './request-words.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

const earlierAtMost = 5;
const failedAtMost = 10;

/**
 * Decisions that people took before the one in force: the lines by which the request went to another step, in the order
 * in which they were taken. A request comes with its journal the other way round.
 */
function earlierDecisions(request: RequestDetails): JournalLine[] {
  return request.journal
    .filter(
      ({ at, by, outcome, text }) =>
        by !== null && outcome === 'advanced' && text.includes(' → ') && at !== request.decidedAt,
    )
    .toReversed();
}

/** What was decided before, the youngest last. */
export function earlierBlocks(request: RequestDetails, wording: Wording): KnownBlock[] {
  const texts = messageTexts[wording.language];
  const earlier = earlierDecisions(request);
  const told = earlier.slice(-earlierAtMost).map((line) => `• ${journalWords(line, wording)}`);
  const left = earlier.length - told.length;
  const lines = [...(left > 0 ? [texts.earlierLines(left)] : []), ...told];
  return section(fittingLines(`*${texts.earlier}*`, lines, texts.more));
}

/** Four-eyes: who proposes what, and that nothing is done yet. */
export function proposalBlocks(
  { proposal }: RequestView,
  isRestricted: boolean,
  wording: Wording,
): KnownBlock[] {
  if (!proposal) return [];
  const texts = messageTexts[wording.language];
  const lines = [
    `*${texts.proposes[proposal.type](outside(proposal.by, shares.name))}*`,
    // Words that people chose or typed may name the person.
    ...(isRestricted ? [] : [outside(proposal.text, shares.line)]),
    ...(proposal.note && !isRestricted ? [quoted(proposal.note, shares.note)] : []),
  ];
  const since = texts.proposedFrom(outside(proposal.from, shares.name), dateToken(proposal.at, wording));
  return [...section(lines.join('\n')), ...context(since, texts.waitsForDecider)];
}

/**
 * The decision in force: what, who, from where, when, and until when it can be undone. Of a restricted request not what:
 * a reason is free text, and the step is told anyway.
 */
export function decisionBlocks(request: RequestView, isRestricted: boolean, wording: Wording): KnownBlock[] {
  const { decision, undoUntil } = request;
  if (!decision) return [];
  const texts = messageTexts[wording.language];
  const what = isRestricted ? '' : `*${outside(decision, shares.line)}*`;
  const by = request.step === 'withdrawn' ? '' : decidersLine(request, wording, 'token');
  const canUndo = undoUntil !== null && offeredCommands(request, wording).has('undo-decision');
  return [
    ...section([what, by].filter((line) => line !== '').join('\n')),
    ...(canUndo ? context(texts.undoUntil(dateToken(undoUntil, wording, 'time'))) : []),
  ];
}

interface EffectsInput {
  request: RequestView;
  restricted: boolean;
  /** The sealed value of a button. */
  valueOf(effectId?: string): string;
}

/** How far the execution is, and what failed, each with the way to try it again. */
export function effectBlocks(input: EffectsInput, wording: Wording): KnownBlock[] {
  const { request, restricted } = input;
  const failed = failedEffects(request);
  const blocks = failed.slice(0, failedAtMost).map((effect) => {
    return effectBlock(request, effect, restricted, () => input.valueOf(effect.id), wording);
  });
  const left = failed.length - blocks.length;
  const progress = isOpenStep(request) ? '' : progressWords(request, wording);
  return [...blocks, ...context(left > 0 ? messageTexts[wording.language].more(left) : '', progress)];
}

/** What failed and why, with the way to try it again where that is allowed. */
export function effectBlock(
  request: RequestView,
  effect: EffectView,
  isRestricted: boolean,
  seal: () => string,
  wording: Wording,
): SectionBlock {
  const mayRetry = offeredCommands(request, wording).has('retry-effect');
  return {
    type: 'section',
    // Another name at each change: a block of the same name would keep the look of a button that was pressed.
    block_id: `effect:${effect.id}:${request.revision}`,
    text: mrkdwn(failureWords(effect, isRestricted, wording)),
    ...(mayRetry && { accessory: retryButton(effect, seal(), wording) }),
  };
}

/** "⚠️ *Envoyer le mail* · En échec · 3 tentatives", and why. */
function failureWords(effect: EffectView, isRestricted: boolean, wording: Wording): string {
  const texts = messageTexts[wording.language];
  const { label, state, attempts, problem, dueAt } = effect;
  const next = state === 'retrying' && dueAt !== null ? texts.nextTry(dateToken(dueAt, wording)) : null;
  const head = [
    `⚠️ *${outside(label, shares.name)}*`,
    next ?? texts.effectState[state],
    ...(attempts > 0 ? [texts.attempts(attempts)] : []),
  ].join(' · ');
  if (!problem) return head;
  // What the outside answered may name the person.
  const detail = isRestricted ? '' : ` ${outside(problem.detail, shares.note)}`;
  return `${head}\n*${outside(problem.title, shares.line)}*${detail}`;
}

function progressWords({ effects }: RequestView, { language }: Wording): string {
  const live = effects.filter(({ state }) => state !== 'cancelled');
  const done = live.filter(({ state }) => state === 'done').length;
  return live.length === 0 ? '' : messageTexts[language].effectsDone(done, live.length);
}
