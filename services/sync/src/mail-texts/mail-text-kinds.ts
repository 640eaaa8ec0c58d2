import { exampleOf, type MailEntry, type MailKey, mailCatalogue } from '#core/emails/index.ts';
import type { MailTemplate } from '#core/emails/layout.ts';
import { inLanguage, type Language } from '#core/model/localized.ts';
import type { Settings } from '#core/settings.ts';
import { mailLabels } from './mail-words.ts';

/** A mail whose text a company may replace: one of the house's, or the refusal for one reason. */
export interface MailTextKind {
  /** As in the setting `templates`. */
  key: string;
  /** The mail of the house that goes out when the company has no text of its own. */
  house: MailKey;
  label: Record<Language, string>;
  example(language: Language): Record<string, string>;
}

/** Every mail of the house, and one for each refusal reason: a refusal may say more about its reason. */
export function mailTextKinds(settings: Settings): MailTextKind[] {
  const keys = Object.keys(mailCatalogue) as MailKey[];
  const houses = keys.map(
    (key): MailTextKind => ({
      key,
      house: key,
      label: mailLabels[key],
      example: (language) => exampleOf(key, language),
    }),
  );
  const reasons = settings.refusalReasons
    .filter((reason) => !Object.hasOwn(mailCatalogue, `refusal-${reason.key}`))
    .map(
      ({ key, label }): MailTextKind => ({
        key: `refusal-${key}`,
        house: 'refusal',
        label: {
          fr: `${mailLabels.refusal.fr} : ${inLanguage(label, 'fr')}`,
          en: `${mailLabels.refusal.en}: ${inLanguage(label, 'en')}`,
        },
        example: (language) => ({
          ...exampleOf('refusal', language),
          reasonLabel: inLanguage(label, language),
        }),
      }),
    );
  return [...houses, ...reasons];
}

/** The kind of a key, if a mail of that key is ever sent. */
export function mailTextKind(settings: Settings, key: string): MailTextKind | undefined {
  return mailTextKinds(settings).find((kind) => kind.key === key);
}

/** The variables a text of this kind may use. */
export function variablesOfKind({ house }: MailTextKind): MailEntry['variables'] {
  return mailCatalogue[house].variables;
}

/** The house's own text. */
export function houseText({ house }: MailTextKind, language: Language): MailTemplate {
  return mailCatalogue[house].templates[language];
}
