import { type Language, localeTag } from '../../../language.ts';

/** A part of a whole in words: "60 %"; empty where there is no whole. */
export function shareWords(part: number, whole: number, language: Language): string {
  if (whole === 0) return '';
  const words = new Intl.NumberFormat(localeTag(language), { style: 'percent', maximumFractionDigits: 0 });
  return words.format(part / whole);
}

/** A length of time in days: "4,5 j", "4.5 days". */
export function daysWords(days: number, language: Language): string {
  const words = new Intl.NumberFormat(localeTag(language), {
    style: 'unit',
    unit: 'day',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  return words.format(days);
}
