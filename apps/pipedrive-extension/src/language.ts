import type { SessionAnswer } from '#core/contract/session.ts';

/** The languages of the surfaces: French first, English second. */
export type Language = SessionAnswer['locale'];

const tags: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** The tag that `Intl` wants for a language: 24-hour times and day before month in both. */
export function localeTag(language: Language): string {
  return tags[language];
}

/** The language to speak before the session has told the staff member's: French, unless the browser prefers English. */
export function guessLanguage(browserLanguages: readonly string[]): Language {
  return browserLanguages[0]?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** The form of a word that goes with a number ("0 demande", "2 demandes"; "0 requests", "1 request"). */
export function plural(language: Language, count: number, forms: { one: string; other: string }): string {
  return new Intl.PluralRules(localeTag(language)).select(count) === 'one' ? forms.one : forms.other;
}

/** A number with the separators of the language ("1 204"). */
export function numberWords(language: Language, value: number): string {
  return new Intl.NumberFormat(localeTag(language)).format(value);
}
