import type { InputBlock, ModalView } from '@slack/types';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { ownPlain } from './block-text.ts';
import { section } from './blocks.ts';
import { callbackIds, fieldIds } from './ids.ts';
import { selectInput, textInput } from './inputs.ts';
import { modalTexts } from './modal-texts.ts';
import { messageTexts } from './texts.ts';
import type { Wording } from './wording.ts';

export interface NewRequestInput {
  sources: DecisionChoices['sources'];
  /** What is written already, e.g. the words after the slash command. */
  chosen?: { name?: string; email?: string; phone?: string; organization?: string; need?: string };
  /** `private_metadata`. */
  metadata: string;
}

/** The form in which staff enter a request for somebody; its fields are those of `enter-request`. */
export function newRequestModal({ sources, chosen, metadata }: NewRequestInput, wording: Wording): ModalView {
  const texts = modalTexts[wording.language];
  return {
    type: 'modal',
    callback_id: callbackIds.newRequest,
    private_metadata: metadata,
    title: ownPlain(texts.newTitle),
    submit: ownPlain(texts.newSend),
    close: ownPlain(texts.newCancel),
    blocks: [
      ...section(texts.newLead),
      textInput({ id: fieldIds.name, label: texts.name, lengthMax: 200, initial: chosen?.name }),
      ...emailInputs(chosen?.email, wording),
      ...optionalInputs(chosen, wording),
      sourceInput(sources, wording),
    ],
  };
}

/** Optional for Slack: without an address, the box below has to be ticked, which the service checks. */
function emailInputs(initial: string | undefined, { language }: Wording): InputBlock[] {
  const texts = modalTexts[language];
  const unknown = { text: ownPlain(texts.emailUnknown), value: fieldIds.emailUnknown };
  return [
    textInput({ id: fieldIds.email, label: texts.email, lengthMax: 254, isOptional: true, initial }),
    {
      type: 'input',
      block_id: fieldIds.emailUnknown,
      optional: true,
      label: ownPlain(texts.emailMissing),
      hint: ownPlain(texts.emailUnknownHint),
      element: { type: 'checkboxes', action_id: fieldIds.emailUnknown, options: [unknown] },
    },
  ];
}

function optionalInputs(chosen: NewRequestInput['chosen'], { language }: Wording): InputBlock[] {
  const texts = modalTexts[language];
  const isOptional = true;
  return [
    textInput({
      id: fieldIds.organization,
      label: texts.organization,
      lengthMax: 200,
      isOptional,
      initial: chosen?.organization,
    }),
    textInput({ id: fieldIds.phone, label: texts.phone, lengthMax: 50, isOptional, initial: chosen?.phone }),
    textInput({
      id: fieldIds.need,
      label: texts.need,
      lengthMax: 3000,
      isOptional,
      isLong: true,
      initial: chosen?.need,
    }),
  ];
}

function sourceInput(known: DecisionChoices['sources'], { language }: Wording): InputBlock {
  const { sources } = messageTexts[language];
  const own = [
    { key: 'phone', label: sources.phone },
    { key: 'event', label: sources.event },
  ];
  const others = known.filter(({ key }) => own.every((source) => source.key !== key));
  return selectInput({
    id: fieldIds.source,
    label: modalTexts[language].source,
    choices: [...own, ...others],
    chosen: 'phone',
  });
}
