/**
 * Takes what is over out of a list that is in the order of expiry.
 * @param atMs what expired before this instant goes
 */
export function forgetExpired(list: { expiresAt: string }[], atMs: number): void {
  const firstGood = list.findIndex((each) => Date.parse(each.expiresAt) > atMs);
  list.splice(0, firstGood < 0 ? list.length : firstGood);
}
