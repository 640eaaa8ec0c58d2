import type { ActionsBlock, Button, StaticSelect } from '@slack/types';
import type { CommandType } from '#core/contract/commands.ts';
import type {
  AttachProposal,
  DecisionChoices,
  EffectView,
  RequestView,
} from '#core/contract/request-view.ts';
import { isWebUrl, outsidePlain, ownPlain } from './block-text.ts';
import { actionIds, targetValue } from './ids.ts';
import { limits } from './limits.ts';
import { type MessageTexts, messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

interface ButtonsInput {
  request: RequestView;
  /** Absent: no choice of where the deal goes is offered. */
  choices?: DecisionChoices;
  proposals?: readonly AttachProposal[];
  dealUrl: string | null;
  valueOf(effectId?: string): string;
}

const order = [
  ['confirm-decision', 'confirm', 'primary'],
  ['accept-request', 'accept', 'primary'],
  ['refuse-request', 'refuse', 'danger'],
  ['record-evidence', 'recordEvidence', undefined],
  ['ask-for-evidence', 'askForEvidence', undefined],
  ['reconsider-request', 'reconsider', 'primary'],
  ['undo-decision', 'undo', undefined],
  ['withdraw-proposal', 'withdraw', undefined],
] as const satisfies readonly [CommandType, keyof MessageTexts, Button['style']][];

/** What may be asked for now: undoing ends by itself before anybody tells it (`undoUntil`). */
export function offeredCommands(
  { allowedCommands, undoUntil }: RequestView,
  { now }: Wording,
): ReadonlySet<CommandType> {
  const isTooLate = undoUntil === null || Date.parse(undoUntil) <= now.getTime();
  return new Set(allowedCommands.filter((type) => type !== 'undo-decision' || !isTooLate));
}

/** The buttons that are allowed now, with where the deal goes when there is a choice; nothing when there is none. */
export function requestButtons(input: ButtonsInput, wording: Wording): ActionsBlock[] {
  const { request, dealUrl } = input;
  const texts = messageTexts[wording.language];
  const offered = offeredCommands(request, wording);
  const buttons = order
    .filter(([type]) => offered.has(type))
    .map(
      ([type, key, style]): Button => ({
        ...button(type, texts[key], input.valueOf()),
        ...(style && { style }),
      }),
    );
  const select = offered.has('accept-request') ? targetSelect(input, texts) : [];
  const open = dealUrl !== null && isWebUrl(dealUrl) ? [openDeal(dealUrl, texts)] : [];
  const elements = [...select, ...buttons, ...open];
  // Another name at each change: Slack keeps what was chosen in a block of the same name (slack.md 8).
  const block_id = `decide:${request.id}:${request.revision}`;
  return elements.length === 0 ? [] : [{ type: 'actions', block_id, elements }];
}

/** The button that tries a failed effect again. */
export function retryButton({ label }: EffectView, value: string, { language }: Wording): Button {
  const { retry, retryEffect } = messageTexts[language];
  const spoken = outsidePlain(retryEffect(label), limits.button).text;
  return { ...button(actionIds.retry, retry, value), accessibility_label: spoken };
}

/** A button with words of ours. */
export function button(action_id: string, text: string, value: string): Button {
  return { type: 'button', action_id, text: ownPlain(text), value };
}

function openDeal(url: string, texts: MessageTexts): Button {
  return {
    type: 'button',
    action_id: actionIds.openDeal,
    text: ownPlain(texts.openDeal),
    url: new URL(url).href,
  };
}

function targetSelect({ choices, proposals = [] }: ButtonsInput, texts: MessageTexts): StaticSelect[] {
  const targets = (choices?.targets ?? [])
    .map(({ key, label }) => ({ text: outsidePlain(label, limits.option), value: targetValue.target(key) }))
    .filter(({ value }) => value.length <= limits.optionValue)
    .slice(0, limits.optionCount);
  const deals = proposals.slice(0, limits.optionCount).map(({ dealId, title, because }) => ({
    text: outsidePlain(title, limits.option),
    description: ownPlain(texts.because[because]),
    value: targetValue.deal(dealId),
  }));
  const [first] = targets;
  if (!choices || targets.length + deals.length < 2) return [];
  const groups = [
    ...(targets.length > 0 ? [{ label: ownPlain(texts.targetGroup), options: targets }] : []),
    ...(deals.length > 0 ? [{ label: ownPlain(texts.attachGroup), options: deals }] : []),
  ];
  return [
    {
      type: 'static_select',
      action_id: actionIds.target,
      placeholder: ownPlain(texts.target),
      option_groups: groups,
      ...(first && { initial_option: first }),
    },
  ];
}
