import type { ModalView } from '@slack/types';
import { outsideLines, outsidePlain, ownPlain } from './block-text.ts';
import { limits } from './limits.ts';
import { modalTexts } from './modal-texts.ts';
import type { Wording } from './wording.ts';

/** A modal that only says something: why nothing can be done, or who was faster. Both texts as they came. */
export function noticeModal({ title, text }: { title: string; text: string }, wording: Wording): ModalView {
  return {
    type: 'modal',
    title: outsidePlain(title, limits.modalTitle),
    close: ownPlain(modalTexts[wording.language].close),
    blocks: [{ type: 'section', text: outsideLines(text, limits.sectionText) }],
  };
}
