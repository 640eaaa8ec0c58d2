import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { promiseDefaults } from '#core/settings-conversion.ts';
import { settingsProblems } from '#core/settings-problems.ts';
import { readSettings } from '#sync/company/load-settings.ts';
import { mailTextProblems } from '#sync/mail-texts/check-mail-texts.ts';
import { aServedCompany } from '../kit/configuration-doors.ts';

const file = new URL('../../services/sandbox/settings.yaml', import.meta.url);
const settings = readSettings(await readFile(file, 'utf8'), 'settings.yaml');

it('follows clients, with follow-ups that name mails and activity types that exist', () => {
  expect(settings.conversion.enabled).toBe(true);
  expect(settings.followUps.map(({ key }) => key)).toEqual(['suspects-silent', 'documented-silent']);
  expect(mailTextProblems(settings, 'fr')).toEqual([]);
  const activityTypes = ['call', 'meeting', 'task'].map((key) => ({ key, name: key }));
  const company = { ...aServedCompany(), settings, pipelines: [], dealFields: [] };
  expect(
    settingsProblems(company, { activityTypes }).filter(({ path }) => /^(conv|follow)/.test(path)),
  ).toEqual([]);
});

it('promises what is usual', () => {
  expect(promiseDefaults).toMatchObject(settings.promises);
});
