import { useEffect, useState, useSyncExternalStore } from 'react';
import { createLive, type Live, type LiveParts, type Snapshot } from '../live/live.ts';

/**
 * Keeps a value up to date while the component is on screen. `parts` is read once: give the component a `key` when it
 * is to ask for something else.
 */
export function useLive<Value>(parts: LiveParts<Value>): { live: Live<Value>; shown: Snapshot<Value> } {
  const [live] = useState(() => createLive(parts));
  useEffect(() => live.start(), [live]);
  return { live, shown: useSyncExternalStore(live.subscribe, live.snapshot) };
}
