/** How many customers one call begins a follow-up for: few enough that the progress is seen. */
const portionSize = 50;

/** What goes out in one call, with the id by which it is done once. */
export interface Portion {
  ids: readonly string[];
  commandId: string;
}

/** The calls for all of them, in their order. */
export function portionsOf(ids: readonly string[], newId: () => string): Portion[] {
  const starts = Array.from(
    { length: Math.ceil(ids.length / portionSize) },
    (_, number) => number * portionSize,
  );
  return starts.map((start) => ({ ids: ids.slice(start, start + portionSize), commandId: newId() }));
}
