/** However many ask, the store is read once in so long. */
const freshMs = 3_000;

/** One reading for all who ask at about the same time; null when the store does not answer. */
export function sharedReading<Value>(read: () => Promise<Value>): () => Promise<Value | null> {
  let last: { at: number; reading: Promise<Value | null> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > freshMs)
      last = { at: performance.now(), reading: read().catch(() => null) };
    return last.reading;
  };
}
