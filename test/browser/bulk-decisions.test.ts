import type { Frame, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { quiet, reaches } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { eventually } from '../kit/start-world.ts';

const [requestCount, pageSize] = [30, 25];

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  await quiet(stage.world);
  await sendForms(1, requestCount);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

async function sendForms(from: number, to: number): Promise<void> {
  const { world } = stage;
  for (let number = from; number <= to; number += 1) {
    const email = `agent${number}@commune.example.org`;
    await world.form({ organization: `Commune numéro ${number}`, name: `Agent ${number}`, email });
  }
  await eventually(async () => (await world.list()).counts.pending === to - from + 1, 20_000);
}

async function opened() {
  const visit = await stage.open('/pipedrive/requests');
  await visit.surface.getByText(`${pageSize} demandes affichées`).waitFor();
  return visit;
}

const boxes = (surface: FrameLocator) => surface.locator('tbody [data-selects]');
const selected = (surface: FrameLocator, words: string) =>
  surface.getByRole('region', { name: 'Décider pour la sélection' }).getByText(words, { exact: true });

it('chooses one, a range, a page and every page, by mouse', async () => {
  const { surface } = await opened();
  await boxes(surface).nth(2).click();
  await selected(surface, '1 demande sélectionnée').waitFor();
  await boxes(surface)
    .nth(5)
    .click({ modifiers: ['Shift'] });
  await selected(surface, '4 demandes sélectionnées').waitFor();
  const page = surface.getByRole('checkbox', { name: 'Sélectionner la page' });
  expect(await page.evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await page.click();
  await selected(surface, `${pageSize} demandes sélectionnées`).waitFor();
  await surface.getByRole('button', { name: `Sélectionner les ${requestCount} demandes` }).click();
  await selected(surface, `${requestCount} demandes sélectionnées`).waitFor();
  await surface.getByRole('button', { name: 'Suivant' }).click();
  await surface.getByText(`Page 2 sur 2`).waitFor();
  await expect
    .poll(() => boxes(surface).evaluateAll((all) => all.every((box) => box.matches(':checked'))))
    .toBe(true);
  await surface.getByRole('searchbox').fill('agent12@');
  await surface.getByText('1 demande affichée').waitFor();
  await selected(surface, `${requestCount} demandes sélectionnées`).waitFor({ state: 'detached' });
});

it('chooses by keyboard alone', async () => {
  const { page, surface } = await opened();
  await surface.locator('tbody [data-opens]').first().focus();
  await page.keyboard.press('x');
  await selected(surface, '1 demande sélectionnée').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await selected(surface, '2 demandes sélectionnées').waitFor();
  await boxes(surface).first().focus();
  await page.keyboard.press('Space');
  await selected(surface, '1 demande sélectionnée').waitFor();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await page.keyboard.press('Shift+Space');
  await selected(surface, '4 demandes sélectionnées').waitFor();
});

it('says how many and what will happen, and does nothing when it is left', async () => {
  const { page, surface } = await opened();
  await boxes(surface).first().click();
  await boxes(surface).nth(1).click();
  const ask = surface.getByRole('button', { name: /^Refuser… 2$/ });
  await ask.click();
  const dialog = surface.getByRole('dialog', { name: 'Refuser 2 demandes' });
  await dialog.getByText(/mail de refus.*marquée perdue/).waitFor();
  await dialog.getByRole('button', { name: 'Refuser 2 demandes' }).click();
  await dialog.getByText('Choisissez un motif.').waitFor();
  await dialog.getByLabel('Particulier ou entreprise').check();
  await dialog.getByRole('button', { name: 'Voir ce qui va se passer' }).click();
  await dialog.getByText(/^Organismes refusés › Refusés/).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => ask.evaluate((button) => button === document.activeElement)).toBe(true);
  expect((await stage.world.list()).counts.pending).toBe(requestCount);
});

it(
  'decides all of them, found again after a reload, with a result and a link for each',
  longStory,
  async () => {
    const { world } = stage;
    const [first] = (await world.list('?limit=1')).items;
    const { page, surface } = await opened();
    await surface.getByRole('checkbox', { name: 'Sélectionner la page' }).click();
    await surface.getByRole('button', { name: `Sélectionner les ${requestCount} demandes` }).click();
    await surface.getByRole('button', { name: `Refuser… ${requestCount}` }).click();
    const dialog = surface.getByRole('dialog');
    await dialog.getByLabel('Particulier ou entreprise').check();
    // Somebody else is faster with one of them.
    const decided = await world.command(
      { type: 'refuse-request', requestId: first?.id, reason: 'individual' },
      { userId: 22 },
    );
    expect(decided.outcome).toBe('advanced');
    await dialog.getByRole('button', { name: `Refuser ${requestCount} demandes` }).click();
    const progress = surface.getByRole('region', { name: 'Avancement de la décision groupée' });
    await progress.waitFor();

    await page.reload();
    await progress
      .getByText(`Décision groupée terminée : ${requestCount} demandes`)
      .first()
      .waitFor({ timeout: 30_000 });
    await progress.getByText(`${requestCount - 1} décidées`).waitFor();
    const results = progress.locator('[data-outcome]');
    expect(await results.count()).toBe(requestCount);
    expect(await results.first().innerText()).toMatch(/Responsable commercial a déjà refusé/);
    await reaches(world, first?.id ?? '', 'refused');
    await progress.getByRole('button', { name: 'Agent 7', exact: true }).click();
    const pane = surface.getByRole('complementary', { name: 'Détail de la demande' });
    await pane.getByRole('heading', { name: 'Commune numéro 7' }).waitFor();

    await frameOf(page).goto(frameOf(page).url());
    await progress.getByRole('button', { name: 'Fermer les résultats' }).click();
    await progress.waitFor({ state: 'detached' });
    await page.reload();
    await surface.getByText('Tout est décidé').waitFor();
    expect(await progress.count()).toBe(0);
  },
);

it('offers nothing to choose to somebody who may not decide, and names who may', async () => {
  const { surface } = await stage.open('/pipedrive/requests', { staffId: 23 });
  await surface.getByText(/sans pouvoir les décider.*Chargée de clientèle/).waitFor();
  await surface.getByRole('button', { name: /^Toutes/ }).click();
  await surface.getByText(`${pageSize} demandes affichées`).waitFor();
  expect(await surface.getByRole('checkbox').count()).toBe(0);
});

function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/surfaces/pipedrive/requests'));
  if (!frame) throw new Error('There is no requests page.');
  return frame;
}
