/** Settings as they travel: plain JSON. Keys that this page does not know are kept as they are. */
export type SettingsDocument = { readonly [key: string]: unknown };

/** `targets[0].stage` and `targets.0.stage` name the same place: the second form is ours. */
export function normalPath(path: string): string {
  return path.replace(/\[(\w+)\]/g, '.$1').replace(/^\./, '');
}

/** What stands at a path such as `owners.rule` or `targets.0.stage`; undefined when nothing does. */
export function readAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  const [key = '', ...rest] = path.split('.');
  return isTree(value) ? readAt(Reflect.get(value, key), rest.join('.')) : undefined;
}

/** The same document with another value at a path; `undefined` takes the key away. */
export function writeAt(document: SettingsDocument, path: string, value: unknown): SettingsDocument {
  return written(document, path.split('.'), value) as SettingsDocument;
}

function written(tree: unknown, [key = '', ...rest]: string[], value: unknown): unknown {
  if (Array.isArray(tree)) {
    const at = Number(key);
    return tree.map((item, place) => (place === at ? next(item, rest, value) : item));
  }
  const { [key]: former, ...others } = isTree(tree) ? (tree as SettingsDocument) : {};
  const arriving = next(former, rest, value);
  if (arriving === undefined) return others;
  // A changed key keeps its place, so that what is shown does not jump.
  return isTree(tree) && key in tree ? { ...tree, [key]: arriving } : { ...others, [key]: arriving };
}

function next(former: unknown, rest: string[], value: unknown): unknown {
  return rest.length === 0 ? value : written(former, rest, value);
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a value has named parts; a list counts as one value. */
export function isGroup(value: unknown): value is SettingsDocument {
  return isTree(value) && !Array.isArray(value);
}

/** Whether two JSON values say the same; the order of keys makes no difference, and absent is undefined. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isGroup(value)) return value;
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return Object.fromEntries(keys.toSorted().map((key) => [key, sorted(value[key])]));
}

/** The paths at which two documents differ. Lists are one value each; a group that came or went is told by its parts. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (isSame(before, after)) return [];
  const [one, other] = [partsOf(before, after), partsOf(after, before)];
  if (!one || !other) return [path];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => changedPaths(one[key], other[key], path === '' ? key : `${path}.${key}`));
}

/**
 * The named parts of a value; nothing beside a group has no parts. Null when it cannot be taken apart: paths could not
 * tell a name with a point from two names.
 */
function partsOf(value: unknown, beside: unknown): SettingsDocument | null {
  if (isGroup(value)) return Object.keys(value).some((key) => key.includes('.')) ? null : value;
  return value === undefined && isGroup(beside) ? {} : null;
}
