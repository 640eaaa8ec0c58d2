import type { Command } from '#core/contract/commands.ts';
import { Command as AnyCommand } from '#core/contract/commands.ts';
import { EnterRequest } from '#core/contract/enter-request.ts';
import { normaliseEmail } from '#core/model/email-address.ts';
import type { Language, Localized } from '#core/model/localized.ts';
import { callbackIds, fieldIds } from '../connectors/slack/messages/ids.ts';
import type { ButtonValue } from './button-value.ts';
import { inputOf, type Submission } from './slack-payloads.ts';

/** What is wrong with the fields of a modal: words by block id, as Slack shows them beside the field. */
export interface FieldErrors {
  errors: Record<string, string>;
}

const texts = {
  reasonMissing: { fr: 'Choisissez un motif.', en: 'Choose a reason.' },
  unusable: {
    fr: 'Ce texte ne peut pas être enregistré : raccourcissez-le ou retirez les caractères spéciaux.',
    en: 'This text cannot be kept: shorten it or remove the special characters.',
  },
  documentMissing: { fr: 'Dites quel document vous attendez.', en: 'Say which document you expect.' },
  nameMissing: { fr: 'Saisissez un nom.', en: 'Enter a name.' },
  emailMissing: {
    fr: 'Saisissez une adresse, ou cochez « Adresse inconnue ».',
    en: 'Enter an address, or tick “address unknown”.',
  },
  emailWrong: {
    fr: 'Cette adresse e-mail n’est pas utilisable : corrigez-la.',
    en: 'This e-mail address cannot be used: correct it.',
  },
} satisfies Record<string, Localized>;

/** The decision of a refusal or evidence modal, or what to correct in it. */
export function submittedDecision(
  { view }: Submission,
  { requestId }: ButtonValue,
  commandId: string,
  language: Language,
): Command | FieldErrors | undefined {
  const text = (id: string) => inputOf(view.state?.values, id)?.value?.trim() ?? '';
  if (view.callback_id === callbackIds.refuse) {
    const reason = inputOf(view.state?.values, fieldIds.refusalReason)?.selected_option?.value;
    if (!reason) return errorAt(fieldIds.refusalReason, texts.reasonMissing[language]);
    const note = text(fieldIds.refusalNote);
    const command = { type: 'refuse-request', requestId, commandId, reason, ...(note && { note }) };
    return AnyCommand.safeParse(command).data ?? errorAt(fieldIds.refusalNote, texts.unusable[language]);
  }
  if (view.callback_id !== callbackIds.evidence) return undefined;
  const document = text(fieldIds.evidenceDocument);
  if (document === '') return errorAt(fieldIds.evidenceDocument, texts.documentMissing[language]);
  const command = { type: 'ask-for-evidence', requestId, commandId, document };
  return AnyCommand.safeParse(command).data ?? errorAt(fieldIds.evidenceDocument, texts.unusable[language]);
}

/** The request somebody entered, or what to correct in it. */
export function submittedEntry(
  { view }: Submission,
  commandId: string,
  language: Language,
): EnterRequest | FieldErrors {
  const values = view.state?.values;
  const text = (id: string) => inputOf(values, id)?.value?.trim() ?? '';
  const [name, email] = [text(fieldIds.name), text(fieldIds.email)];
  const emailUnknown = (inputOf(values, fieldIds.emailUnknown)?.selected_options ?? []).length > 0;
  if (name === '') return errorAt(fieldIds.name, texts.nameMissing[language]);
  if (email === '' && !emailUnknown) return errorAt(fieldIds.email, texts.emailMissing[language]);
  if (email !== '' && normaliseEmail(email) === null)
    return errorAt(fieldIds.email, texts.emailWrong[language]);
  const parsed = EnterRequest.safeParse({
    type: 'enter-request',
    commandId,
    name,
    ...(email === '' ? { emailUnknown } : { email }),
    phone: text(fieldIds.phone),
    organization: text(fieldIds.organization),
    need: text(fieldIds.need),
    source: inputOf(values, fieldIds.source)?.selected_option?.value ?? 'phone',
  });
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? 'name');
  return errorAt(field in fieldIds ? field : fieldIds.name, texts.unusable[language]);
}

/** One field that has to be corrected. */
export function errorAt(blockId: string, text: string): FieldErrors {
  return { errors: { [blockId]: text } };
}
