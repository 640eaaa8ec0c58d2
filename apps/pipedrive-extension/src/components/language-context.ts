import { createContext, use } from 'react';
import type { Language } from '../language.ts';

/** The language of the staff member, for every component below. */
export const LanguageContext = createContext<Language>('fr');

/** The words of a dictionary in the staff member's language. */
export function useTexts<Texts>(dictionary: Record<Language, Texts>): Texts {
  return dictionary[use(LanguageContext)];
}

/** The staff member's language. */
export function useLanguage(): Language {
  return use(LanguageContext);
}
