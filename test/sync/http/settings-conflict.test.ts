import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import type { SavedSettings, SettingsHistory, SettingsView } from '#core/contract/settings-view.ts';
import type { TemplatePreview, TemplatesView } from '#core/contract/templates-view.ts';
import { addStage } from '../../../services/sandbox/src/pipedrive/structure-writes.ts';
import { dealIn, quiet, reaches, submitted } from '../../kit/flow.ts';
import { callAs, control } from '../../kit/installing.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

const companyId = 7001;
const [integration, manager] = [1, 22];
const suspectsPipeline = 2;

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SETTINGS_FILE: '' } });
  await control(world, 'PATCH', `/companies/${companyId}/users/${manager}`, { admin: true });
  await world.addNode();
  await quiet(world);
  await eventually(async () => (await view(1, manager)).mayEdit);
});
afterAll(() => world.stop());

const as = (userId: number) => ({ companyId, userId });
const view = async (node = 0, userId = integration) =>
  (await callAs(world, as(userId), '/api/settings', { node })).body as unknown as SettingsView;
const put = (revision: number, settings: object, { node = 0, userId = integration } = {}) =>
  callAs(world, as(userId), '/api/settings', { method: 'PUT', body: { revision, settings }, node });
const choices = async (node: number) =>
  (await callAs(world, as(integration), '/api/choices', { node })).body as unknown as DecisionChoices;
const history = async () =>
  (await callAs(world, as(integration), '/api/settings/history')).body as unknown as SettingsHistory;

const fitting = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org', 'responsable@example.org'],
  stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
  undoSeconds: 0,
};

it('two people save at once on two nodes: the second is told who and when, nothing is overwritten', async () => {
  const { revision } = await view();
  const answers = await Promise.all([
    put(revision, { ...fitting, undoSeconds: 1 }),
    put(revision, { ...fitting, undoSeconds: 2 }, { node: 1, userId: manager }),
  ]);
  const won = answers.find(({ status }) => status === 200);
  const lost = answers.find(({ status }) => status === 409);
  const inForce = (won?.body as SavedSettings | undefined)?.settings.undoSeconds;
  const winner = inForce === 1 ? 'Intégration' : 'Responsable commercial';
  expect(lost?.body).toMatchObject({ changedBy: winner, revision: revision + 1 });
  expect(lost?.body.detail).toContain(winner);
  expect(Date.now() - Date.parse(String(lost?.body.changedAt))).toBeLessThan(10_000);
  expect((await view()).settings.undoSeconds).toBe(inForce);
  expect((await view(1)).settings.undoSeconds).toBe(inForce);

  // Who was told looks again, and saves on top of it.
  const again = await put(revision + 1, { ...fitting, undoSeconds: 3 }, { node: 1, userId: manager });
  expect(again).toMatchObject({ status: 200, body: { revision: revision + 2 } });
  expect((await history()).items.slice(0, 2).map(({ changedBy }) => changedBy)).toEqual([
    'Responsable commercial',
    winner,
  ]);
});

it('what is saved on one node is in force on another one within two seconds', async () => {
  const { revision } = await view();
  await put(revision, { ...fitting, undoSeconds: 17 });
  const savedAtMs = Date.now();
  expect((await choices(0)).undoSeconds).toBe(17);
  await eventually(async () => (await choices(1)).undoSeconds === 17, 4_000);
  expect(Date.now() - savedAtMs).toBeLessThan(2_000);
});

it('a stage made a moment ago can be named, and is gone to, on every node', async () => {
  const { revision } = await view();
  const actor = { userId: integration, source: 'app' } as const;
  const made = addStage(world.sandbox.standIn, actor, {
    name: 'Essai ouvert',
    pipeline_id: suspectsPipeline,
  });
  const stages = { ...fitting.stages, accountCreated: made.name };
  expect((await put(revision, { ...fitting, stages })).status).toBe(200);
  await eventually(async () => (await choices(1)).undoSeconds === 0, 4_000);
  for (const node of [0, 1]) {
    const { request, dealId } = await submitted(world);
    const answer = await world.command({ type: 'accept-request', requestId: request.id }, { node });
    expect(answer).toMatchObject({ outcome: 'advanced', reason: null });
    await reaches(world, request.id, 'accepted');
    expect(dealIn(world, dealId)?.stage_id).toBe(made.id);
  }
});

it('a text with an unknown variable cannot be saved', async () => {
  const before = await view();
  const text = 'Bonjour {{ personNam }} {{ activationLink }}';
  const templates = { welcome: { fr: { subject: 'Bonjour', text } } };
  const { status, body } = await put(before.revision, { ...fitting, templates });
  expect(status).toBe(422);
  expect(body.problems).toMatchObject([
    { path: 'templates.welcome.fr.text', nearest: 'personName', severity: 'error' },
  ]);
  expect(await view()).toMatchObject({ revision: before.revision, settings: { templates: {} } });
});

it('every template renders its example in both languages', async () => {
  const listed = await callAs(world, as(integration), '/api/templates');
  const { items } = listed.body as unknown as TemplatesView;
  expect(new Set(items.map(({ language }) => language))).toEqual(new Set(['fr', 'en']));
  for (const { key, language, subject, text, html } of items) {
    const body = { key, language, subject, text, html };
    const answer = await callAs(world, as(integration), '/api/templates/preview', { body });
    const preview = answer.body as unknown as TemplatePreview;
    expect([key, language, preview.problems]).toEqual([key, language, []]);
    for (const part of [preview.subject, preview.text, preview.html]) expect(part).not.toMatch(/\{\{|\{%|^$/);
  }
});
