import type { SettingsProblem } from '#core/contract/settings-view.ts';

/** What a save has to be held against. */
export interface SaveGround {
  /** What was wrong already, and is not made worse by this save. */
  before: readonly SettingsProblem[];
  allowMissing: boolean;
}

/**
 * The problems that keep settings from being saved. What the CRM lost meanwhile does not stand in the way of another
 * change; a wrong mail text always does, because every mail of its kind would wait.
 */
export function blocking(
  problems: readonly SettingsProblem[],
  { before, allowMissing }: SaveGround,
): SettingsProblem[] {
  return problems.filter((problem) => {
    if (problem.severity !== 'error') return false;
    if (/^(templates|activationUrl)\b/.test(problem.path)) return true;
    if (allowMissing && problem.creatable) return false;
    return !before.some((one) => isSame(one, problem));
  });
}

function isSame(one: SettingsProblem, other: SettingsProblem): boolean {
  return one.path === other.path && one.title === other.title && one.detail === other.detail;
}
