import type { SettingsAnswer } from '../contract.ts';
import { readAt } from './document.ts';
import type { SeenProblem } from './problems.ts';
import type { Section } from './sections.ts';

/** What a new company does before its first request, each step in its section. */
export interface FirstStep {
  section: Extract<Section, 'people' | 'installation' | 'form'>;
  isDone: boolean;
}

const pipelinePaths = ['pipelines.suspects', 'pipelines.organizations', 'pipelines.refused'];

/** The first steps as the saved settings show them: who, what is missing in Pipedrive, the public form. */
export function firstSteps({
  settings,
  problems,
}: Pick<SettingsAnswer, 'settings' | 'problems'>): FirstStep[] {
  const isNamed = (path: string) => {
    const members = readAt(settings, path);
    return Array.isArray(members) && members.length > 0;
  };
  return [
    { section: 'people', isDone: isNamed('robotOwners') && isNamed('deciders') },
    { section: 'installation', isDone: !problems.some(({ creatable }) => creatable === true) },
    { section: 'form', isDone: readAt(settings, 'publicForm.enabled') === true },
  ];
}

/**
 * Whether somebody who may change the settings has to be led: nobody is named yet, or not one of the pipelines is there.
 * Where one thing is missing that was there before, the list of problems says so.
 */
export function isNewHere(answer: SettingsAnswer): boolean {
  const [people] = firstSteps(answer);
  const missing = answer.problems.filter(({ creatable }) => creatable === true).map(({ path }) => path);
  const hasNoPipeline = pipelinePaths.every((path) => missing.includes(path));
  return answer.mayEdit && (people?.isDone === false || hasNoPipeline);
}

/** The problems that the first steps do not already say in their own words. */
export function besideFirstSteps(problems: readonly SeenProblem[]): SeenProblem[] {
  return problems.filter(
    ({ path, creatable }) => creatable !== true && path !== 'robotOwners' && path !== 'deciders',
  );
}
