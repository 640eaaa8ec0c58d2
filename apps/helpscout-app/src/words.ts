import type { SessionAnswer } from '#core/contract/session.ts';

/** The languages of the sidebar: French first, English second. */
export type Language = SessionAnswer['locale'];

/** One text in both languages; `{name}` stands for a value. */
export type Text = Record<Language, string>;

/** The language until the session tells the agent's own: French, unless the browser prefers English. */
export function browserLanguage(preferred: string | undefined): Language {
  return preferred?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** What `Intl` calls a language: 24-hour times, the day before the month. */
export const intlTag: Text = { fr: 'fr-FR', en: 'en-GB' };

/**
 * A text with its values. In French the space before `: ; ? !` and inside `« »` does not break, or a narrow column
 * would begin lines with a lonely colon.
 */
export function say(text: Text, language: Language, values: Record<string, string | number> = {}): string {
  const filled = text[language].replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''));
  return language === 'en' ? filled : filled.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
}
