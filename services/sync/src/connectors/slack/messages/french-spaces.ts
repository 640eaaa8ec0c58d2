type Words = string | ((...values: never[]) => string) | { readonly [key: string]: Words };

/**
 * French puts a space before some signs and inside quotes, where no line may break. The same texts, with such spaces
 * made unbreakable, as on the surfaces.
 */
export function withFrenchSpaces<Texts extends { readonly [key: string]: Words }>(texts: Texts): Texts {
  return spaced(texts) as Texts;
}

function spaced(words: Words): Words {
  if (typeof words === 'string') return words.replace(/ (?=[:;?!»])|(?<=«) /g, '\u00a0');
  if (typeof words === 'function') return (...values: never[]) => String(spaced(words(...values)));
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, spaced(text)]));
}
