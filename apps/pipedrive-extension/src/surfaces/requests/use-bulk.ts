import { useState } from 'react';

/** The decision about several requests that the page follows. */
export interface BulkModel {
  id: string | null;
  /** Whether it began on this page, a moment ago. */
  isNew: boolean;
  begin(id: string): void;
  forget(): void;
}

const name = 'bulk';
const storageKey = 'passerelle.bulk-decision';

/**
 * Remembers the decision in the frame's address and in the browser: the first survives a reload of the frame, the
 * second one of the host's page, which opens the frame anew.
 */
export function useBulk(): BulkModel {
  const [followed, setFollowed] = useState(() => ({ id: remembered(), isNew: false }));
  return {
    ...followed,
    begin(id) {
      remember(id);
      setFollowed({ id, isNew: true });
    },
    forget() {
      remember(null);
      setFollowed({ id: null, isNew: false });
    },
  };
}

function remembered(): string | null {
  return (
    new URLSearchParams(window.location.search).get(name) ?? kept((storage) => storage.getItem(storageKey))
  );
}

function remember(id: string | null): void {
  const query = new URLSearchParams(window.location.search);
  if (id === null) query.delete(name);
  else query.set(name, id);
  window.history.replaceState(null, '', `?${query}`);
  kept((storage) => (id === null ? storage.removeItem(storageKey) : storage.setItem(storageKey, id)));
}

/** A browser may forbid a frame of another site to keep anything. */
function kept<Value>(use: (storage: Storage) => Value): Value | null {
  try {
    return use(window.localStorage);
  } catch {
    return null;
  }
}
