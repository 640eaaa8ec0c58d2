/**
 * The words of texts as they are searched for: lower case, without accents, cut at everything that is not a letter
 * or a digit. "Mairie d’Été <marie@ville.fr>" → "mairie d ete marie ville fr".
 */
export function searchWords(texts: readonly (string | null)[]): string {
  return texts
    .filter((text) => text !== null)
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
