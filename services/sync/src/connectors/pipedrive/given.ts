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
