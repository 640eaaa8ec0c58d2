import { changedPaths, isSame, normalPath, readAt, type SettingsDocument, writeAt } from './document.ts';

/** A field that two people changed to different values. */
export interface Conflict {
  path: string;
  before: unknown;
  mine: unknown;
  theirs: unknown;
}

/** What two people made of the same settings. */
export interface Meeting {
  /** Where only the other one changed something; kept in any case. */
  theirPaths: string[];
  conflicts: Conflict[];
}

/** Compares my draft with what was saved meanwhile; `before` is what both started from. */
export function meet(before: SettingsDocument, mine: SettingsDocument, theirs: SettingsDocument): Meeting {
  const myPaths = changedPaths(before, mine);
  const theirPaths = changedPaths(before, theirs);
  const contested = [...new Set([...myPaths, ...theirPaths])].filter(
    (path) => myPaths.some((one) => overlaps(one, path)) && theirPaths.some((one) => overlaps(one, path)),
  );
  const conflicts = outermost(contested)
    .map((path) => ({
      path,
      before: readAt(before, path),
      mine: readAt(mine, path),
      theirs: readAt(theirs, path),
    }))
    .filter((conflict) => !isSame(conflict.mine, conflict.theirs));
  const isContested = (path: string) => conflicts.some((conflict) => overlaps(conflict.path, path));
  return { theirPaths: theirPaths.filter((path) => !isContested(path)), conflicts };
}

export type Choice = 'mine' | 'theirs';

/**
 * The settings to save: theirs, with my changes wherever only I made one, and the chosen version of each conflict.
 * A conflict without a choice keeps theirs: nothing of somebody else is overwritten unasked.
 */
export function settle(
  before: SettingsDocument,
  mine: SettingsDocument,
  theirs: SettingsDocument,
  choiceOf: (path: string) => Choice | undefined,
): SettingsDocument {
  const { conflicts } = meet(before, mine, theirs);
  const isLost = (path: string) =>
    conflicts.some((conflict) => overlaps(conflict.path, path) && choiceOf(conflict.path) !== 'mine');
  const paths = changedPaths(before, mine).filter((path) => !isLost(path));
  const won = conflicts.filter(({ path }) => choiceOf(path) === 'mine').map(({ path }) => path);
  const writes = outermost([...paths, ...won]);
  return writes.reduce((settings, path) => writeAt(settings, path, readAt(mine, path)), theirs);
}

/** Whether one path is the other, or stands inside it. */
export function overlaps(one: string, other: string): boolean {
  const [a, b] = [normalPath(one), normalPath(other)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function outermost(paths: readonly string[]): string[] {
  return paths.filter(
    (path, place) =>
      paths.indexOf(path) === place && !paths.some((other) => other !== path && path.startsWith(`${other}.`)),
  );
}
