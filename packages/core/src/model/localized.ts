import * as z from 'zod';

/** The languages of surfaces and mails (product.md section 1): French first, English second. */
export const Language = z.enum(['fr', 'en']);
export type Language = z.infer<typeof Language>;

/** A text a customer writes: one string for every language, or one per language. */
export const Label = z.union([z.string().min(1), z.object({ fr: z.string().min(1), en: z.string().min(1) })]);
export type Label = z.infer<typeof Label>;

/** The words of a label in one language. */
export function inLanguage(label: Label, language: Language): string {
  return typeof label === 'string' ? label : label[language];
}

/** A text of ours in both languages, for a reader who is not known yet. */
export type Localized = Record<Language, string>;
