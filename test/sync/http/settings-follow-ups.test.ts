import { expect, it } from 'vitest';
import { fittingSettings } from '../../kit/configuration-doors.ts';
import { withSettingsDoors } from '../../kit/settings-doors.ts';

const { put } = withSettingsDoors();
const followUps = (template: string) => [
  { key: 'silent', label: 'Relance', steps: [{ kind: 'mail', template, afterDays: 0 }] },
];

it('saves no follow-up whose mail does not exist, and says beside it which one is meant', async () => {
  const { status, body } = await put({
    settings: { ...fittingSettings, followUps: followUps('follow-up-frist') },
  });
  expect(status).toBe(422);
  expect(body.problems).toEqual([
    expect.objectContaining({ path: 'followUps.0.steps.0.template', nearest: 'follow-up-first' }),
  ]);
});

it('saves a follow-up together with the mail of one’s own that it sends', async () => {
  const own = { subject: 'Ce printemps', text: 'Bonjour {{ personName }}' };
  const settings = {
    ...fittingSettings,
    followUps: followUps('follow-up-spring'),
    templates: { 'follow-up-spring': { fr: own } },
  };
  expect((await put({ settings })).status).toBe(200);
  const wrong = { 'follow-up-spring': { fr: { ...own, text: '{{ activationLink }}' } } };
  const refused = await put({ settings: { ...settings, templates: wrong }, revision: 1 });
  expect(refused.status).toBe(422);
  expect(refused.body.problems).toEqual([
    expect.objectContaining({ path: 'templates.follow-up-spring.fr.text', title: 'Variable inconnue' }),
  ]);
});
