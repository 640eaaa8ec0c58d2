/**
 * The fewest parts that still fail (delta debugging, Zeller 2002): halves are left out first, then quarters, then
 * single parts.
 * @param fails plays these parts alone; a failure that does not come again counts as none
 * @param triesMax after so many tries the smallest failing parts found so far are given
 */
export async function shrink<T>(
  parts: readonly T[],
  fails: (parts: readonly T[]) => Promise<boolean>,
  triesMax = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  let failing = [...parts];
  let pieces = 2;
  let tries = 0;
  while (failing.length > 1 && tries < triesMax) {
    const smaller = await smallerOne();
    if (smaller) {
      failing = smaller;
      pieces = Math.max(2, Math.min(pieces - 1, failing.length));
    } else if (pieces < failing.length) pieces = Math.min(pieces * 2, failing.length);
    else break;
  }
  return failing;

  async function smallerOne(): Promise<T[] | undefined> {
    for (const without of complements(failing, pieces)) {
      if (tries >= triesMax) return undefined;
      tries += 1;
      if (await fails(without)) return without;
    }
    return undefined;
  }
}

/** The parts without one of so many pieces, for each piece. */
function complements<T>(parts: readonly T[], pieces: number): T[][] {
  const size = Math.ceil(parts.length / pieces);
  const starts = Array.from({ length: Math.ceil(parts.length / size) }, (_, index) => index * size);
  return starts.map((start) => [...parts.slice(0, start), ...parts.slice(start + size)]);
}
