/** The row to go to from `current`; the first one when none is current or it is gone. Stops at both ends. */
export function rowAfter(ids: readonly string[], current: string | null, move: 1 | -1): string | null {
  const place = current === null ? -1 : ids.indexOf(current);
  if (place === -1) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, place + move))] ?? null;
}
