import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Company } from '#core/company.ts';
import { Settings } from '#core/settings.ts';
import { settingsApi } from '#sync/http/settings-api.ts';
import { activateCompany } from '#sync/store/companies.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { readSettings } from '#sync/store/settings-history.ts';
import {
  aServedCompany,
  callerIn,
  type Doors,
  fittingSettings,
  openDoors,
  readerOf,
} from '../../kit/configuration-doors.ts';
import { createTestDatabase, type TestDatabase } from '../../kit/test-database.ts';

let test: TestDatabase;
let database: Database;
let doors: Doors;
let served: Company;
let crm: Company;
let reloads: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  database = await openDatabase({ databaseUrl: test.url, dataDir: '/nowhere', log: () => undefined });
  await activateCompany(database.db, {
    id: '7001',
    name: 'Exemple',
    apiUrl: 'https://exemple.pipedrive.com',
  });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});
beforeEach(() => open('page'));
afterEach(async () => {
  await doors.close();
  await database.db.deleteFrom('settings_history').execute();
});

async function open(source: 'page' | 'file') {
  served = aServedCompany();
  crm = aServedCompany();
  reloads = [];
  const companies = {
    of: () => ({ pipedrive: readerOf(crm), company: () => served }),
    reloadSettings: async (id: string) => void reloads.push(id),
  };
  doors = await openDoors(
    settingsApi({
      db: database.db,
      callerOf: callerIn(() => served),
      companies,
      sourceOf: () => source,
      saved: async () => undefined,
    }),
  );
}

const put = (body: Record<string, unknown>, staff = 'admin') =>
  doors.call('/', { method: 'PUT', body: { revision: 0, ...body }, staff });
const saved = () => readSettings(database.db, '7001');

it('shows the settings in force with what can be chosen from, and what is wrong', async () => {
  crm.staff = crm.staff.map((one) => (one.id === 11 ? { ...one, active: false } : one));
  const { status, body } = await doors.call('/');
  expect(status).toBe(200);
  expect(body).toMatchObject({ revision: 0, source: 'page', mayEdit: true });
  expect(body.settings).toEqual(JSON.parse(JSON.stringify(served.settings)));
  expect(body.catalogue).toMatchObject({
    pipelines: [{ id: 1, name: 'Suspects', stages: [{ id: 10, name: 'Compte créé' }] }, {}, {}],
    personFields: [{ name: 'État de la demande', type: 'varchar' }],
    activityTypes: [{ key: 'call', name: 'Appel' }],
  });
  expect(body.problems).toMatchObject([{ path: 'robotOwners.0', severity: 'error' }]);
});

it('saves, keeps who changed what, and lets the node know', async () => {
  const answer = await put({ settings: { ...fittingSettings, undoSeconds: 30 } });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ revision: 1, settings: { undoSeconds: 30 }, problems: [] });
  expect(await saved()).toMatchObject({ revision: 1, settings: { undoSeconds: 30 } });
  expect(reloads).toEqual(['7001']);
  await put({ revision: 1, settings: { ...fittingSettings, undoSeconds: 40 } });
  const { body } = await doors.call('/history');
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
  const french = await doors.call('/', { method: 'PUT', body });
  const english = await doors.call('/', { method: 'PUT', body, language: 'en' });
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
  crm.stages = crm.stages.filter(({ name }) => name !== 'Refusés');
  crm.stages.push({ id: 31, name: 'Autre', pipelineId: 3, order: 1 });
  const answer = await put({ settings: { ...fittingSettings, undoSeconds: 5 } });
  expect(answer.status).toBe(200);
  expect(answer.body.problems).toMatchObject([{ path: 'stages.refused', nearest: 'Autre' }]);
});

it('takes a renamed stage as a word of advice with its new name', async () => {
  crm.stages = crm.stages.map((stage) => (stage.id === 10 ? { ...stage, name: 'Compte ouvert' } : stage));
  const { body } = await doors.call('/');
  expect(body.problems).toEqual([
    expect.objectContaining({
      path: 'stages.accountCreated',
      severity: 'warning',
      nearest: 'Compte ouvert',
    }),
  ]);
});

it('shows what was known last when Pipedrive does not answer, and says so', async () => {
  await doors.close();
  const companies = {
    of: () => ({
      pipedrive: { ...readerOf(crm), listStages: () => Promise.reject(new Error('away')) },
      company: () => served,
    }),
    reloadSettings: async () => undefined,
  };
  doors = await openDoors(
    settingsApi({
      db: database.db,
      callerOf: callerIn(() => served),
      companies,
      sourceOf: () => 'page',
      saved: async () => undefined,
    }),
  );
  const { status, body } = await doors.call('/');
  expect(status).toBe(200);
  expect(body.problems).toMatchObject([{ path: '', severity: 'warning' }]);
  expect((body.catalogue as { pipelines: unknown[] }).pipelines).toHaveLength(3);
});

it('lets only administrators change, and everybody look', async () => {
  expect((await doors.call('/', { staff: 'colleague' })).body).toMatchObject({ mayEdit: false });
  expect((await put({ settings: fittingSettings }, 'colleague')).status).toBe(403);
  expect((await doors.call('/import', { body: { text: '' }, staff: 'colleague' })).status).toBe(403);
});

it('is read-only with SETTINGS_FILE, and says why', async () => {
  await doors.close();
  await open('file');
  expect((await doors.call('/')).body).toMatchObject({ source: 'file', mayEdit: false });
  const { status, body } = await put({ settings: fittingSettings });
  expect(status).toBe(403);
  expect(body.detail).toContain('SETTINGS_FILE');
});

it('goes out as a SETTINGS_FILE and comes back the same', async () => {
  await put({ settings: { ...fittingSettings, undoSeconds: 12 } });
  const exported = await doors.call('/export');
  expect(exported.headers.get('content-disposition')).toContain('passerelle-settings.yaml');
  expect(Settings.parse(parse(exported.text))).toMatchObject({ undoSeconds: 12, robotOwners: [11] });
  const { status, body } = await doors.call('/import', { body: { text: exported.text } });
  expect(status).toBe(200);
  expect(body.settings).toEqual((await saved())?.settings);
});

it.each([
  ['robotOwners: [11', ''],
  ['undoSeconds: soon', 'undoSeconds'],
  ['colour: blue', 'colour'],
])('imports nothing from %s', async (text, path) => {
  const { status, body } = await doors.call('/import', { body: { text } });
  expect(status).toBe(422);
  expect(body.problems).toEqual([expect.objectContaining({ path })]);
});

it('answers a body or cursor that says nothing with 400', async () => {
  expect((await doors.call('/', { method: 'PUT', body: { settings: {} } })).status).toBe(400);
  expect((await put({ revision: 7, settings: fittingSettings })).status).toBe(400);
  expect((await doors.call('/history?cursor=x')).status).toBe(400);
});
