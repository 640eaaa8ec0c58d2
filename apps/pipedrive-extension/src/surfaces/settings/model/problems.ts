import type { SettingsProblem } from '#core/contract/settings-view.ts';
import { isGroup, isSame, normalPath, readAt, type SettingsDocument } from './document.ts';

/** A problem, and the value it was said about. */
export interface SeenProblem extends SettingsProblem {
  about: unknown;
}

/** Remembers what each problem is about, so that it goes away when that is changed. */
export function seen(problems: readonly SettingsProblem[], settings: SettingsDocument): SeenProblem[] {
  return problems.map((problem) => {
    const path = normalPath(problem.path);
    return { ...problem, path, about: readAt(settings, path) };
  });
}

/** The problems that still hold: their value was not changed since. */
export function standing(problems: readonly SeenProblem[], draft: SettingsDocument): SeenProblem[] {
  return problems.filter(({ path, about }) => isSame(readAt(draft, path), about));
}

/** The problems of a field and of what is inside it. */
export function problemsOf(problems: readonly SeenProblem[], path: string): SeenProblem[] {
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));
}

/**
 * What one click can put in place of a wrong value, or undefined. In a Liquid text the nearest name is a variable, and
 * would take the place of the whole text: its editor offers that itself.
 */
export function correctionOf({ path, about, nearest }: SeenProblem): unknown {
  if (nearest === null || /^(templates\b|activationUrl$|$)/.test(path)) return undefined;
  if (isGroup(about)) return 'role' in about ? { role: nearest } : undefined;
  return nearest;
}

/** Whether nothing is wrong but names that Passerelle can create in Pipedrive. */
export function isAllCreatable(problems: readonly SeenProblem[]): boolean {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ creatable }) => creatable === true);
}

/** The id of the element that shows a path; the summary's links lead there. */
export function fieldId(path: string): string {
  return `field-${normalPath(path).replaceAll('.', '-')}`;
}
