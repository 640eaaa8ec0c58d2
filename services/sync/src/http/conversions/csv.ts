import type { Language } from '#core/model/localized.ts';

/** What spreadsheets of a language expect between two values: where the comma is the decimal sign, a semicolon. */
const separators: Record<Language, string> = { fr: ';', en: ',' };

/** Tells spreadsheets that the file is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * A table as RFC 4180 writes it, for spreadsheets of a language. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front of it; numbers stay numbers.
 */
export function csvOf(rows: readonly (readonly (string | number | null)[])[], language: Language): string {
  const lines = rows.map((row) => row.map((value) => cellOf(value, language)).join(separators[language]));
  return `${byteOrderMark}${lines.join('\r\n')}\r\n`;
}

function cellOf(value: string | number | null, language: Language): string {
  if (value === null) return '';
  if (typeof value === 'number') return language === 'fr' ? String(value).replace('.', ',') : String(value);
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[";,\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
