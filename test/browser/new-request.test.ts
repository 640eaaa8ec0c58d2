import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { dealIn, personIn, quiet } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const email = 'direction@bibliotheque.example.org';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0, publicForm: { enabled: true } } });
  await quiet(stage.world);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it(
  'enters a request from a call, which is then in Pipedrive and ready to be decided',
  longStory,
  async () => {
    const { world } = stage;
    const { page, surface, modal } = await stage.open('/pipedrive/requests');
    await surface.getByRole('button', { name: 'Nouvelle demande' }).click();
    const save = modal.getByRole('button', { name: 'Enregistrer la demande' });
    await save.click();
    await modal.getByText('Indiquez le nom de la personne.').waitFor();
    await modal.getByText('Indiquez l’adresse').waitFor();
    const name = modal.getByLabel('Prénom et nom');
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await name.fill('Dominique Exemple');
    await modal.getByLabel('Adresse e-mail').fill('direction@bibliotheque');
    await save.click();
    await modal.getByText('Cette adresse est incomplète').waitFor();
    await modal.getByLabel('Adresse e-mail').fill(email);
    await modal.getByLabel('Téléphone (facultatif)').fill('01 00 00 00 00');
    await modal.getByLabel('Besoin exprimé').fill('Inscriptions en ligne');
    await modal.getByRole('radio', { name: 'Évènement' }).check();
    await save.click();
    await modal.getByText('Demande enregistrée').waitFor();
    await modal.getByRole('button', { name: /^Ouvrir la demande/ }).click({ timeout: 20_000 });

    await page.waitForURL(/\/pipedrive\/deal\/\d+$/);
    await surface.getByRole('button', { name: 'Accepter' }).waitFor();
    await surface.getByText(email).waitFor();
    const deal = dealIn(world, Number(page.url().split('/').at(-1)));
    expect(deal?.status).toBe('open');
    expect(personIn(world, deal?.person_id ?? 0)?.name).toBe('Dominique Exemple');
  },
);

it('takes a request without an address, which waits for one', longStory, async () => {
  const { surface, modal } = await stage.open('/pipedrive/requests');
  await surface.getByRole('button', { name: 'Nouvelle demande' }).click();
  await modal.getByLabel('Prénom et nom').fill('Sans Adresse');
  await modal.getByLabel('Adresse inconnue pour le moment').check();
  await modal.getByRole('button', { name: 'Enregistrer la demande' }).click();
  await modal.getByRole('button', { name: /^Ouvrir la demande/ }).waitFor({ timeout: 20_000 });
  await modal.getByRole('button', { name: 'Fermer' }).click();
  await surface.getByRole('row', { name: /Sans Adresse.*Incomplète/ }).waitFor();
});

it('gives a short link that carries its code', async () => {
  const { context, page, surface, modal } = await stage.open('/pipedrive/requests');
  await surface.getByRole('button', { name: 'Nouvelle demande' }).click();
  await modal.getByRole('button', { name: 'Lien court vers le formulaire public' }).click();
  await modal.getByLabel('Code d’origine (facultatif)').fill('salon');
  const link = await modal.getByLabel('Adresse à copier').inputValue();
  expect(new URL(link).searchParams.get('s')).toBe('salon');
  await modal.getByRole('button', { name: 'Copier le lien' }).click();
  await modal.getByText('Lien copié.').waitFor();
  const form = await context.newPage();
  await form.goto(link);
  expect(await form.locator('input[name="s"]').inputValue()).toBe('salon');
  await form.close();
  await page.close();
});

it('asks before what was written is lost', async () => {
  const { page, surface, modal } = await stage.open('/pipedrive/requests');
  await surface.getByRole('button', { name: 'Nouvelle demande' }).click();
  await modal.getByLabel('Prénom et nom').fill('Dominique');
  await modal.getByRole('button', { name: 'Ne pas enregistrer' }).click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await modal.getByLabel('Prénom et nom').inputValue()).toBe('Dominique');
  await modal.getByRole('button', { name: 'Ne pas enregistrer' }).click();
  await page.getByRole('button', { name: 'Abandonner' }).click();
  await page.locator('dialog.modal').waitFor({ state: 'detached' });
});
