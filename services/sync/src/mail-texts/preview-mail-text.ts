import type { TemplatePreview } from '#core/contract/templates-view.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import { OutsideError } from '../connectors/errors.ts';
import { renderMail, variablesOf } from '../connectors/mail/render.ts';
import {
  completeDraft,
  type DraftPlace,
  draftProblems,
  type MailDraft,
  onlyPart,
} from './check-mail-texts.ts';

/**
 * A draft filled in with the example, and what is wrong with it. An unknown variable stays visible as it was written;
 * a part that cannot be read is empty.
 */
export function previewMailText(draft: MailDraft, place: DraftPlace): TemplatePreview {
  const template = completeDraft(draft);
  const shown = (part: keyof MailTemplate) => renderPart(part, template[part], place);
  return {
    subject: shown('subject'),
    text: shown('text'),
    html: shown('html'),
    problems: draftProblems(draft, place),
  };
}

function renderPart(part: keyof MailTemplate, text: string, place: DraftPlace): string {
  const { kind, language, timeZone } = place;
  const alone = onlyPart(part, text);
  try {
    const asWritten = Object.fromEntries(variablesOf(alone).map((name) => [name, `{{ ${name} }}`]));
    return renderMail(alone, { ...asWritten, ...kind.example(language) }, { language, timeZone })[part];
  } catch (error) {
    if (error instanceof OutsideError) return '';
    throw error;
  }
}
