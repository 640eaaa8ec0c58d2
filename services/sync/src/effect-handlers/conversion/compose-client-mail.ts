import type { Company } from '#core/company.ts';
import type { EffectOf } from '#core/effects.ts';
import { mailCatalogue } from '#core/emails/index.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import type { MailEntry } from '#core/emails/variables.ts';
import { OutsideError } from '../../connectors/errors.ts';
import { htmlOfText } from '../../connectors/mail/plain-html.ts';
import { renderMail } from '../../connectors/mail/render.ts';

type ClientMail = EffectOf<'send-client-mail'>;

/** The texts of a mail as a version of a rule keeps them, by language. */
export type PinnedTexts = Partial<Record<string, MailTemplate>>;

/**
 * The words of a mail to a client: as the version of its rule keeps them, else the company's own of now, else the
 * house's.
 *
 * @param pinned null: the mail is of no version
 * @param more what the service alone knows; an empty text where there is nothing to say
 * @throws OutsideError `rejected` when there is no such text, or it has a mistake
 */
export function composeClientMail(
  { template, language, variables }: ClientMail,
  { settings }: Company,
  pinned: PinnedTexts | null,
  more: Record<string, string>,
): MailTemplate {
  const house = entryOf(template);
  const text = pinned
    ? pinned[language]
    : (settings.templates[template]?.[language] ?? house?.templates[language]);
  if (!text) throw noText(template, language);
  const html = text.html || htmlOfText(text.text);
  // A text of the company's own has the words of a follow-up (mail-texts/mail-text-kinds.ts).
  const known = (house ?? entryOf('follow-up-first'))?.variables ?? [];
  const none = Object.fromEntries(known.map((variable) => [variable, '']));
  const { timeZone } = settings;
  return renderMail({ ...text, html }, { ...none, ...variables, ...more }, { language, timeZone });
}

function entryOf(key: string): MailEntry | undefined {
  const entries: Record<string, MailEntry> = mailCatalogue;
  return Object.hasOwn(entries, key) ? entries[key] : undefined;
}

function noText(template: string, language: string): OutsideError {
  return new OutsideError({
    vendor: 'mail',
    word: 'rejected',
    title: { fr: `Le mail « ${template} » n’a pas de texte`, en: `The mail “${template}” has no text` },
    detail: {
      fr: `Le mail n’est pas parti : il n’existe pas dans cette langue (${language}). Un administrateur en écrit le texte dans les réglages, puis cliquez sur Réessayer.`,
      en: `The mail was not sent: it does not exist in this language (${language}). An administrator writes its text in the settings, then click Retry.`,
    },
  });
}
