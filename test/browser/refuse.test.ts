import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { dealIn, mailsTo, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const note = 'Écrivez plutôt à <votre> mairie.';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 1 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('refuses through the modal that shows the mail, reopens, and accepts after all', longStory, async () => {
  const { world } = stage;
  const { dealId, email } = await submitted(world, { organization: 'Atelier Exemple' });
  const { page, surface, modal } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Refuser…' }).click();

  const confirm = modal.getByRole('button', { name: 'Refuser la demande' });
  await confirm.click();
  await modal.getByText('Choisissez un motif.').waitFor();
  await modal.getByLabel('Particulier ou entreprise').check();
  await modal.getByLabel('Note pour le demandeur').fill(note);
  const mail = modal.frameLocator('iframe');
  await mail.getByText(note).waitFor();
  expect(await mail.getByText('Motif').innerText()).toContain('Particulier ou entreprise');
  expect(await modal.locator('.preview').innerText()).toContain(email);
  await modal.getByText(/^Organismes refusés › Refusés/).waitFor();
  expect(await modal.locator('.rehearsal ol li').count()).toBe(3);
  await confirm.click();

  await page.locator('dialog.modal').waitFor({ state: 'detached' });
  await page
    .getByRole('status')
    .getByText(/Atelier Exemple/)
    .waitFor();
  await surface.getByText('Refusée : Particulier ou entreprise', { exact: true }).waitFor();
  await surface.getByText('3 sur 3').waitFor();
  await page.locator('#lost-reason', { hasText: note }).waitFor();
  expect(dealIn(world, dealId)).toMatchObject({ status: 'lost', pipeline_id: 3 });
  expect(mailsTo(world, email).map(({ text }) => text.includes(note))).toEqual([true]);

  await surface.getByRole('button', { name: 'Réexaminer' }).click();
  await surface.getByText('2 sur 2').waitFor();
  await page.locator('[data-status="open"]').waitFor();
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByText('4 sur 4').waitFor();
  await page.locator('#deal-pipeline', { hasText: 'Suspects' }).waitFor();
  expect(world.sandbox.accounts.accounts).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(2);
});

it('asks before a written note is lost, and refuses nothing when the modal is left', async () => {
  const { world } = stage;
  const { dealId, request, email } = await submitted(world);
  const { page, surface, modal } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Refuser…' }).click();
  await modal.getByLabel('Note pour le demandeur').fill('Une note');
  await modal.getByRole('button', { name: 'Ne pas refuser' }).click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await modal.getByLabel('Note pour le demandeur').inputValue()).toBe('Une note');
  await modal.getByRole('button', { name: 'Ne pas refuser' }).click();
  await page.getByRole('button', { name: 'Abandonner' }).click();
  await page.locator('dialog.modal').waitFor({ state: 'detached' });
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  expect(await world.request(request.id)).toMatchObject({ step: 'pending', revision: request.revision });
  expect(mailsTo(world, email)).toEqual([]);
});
