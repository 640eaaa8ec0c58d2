import { createContext, useContext } from 'react';
import { type Language, say, type Text } from '../../words.ts';
import { texts } from './texts.ts';

export const LanguageContext = createContext<Language>('fr');

/** A dictionary's text by its key, with its values. */
export type Say<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

const nothing: Text = { fr: '', en: '' };

/** The reader's language, and a dictionary in it: the one that all parts share, unless a part brings its own. */
export function useWords(): { language: Language; t: Say<keyof typeof texts> };
export function useWords<Key extends string>(
  dictionary: Record<Key, Text>,
): { language: Language; t: Say<Key> };
export function useWords(dictionary: Record<string, Text> = texts): { language: Language; t: Say<string> } {
  const language = useContext(LanguageContext);
  return { language, t: (key, values) => say(dictionary[key] ?? nothing, language, values) };
}
