/** What another node holds of a vendor's short-term limit, and what it would make use of; in calls per window. */
export interface HeldShare {
  held: number;
  wanted: number;
}

/**
 * How many calls per window a node may make: what it wants where there is enough for all; where there is not, nobody
 * gets more than an equal part of what those leave who want less. Never more than the others leave free by now: who
 * holds too much gives it back when they ask next.
 *
 * @param limit calls per window of all nodes together
 * @param wanted by this node
 * @param others the other living nodes
 */
export function shareOf(limit: number, wanted: number, others: readonly HeldShare[]): number {
  const held = others.reduce((sum, other) => sum + other.held, 0);
  const fair = fairPart(
    limit,
    [wanted, ...others.map((other) => other.wanted)].filter((want) => want > 0),
  );
  return Math.max(0, Math.min(wanted, fair, limit - held));
}

/** The largest part that everybody who wants so much may have. */
function fairPart(limit: number, wants: readonly number[]): number {
  let left = limit;
  let count = wants.length;
  for (const want of wants.toSorted((one, other) => one - other)) {
    if (want * count > left) break;
    left -= want;
    count -= 1;
  }
  return count === 0 ? limit : Math.floor(left / count);
}
