import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { normalPath } from './document.ts';
import type { SeenProblem } from './problems.ts';
import { type Section, sectionOf } from './sections.ts';

/** Where a finding is put right: a setting, or null where it is none. */
export function settingOf({ area, name }: DoctorCheck): { section: Section; path: string } | null {
  // What is wrong with all settings at once bears a title instead of a path.
  if (area !== 'settings' || !/^[a-z]\w*(\.\w+)*$/.test(normalPath(name))) return null;
  return { section: sectionOf(name), path: normalPath(name) };
}

/** The problems that no finding says already: nothing is said twice on one page. */
export function besideFindings(
  problems: readonly SeenProblem[],
  findings: readonly DoctorCheck[],
): SeenProblem[] {
  const isListed = ({ path, title }: SeenProblem) =>
    findings.some(
      ({ area, name, detail }) => area === 'settings' && normalPath(name) === path && detail === title,
    );
  return problems.filter((problem) => !isListed(problem));
}
