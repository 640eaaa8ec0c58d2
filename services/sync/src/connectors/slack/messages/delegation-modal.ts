import type { Datepicker, InputBlock, ModalView } from '@slack/types';
import { ownPlain } from './block-text.ts';
import { section } from './blocks.ts';
import { pickerDay } from './dates.ts';
import { callbackIds, fieldIds } from './ids.ts';
import { modalTexts } from './modal-texts.ts';
import type { Wording } from './wording.ts';

export interface DelegationInput {
  /** What is chosen already: a Slack user id, and days such as `2026-11-22`. */
  chosen?: { userId?: string; from?: string; until?: string };
  /** `private_metadata`. */
  metadata: string;
}

/** Asks who decides for somebody who is away, and from which day to which (both included). */
export function delegationModal({ chosen, metadata }: DelegationInput, wording: Wording): ModalView {
  const texts = modalTexts[wording.language];
  const today = pickerDay(wording.now, wording.timeZone);
  return {
    type: 'modal',
    callback_id: callbackIds.delegation,
    private_metadata: metadata,
    title: ownPlain(texts.delegationTitle),
    submit: ownPlain(texts.delegationSend),
    close: ownPlain(texts.close),
    blocks: [
      ...section(texts.delegationLead),
      {
        type: 'input',
        block_id: fieldIds.delegate,
        label: ownPlain(texts.delegate),
        element: {
          type: 'users_select',
          action_id: fieldIds.delegate,
          placeholder: ownPlain(texts.delegateChoose),
          ...(chosen?.userId && { initial_user: chosen.userId }),
        },
      },
      dayInput(fieldIds.delegateFrom, texts.from, chosen?.from ?? today),
      dayInput(fieldIds.delegateUntil, texts.until, chosen?.until),
    ],
  };
}

function dayInput(id: string, label: string, initial: string | undefined): InputBlock {
  const element: Datepicker = {
    type: 'datepicker',
    action_id: id,
    ...(initial && { initial_date: initial }),
  };
  return { type: 'input', block_id: id, label: ownPlain(label), element };
}
