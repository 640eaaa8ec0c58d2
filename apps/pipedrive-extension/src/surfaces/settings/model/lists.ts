/** The list with one item a place further; at its end it stays. */
export function moved<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by;
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** A key made of words ("Déjà cliente !" gives `deja-cliente`), with a number if it is taken. */
export function keyOf(words: string, taken: readonly string[], fallback = 'item'): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const wanted = plain || fallback;
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${wanted}-${number}`)) return `${wanted}-${number}`;
  }
}

/** Dates such as `2026-12-25`, in order and once each. */
export function sortedDates(dates: readonly string[]): string[] {
  return [...new Set(dates)].toSorted();
}
