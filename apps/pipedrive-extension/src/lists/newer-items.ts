/** What arrives, item by item the newer of what is shown and what arrives: an older revision never wins. */
export function newerItems<Item extends { id: string; revision: number }>(
  shown: readonly Item[],
  arriving: readonly Item[],
): Item[] {
  const before = new Map(shown.map((item) => [item.id, item]));
  return arriving.map((item) => {
    const known = before.get(item.id);
    return known && known.revision > item.revision ? known : item;
  });
}
