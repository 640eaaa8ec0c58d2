import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  for (const organization of ['Ville de Bérac', 'Agence de l’eau', 'Mairie de Clairval']) {
    await submitted(stage.world, { organization, email: `contact@${organization.at(-1)}.example.org` });
  }
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

const sorted = ['Agence de l’eau', 'Mairie de Clairval', 'Ville de Bérac'];

it('sorts by the head of a column, and says so', async () => {
  const { surface } = await stage.open('/pipedrive/requests');
  const organizations = () => surface.locator('tbody [data-opens]').allInnerTexts();
  const head = surface.getByRole('columnheader', { name: 'Organisation' });
  await surface.getByText('3 demandes affichées').waitFor();
  expect(await surface.locator('[aria-sort]').allInnerTexts()).toEqual(['Reçue']);
  await head.getByRole('button').click();
  await expect.poll(organizations).toEqual(sorted);
  expect(await head.getAttribute('aria-sort')).toBe('ascending');
  await head.getByRole('button').press('Enter');
  await expect.poll(organizations).toEqual(sorted.toReversed());
  expect(await head.getAttribute('aria-sort')).toBe('descending');
});

it('keeps a view, shared with a colleague, chosen by keyboard and removed again', async () => {
  const { page, surface } = await stage.open('/pipedrive/requests');
  await surface.getByText('3 demandes affichées').waitFor();
  await surface.getByRole('button', { name: /^Toutes/ }).click();
  await surface.getByRole('columnheader', { name: 'Organisation' }).getByRole('button').click();
  await surface.getByRole('searchbox').fill('mairie');
  await surface.getByText('1 demande affichée').waitFor();
  await surface.getByRole('button', { name: 'Enregistrer cette vue…' }).click();
  const name = surface.getByLabel('Nom de la vue');
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await surface.getByText('Donnez un nom à la vue.').waitFor();
  await page.keyboard.type('Les mairies');
  await surface.getByLabel('Partager avec l’équipe').check();
  await surface.getByRole('button', { name: 'Enregistrer la vue', exact: true }).click();
  const view = surface.getByRole('combobox', { name: 'Vue' });
  await expect.poll(() => view.inputValue()).not.toBe('');
  await expect.poll(() => view.evaluate((choice) => choice === document.activeElement)).toBe(true);

  const colleague = await stage.open('/pipedrive/requests', { staffId: 22 });
  const theirs = colleague.surface.getByRole('combobox', { name: 'Vue' });
  await theirs.waitFor();
  await colleague.surface.getByText('3 demandes affichées').waitFor();
  await colleague.surface.locator('tbody [data-opens]').first().focus();
  await colleague.page.keyboard.press('v');
  await colleague.page.keyboard.press('ArrowDown');
  await colleague.surface.getByText('1 demande affichée').waitFor();
  expect(await colleague.surface.getByRole('searchbox').inputValue()).toBe('mairie');
  expect(await colleague.surface.getByRole('button', { name: /Supprimer la vue/ }).count()).toBe(0);

  await surface.getByRole('button', { name: 'Supprimer la vue « Les mairies »' }).click();
  await view.waitFor({ state: 'detached' });
});
