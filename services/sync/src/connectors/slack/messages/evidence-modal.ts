import type { ModalView } from '@slack/types';
import type { RequestView } from '#core/contract/request-view.ts';
import { ownPlain } from './block-text.ts';
import { context } from './blocks.ts';
import { callbackIds, fieldIds } from './ids.ts';
import { textInput } from './inputs.ts';
import { modalTexts } from './modal-texts.ts';
import { askerLine } from './request-words.ts';
import type { Wording } from './wording.ts';

export interface EvidenceInput {
  request: RequestView;
  chosen?: { document?: string };
  /** `private_metadata`. */
  metadata: string;
}

/** Asks which document a requester should send. */
export function evidenceModal({ request, chosen, metadata }: EvidenceInput, wording: Wording): ModalView {
  const texts = modalTexts[wording.language];
  return {
    type: 'modal',
    callback_id: callbackIds.evidence,
    private_metadata: metadata,
    title: ownPlain(texts.evidenceTitle),
    submit: ownPlain(texts.evidenceSend),
    close: ownPlain(texts.close),
    blocks: [
      ...context(askerLine(request, false, wording)),
      textInput({
        id: fieldIds.evidenceDocument,
        label: texts.evidenceDocument,
        placeholder: texts.evidenceExample,
        hint: texts.evidenceHint,
        lengthMax: 300,
        initial: chosen?.document,
      }),
    ],
  };
}
