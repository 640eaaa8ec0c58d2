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

/** What a real deal says of the variables; the others keep their example. */
export type DealValues = Readonly<Record<string, string>>;

/**
 * A draft filled in with the example, or with what is known of a deal, and what is wrong with it. An unknown variable stays visible as it was written;
 * a part that cannot be read is empty.
 */
export function previewMailText(
  draft: MailDraft,
  place: DraftPlace,
  ofDeal: DealValues = {},
): TemplatePreview {
  const template = completeDraft(draft);
  const values = valuesFor(place, ofDeal);
  const shown = (part: keyof MailTemplate) => renderPart(part, template[part], place, values);
  return {
    subject: shown('subject'),
    text: shown('text'),
    html: shown('html'),
    problems: draftProblems(draft, place),
  };
}

/** A deal says nothing of variables that the mail does not know. */
function valuesFor({ kind, language }: DraftPlace, ofDeal: DealValues): DealValues {
  const example = kind.example(language);
  const known = Object.entries(ofDeal).filter(([name]) => Object.hasOwn(example, name));
  return { ...example, ...Object.fromEntries(known) };
}

function renderPart(
  part: keyof MailTemplate,
  text: string,
  { language, timeZone }: DraftPlace,
  values: DealValues,
): string {
  const alone = onlyPart(part, text);
  try {
    const asWritten = Object.fromEntries(variablesOf(alone).map((name) => [name, `{{ ${name} }}`]));
    return renderMail(alone, { ...asWritten, ...values }, { language, timeZone })[part];
  } catch (error) {
    if (error instanceof OutsideError) return '';
    throw error;
  }
}
