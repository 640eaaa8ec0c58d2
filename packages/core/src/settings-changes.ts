import type { SettingsChange } from './model/settings-change.ts';

/**
 * What differs between two settings. A list that only grew or shrank, or whose items are not groups, is one change;
 * items of groups in lists of the same length are compared one by one.
 *
 * @returns the differences in the order of `after`, what is gone last
 */
export function settingsChanges(before: unknown, after: unknown, path = ''): SettingsChange[] {
  if (isSame(before, after)) return [];
  const keys = comparableKeys(before, after);
  if (!keys) return [{ path, before: before ?? null, after: after ?? null }];
  return keys.flatMap((key) =>
    settingsChanges(valueAt(before, key), valueAt(after, key), path === '' ? key : `${path}.${key}`),
  );
}

/** The keys of two groups, or of two lists of groups of one length; null where the whole is to be compared. */
function comparableKeys(before: unknown, after: unknown): string[] | null {
  const bothGroups = isGroup(before) && isGroup(after);
  const bothLists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (!bothGroups && !(bothLists && [...before, ...after].every(isGroup))) return null;
  return [...new Set([...Object.keys(after), ...Object.keys(before)])];
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two values say the same; the order of keys makes no difference, and absent is undefined. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isGroup(value)) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => a.localeCompare(b)).map(([key, part]) => [key, sorted(part)]),
  );
}
