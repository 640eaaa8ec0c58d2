import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { namelessControls, overflowPx } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { doctorOf } from '../kit/doctor-looks.ts';
import { examine } from '../kit/every-look.ts';
import { quiet } from '../kit/flow.ts';
import { callAs, control, type Who } from '../kit/installing.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const admin: Who = { companyId: 7001, userId: 1 };
const decider = 21;
const settings = {
  robotOwners: [11, 12],
  deciders: ['vente@example.org', 'responsable@example.org'],
  stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
  undoSeconds: 0,
};

let stage: Stage;
let dealId: number;
beforeAll(async () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  stage = await startStage({ environment: { SETTINGS_FILE: '', ENCRYPTION_KEY: key } });
  await quiet(stage.world);
  const body = { revision: 0, settings };
  expect((await callAs(stage.world, admin, '/api/settings', { method: 'PUT', body })).status).toBe(200);
  ({ dealId } = await stage.world.form());
  await stage.world.requestOf(dealId);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** Two stages get other names in Pipedrive, and the service looks. */
async function renameTwo(): Promise<void> {
  await rename('Compte créé', 'Compte ouvert');
  await rename('Demande', 'Demande reçue');
  await doctorOf(stage.world, admin);
}
async function rename(from: string, to: string): Promise<void> {
  const found = stage.world.sandbox.standIn.memory.stages.find(({ name }) => name === from);
  await control(stage.world, 'PATCH', `/companies/7001/stages/${found?.id}`, { name: to });
}
const asAdmin = (path: string, visitor: Visitor = {}): Promise<Visit> =>
  stage.open(path, { staffId: admin.userId, ...visitor });

it(
  'an administrator is led from the list and from the panel to what has to be put right',
  longStory,
  async () => {
    await renameTwo();
    const list = await asAdmin('/pipedrive/requests');
    const line = list.surface.getByRole('status').filter({ hasText: '2 points à régler' });
    await line.waitFor();
    await examine(list.page, 'surface', 'requests with findings');
    await line.getByRole('button', { name: 'Voir dans les réglages' }).focus();
    await list.page.keyboard.press('Enter');
    await list.page.waitForURL(/\/pipedrive\/settings$/);
    await list.surface.getByText('2 points à régler').first().waitFor();

    const panel = await asAdmin(`/pipedrive/deal/${dealId}`);
    await panel.surface.getByText('2 points à régler').waitFor();
    await examine(panel.page, 'surface', 'panel with findings');
  },
);

it('who may not configure is not bothered', async () => {
  const { surface } = await stage.open('/pipedrive/requests', { staffId: decider });
  await surface.getByRole('heading', { name: 'Demandes de compte' }).waitFor();
  await surface.getByRole('table').waitFor();
  expect(await surface.getByText(/à régler/).count()).toBe(0);
});

it.each([
  {
    locale: 'fr-FR',
    theme: 'light',
    words: ['2 points à régler', 'À faire', '(par un administrateur de Pipedrive)', 'Vérifié'],
  },
  {
    locale: 'en-US',
    theme: 'dark',
    viewport: { width: 352, height: 800 },
    words: ['2 things to put right', 'To do', '(by an administrator of Pipedrive)', 'Checked'],
  },
] as const)(
  'the settings say what, how, who and when, in $locale and $theme',
  async ({ words, ...visitor }) => {
    const { page, surface } = await asAdmin('/pipedrive/settings', visitor);
    const region = surface.locator('.findings');
    await region.getByRole('listitem').first().waitFor();
    for (const word of words) expect(await region.textContent()).toContain(word);
    expect(await region.textContent()).toContain('Compte ouvert');
    expect(await namelessControls(surface)).toEqual([]);
    expect(await overflowPx(surface)).toBe(0);
    await examine(page, 'surface', `settings with findings, ${visitor.theme}`);
  },
);

it(
  'each leads to its field from every section, and goes once it is put right and looked at',
  longStory,
  async () => {
    const { page, surface } = await asAdmin('/pipedrive/settings');
    const region = surface.locator('.findings');
    await region.getByRole('link', { name: /Compte créé/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => surface.locator('#field-stages-accountCreated').count()).toBe(1);
    await expect.poll(() => surface.locator(':focus').getAttribute('id')).toBe('field-stages-accountCreated');

    await rename('Compte ouvert', 'Compte créé');
    await region.getByRole('button', { name: 'Vérifier maintenant' }).click();
    await region.getByText('1 point à régler').waitFor();
    await rename('Demande reçue', 'Demande');
    await region.getByRole('button', { name: 'Vérifier maintenant' }).click();
    await region.getByText('Tout est réglé.').waitFor();
  },
);
