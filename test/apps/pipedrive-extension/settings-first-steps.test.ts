import { describe, expect, it } from 'vitest';
import type { SettingsProblem } from '#core/contract/settings-view.ts';
import {
  besideFirstSteps,
  firstSteps,
  isNewHere,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/first-steps.ts';
import { seen } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/problems.ts';
import { sampleAnswer, sampleSettings } from './settings-samples.ts';

const missingPipeline: SettingsProblem = {
  path: 'pipelines.suspects',
  title: 'Pipeline inconnu',
  detail: 'Créez-le.',
  nearest: null,
  severity: 'error',
  creatable: true,
};
const noPipeline = ['suspects', 'organizations', 'refused'].map((key) => ({
  ...missingPipeline,
  path: `pipelines.${key}`,
}));
const noRobot: SettingsProblem = {
  path: 'robotOwners',
  title: 'Aucun propriétaire robot',
  detail: 'Choisissez-en un.',
  nearest: null,
  severity: 'warning',
};
const wrongMail: SettingsProblem = { ...noRobot, path: 'templates.fr.welcome.text', severity: 'error' };
const closedForm = { ...sampleSettings, publicForm: { enabled: false } };
const nobody = { ...closedForm, robotOwners: [], deciders: [] };

describe('the first steps', () => {
  it('are all to be done in a company that has just installed the app', () => {
    const answer = sampleAnswer({ settings: nobody, problems: [missingPipeline, noRobot] });
    expect(firstSteps(answer).map(({ isDone }) => isDone)).toEqual([false, false, false]);
    expect(isNewHere(answer)).toBe(true);
  });

  it('need a decider as well as a robot owner', () => {
    const [people] = firstSteps(sampleAnswer({ settings: { ...nobody, robotOwners: [11] } }));
    expect(people).toEqual({ section: 'people', isDone: false });
  });

  it('are not shown to who has all but a public form, nor to who may not change anything', () => {
    expect(isNewHere(sampleAnswer({ settings: closedForm }))).toBe(false);
    expect(isNewHere(sampleAnswer({ settings: nobody, mayEdit: false }))).toBe(false);
  });

  it('are taken up again by who left after the first one, and not by who lost one pipeline of three', () => {
    expect(isNewHere(sampleAnswer({ settings: closedForm, problems: noPipeline }))).toBe(true);
    expect(isNewHere(sampleAnswer({ settings: closedForm, problems: noPipeline.slice(1) }))).toBe(false);
  });

  it('leave every other problem in the list of problems', () => {
    const problems = seen([missingPipeline, noRobot, wrongMail], nobody);
    expect(besideFirstSteps(problems).map(({ path }) => path)).toEqual(['templates.fr.welcome.text']);
  });
});
