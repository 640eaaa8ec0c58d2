import { performance } from 'node:perf_hooks';
import type { Change } from './context.ts';
import type { Deal, Organization, Person, PipedriveMemory } from './records.ts';

const searchable: ReadonlySet<string> = new Set(['deal', 'person', 'organization']);

type Searchable = { deal: Deal; person: Person; organization: Organization };

export type SearchIndex = {
  remember: (change: Change) => void;
  /** What search sees of a record: the state before a write that is younger than the lag; undefined = nothing. */
  seen: <K extends keyof Searchable>(kind: K, record: Searchable[K]) => Searchable[K] | undefined;
  clear: () => void;
};

/**
 * A search index that lags behind writes by `limits.searchLagMs` (pipedrive.md 2.5: no delay is promised).
 * The lag runs on the real clock, so that a test with a standing clock still sees it pass.
 */
export function createSearchIndex(memory: PipedriveMemory): SearchIndex {
  const recent = new Map<string, { before: unknown; until: number }>();

  function forgetPassed(at: number): void {
    for (const [key, entry] of recent) {
      if (entry.until > at) return;
      recent.delete(key);
    }
  }

  function remember(change: Change): void {
    if (!searchable.has(change.entity)) return;
    const at = performance.now();
    forgetPassed(at);
    const key = `${change.entity}/${change.after?.id ?? change.before?.id}`;
    const waiting = recent.get(key);
    const before = waiting && waiting.until > at ? waiting.before : change.before;
    recent.delete(key);
    recent.set(key, { before, until: at + memory.limits.searchLagMs });
  }

  function seen<K extends keyof Searchable>(kind: K, record: Searchable[K]): Searchable[K] | undefined {
    const entry = recent.get(`${kind}/${record.id}`);
    const visible =
      entry && entry.until > performance.now() ? (entry.before as Searchable[K] | null) : record;
    return visible === null || visible.is_deleted ? undefined : visible;
  }

  return { remember, seen, clear: () => recent.clear() };
}
