import { expect, it } from 'vitest';
import { fittingSettings } from '../../kit/configuration-doors.ts';
import { withSettingsDoors } from '../../kit/settings-doors.ts';

const { world, call, put, saved } = withSettingsDoors();

it('saves, keeps who changed what, and lets the node know', async () => {
  const answer = await put({ settings: { ...fittingSettings, undoSeconds: 30 } });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ revision: 1, settings: { undoSeconds: 30 }, problems: [] });
  expect(await saved()).toMatchObject({ revision: 1, settings: { undoSeconds: 30 } });
  expect(world.reloads).toEqual(['7001']);
  await put({ revision: 1, settings: { ...fittingSettings, undoSeconds: 40 } });
  const { body } = await call('/history');
  expect(body).toMatchObject({
    items: [
      { revision: 2, changedBy: 'admin', changes: [{ path: 'undoSeconds', before: 30, after: 40 }] },
      { revision: 1, changes: [{ path: 'undoSeconds', before: 10, after: 30 }] },
    ],
    nextCursor: null,
  });
});

it('saves nothing, and no version, when nothing changed', async () => {
  expect((await put({ settings: fittingSettings })).body).toMatchObject({ revision: 0 });
  expect(await saved()).toBeUndefined();
});

it('tells the second of two people who saved first, and overwrites nothing', async () => {
  await put({ settings: { ...fittingSettings, undoSeconds: 30 } }, 'first');
  const second = await put({ settings: { ...fittingSettings, undoSeconds: 50 } }, 'second');
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({ changedBy: 'first', revision: 1, changedAt: expect.any(String) });
  expect(second.body.detail).toContain('first');
  expect(await saved()).toMatchObject({ settings: { undoSeconds: 30 } });
});

it('lets one of many who save at once win', async () => {
  const answers = await Promise.all(
    [20, 30, 40, 50].map((undoSeconds) => put({ settings: { ...fittingSettings, undoSeconds } })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
  expect((await saved())?.revision).toBe(1);
});

it.each([
  ['a key that does not exist', { undoSecond: 3 }, 'undoSecond', 'undoSeconds'],
  ['a wrong value', { undoSeconds: -1 }, 'undoSeconds', null],
  ['an unknown stage', { stages: { refused: 'Refusé' } }, 'stages.refused', 'Refusés'],
  ['somebody who left', { robotOwners: [24] }, 'robotOwners.0', null],
  ['a mail that does not exist', { templates: { welcom: {} } }, 'templates.welcom', 'welcome'],
  ['a link that cannot be filled in', { activationUrl: 'https://x/{{ nom }}' }, 'activationUrl', 'id'],
])('saves nothing with %s, and says what is near', async (_what, wrong, path, nearest) => {
  const { status, body } = await put({ settings: { ...fittingSettings, ...wrong } });
  expect(status).toBe(422);
  expect(body.problems).toEqual([expect.objectContaining({ path, nearest, severity: 'error' })]);
  expect(await saved()).toBeUndefined();
});

it.each([
  ['an unknown variable', 'Bonjour {{ personNam }}', /personNam/],
  ['a text that cannot be read', '{% if note %}', /tag/],
  ['a filter that does not exist', '{{ personName | shout }}', /shout/],
])('saves no mail text with %s', async (_what, text, said) => {
  const templates = { welcome: { fr: { subject: 'Bonjour', text: `${text} {{ activationLink }}` } } };
  const { status, body } = await put({ settings: { ...fittingSettings, templates }, allowMissing: true });
  expect(status).toBe(422);
  expect(body.problems).toEqual([
    expect.objectContaining({ path: 'templates.welcome.fr.text', detail: expect.stringMatching(said) }),
  ]);
  expect(await saved()).toBeUndefined();
});

it('says every word in the language of the reader', async () => {
  const body = {
    revision: 0,
    settings: { ...fittingSettings, deciders: ['x'], stages: { refused: 'Refusé' } },
  };
  const french = await call('/', { method: 'PUT', body });
  const english = await call('/', { method: 'PUT', body, language: 'en' });
  expect(french.body.title).toBe('Réglages non enregistrés');
  expect(english.body.title).toBe('Settings not saved');
  expect(JSON.stringify(french.body.problems)).not.toContain('expected');
});

it('saves names that are still to be created when asked to', async () => {
  const settings = { ...fittingSettings, pipelines: { suspects: 'Prospects' } };
  const refused = await put({ settings });
  expect(refused.body.problems).toMatchObject([{ path: 'pipelines.suspects', creatable: true }]);
  const answer = await put({ settings, allowMissing: true });
  expect(answer.status).toBe(200);
  expect(answer.body.problems).toMatchObject([{ path: 'pipelines.suspects' }]);
});

it('does not let what Pipedrive lost stand in the way of another change', async () => {
  world.crm.stages = world.crm.stages.filter(({ name }) => name !== 'Refusés');
  world.crm.stages.push({ id: 31, name: 'Autre', pipelineId: 3, order: 1 });
  const answer = await put({ settings: { ...fittingSettings, undoSeconds: 5 } });
  expect(answer.status).toBe(200);
  expect(answer.body.problems).toMatchObject([{ path: 'stages.refused', nearest: 'Autre' }]);
});
