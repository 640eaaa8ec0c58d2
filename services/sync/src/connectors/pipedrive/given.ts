/** The keys of T whose value is given, with undefined taken out of their types. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined: v2 changes every key it is sent, and refuses unknown ones (pipedrive.md 2.2). */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** An instant as v2 takes it: a fraction of a second is an error 400 there (pipedrive.md 2.2). */
export function wholeSeconds(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/**
 * What narrows a v2 list to changes or to known records. Changes come oldest first: what changes while the pages are
 * read moves to the end, and nothing slips from one page to the one before (pipedrive.md 2.2).
 */
export function narrowed({ updatedSince, ids }: { updatedSince?: string; ids?: readonly number[] }) {
  return {
    ids: ids?.join(','),
    ...(updatedSince !== undefined && {
      updated_since: wholeSeconds(updatedSince),
      sort_by: 'update_time' as const,
      sort_direction: 'asc' as const,
    }),
  };
}
