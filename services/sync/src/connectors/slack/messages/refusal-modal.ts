import type { KnownBlock, ModalView } from '@slack/types';
import type { DecisionChoices, RefusalPreview, RequestView } from '#core/contract/request-view.ts';
import { mrkdwn, outside, outsideLines, ownPlain } from './block-text.ts';
import { context, section } from './blocks.ts';
import { callbackIds, fieldIds } from './ids.ts';
import { selectInput, textInput } from './inputs.ts';
import { limits, shares } from './limits.ts';
import { modalTexts } from './modal-texts.ts';
import { askerLine } from './request-words.ts';
import type { Wording } from './wording.ts';

export interface RefusalInput {
  request: RequestView;
  choices: Pick<DecisionChoices, 'refusalReasons' | 'undoSeconds'>;
  /** The mail of the chosen reason; null where there is none to show. */
  preview: RefusalPreview | null;
  chosen?: { reason?: string; note?: string };
  /** `private_metadata`. */
  metadata: string;
}

/** Asks for the reason of a refusal and a note; the mail that would leave follows the reason that is chosen. */
export function refusalModal(input: RefusalInput, wording: Wording): ModalView {
  const texts = modalTexts[wording.language];
  const { request, choices, metadata } = input;
  const who = context(askerLine(request, false, wording));
  const head = { type: 'modal', title: ownPlain(texts.refuseTitle), private_metadata: metadata } as const;
  if (choices.refusalReasons.every(({ key }) => key.length > limits.optionValue)) {
    return { ...head, close: ownPlain(texts.close), blocks: [...who, ...section(texts.noReasons)] };
  }
  const undo = choices.undoSeconds > 0 ? texts.undo(choices.undoSeconds) : '';
  return {
    ...head,
    callback_id: callbackIds.refuse,
    submit: ownPlain(texts.refuseSend),
    close: ownPlain(texts.refuseCancel),
    blocks: [...who, ...fields(input, wording), ...previewBlocks(input, wording), ...context(undo)],
  };
}

/** The only reason is chosen already, as on the panel. */
function reasonOf({ choices, chosen }: RefusalInput): string | undefined {
  const [first, second] = choices.refusalReasons;
  return chosen?.reason ?? (second ? undefined : first?.key);
}

function fields(input: RefusalInput, { language }: Wording): KnownBlock[] {
  const texts = modalTexts[language];
  return [
    selectInput({
      id: fieldIds.refusalReason,
      label: texts.reason,
      choices: input.choices.refusalReasons,
      chosen: reasonOf(input),
      placeholder: texts.reasonChoose,
      tells: true,
    }),
    textInput({
      id: fieldIds.refusalNote,
      label: texts.note,
      hint: texts.noteHint,
      lengthMax: 3000,
      isOptional: true,
      isLong: true,
      initial: input.chosen?.note,
    }),
  ];
}

function previewBlocks(input: RefusalInput, { language }: Wording): KnownBlock[] {
  const texts = modalTexts[language];
  const { preview } = input;
  const title: KnownBlock = { type: 'header', text: ownPlain(texts.preview) };
  const missing = reasonOf(input) === undefined ? texts.previewEmpty : texts.previewFailed;
  if (preview === null) return [title, ...context(missing)];
  if (preview.to === '') return [title, ...context(texts.previewNone)];
  const address = `*${texts.to}*\n${outside(preview.to, shares.line)}`;
  const subject = `*${texts.subject}*\n${outside(preview.subject, shares.line)}`;
  return [
    title,
    { type: 'section', fields: [mrkdwn(address), mrkdwn(subject)] },
    ...mailSections(preview.text),
  ];
}

/** A mail of more than three sections is cut: the refusal sends it whole all the same. */
function mailSections(text: string): KnownBlock[] {
  const { text: written } = outsideLines(text, 3 * limits.sectionText - 300);
  const parts: string[] = [];
  let left = written;
  while (left.length > limits.sectionText) {
    const at = endOfPart(left);
    parts.push(left.slice(0, at));
    left = left.slice(at);
  }
  return [...parts, left].map((part) => ({ type: 'section', text: ownPlain(part.trim() || '–') }));
}

/** The last line end or space that fits; else any place that splits neither a pair nor an entity. */
function endOfPart(text: string): number {
  const whole = text.slice(0, limits.sectionText);
  const [line, space] = [whole.lastIndexOf('\n'), whole.lastIndexOf(' ')];
  if (line > limits.sectionText - 1000) return line;
  if (space > limits.sectionText - 1000) return space;
  const entity = whole.lastIndexOf('&');
  if (entity > limits.sectionText - 6) return entity;
  return /[\ud800-\udbff]$/.test(whole) ? limits.sectionText - 1 : limits.sectionText;
}
