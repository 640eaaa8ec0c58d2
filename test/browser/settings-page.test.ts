import { expect, it } from 'vitest';
import { readAt } from '../../apps/pipedrive-extension/src/surfaces/settings/model/document.ts';
import { sampleAnswer, sampleSettings } from '../apps/pipedrive-extension/settings-samples.ts';
import type { FakeSettings } from '../kit/fake-settings-api.ts';
import { withSettingsPage } from '../kit/settings-visit.ts';
import { fakeSettings } from './settings-samples.ts';

const { asked, settings } = withSettingsPage();

it('edits, keeps changes from one section to another, and saves them all', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Décisions', fake);
  await surface.getByLabel('Secondes pour annuler').fill('30');
  await surface.getByRole('link', { name: 'Général', exact: true }).click();
  await surface.getByLabel('Langue', { exact: true }).selectOption('en');
  await surface.getByLabel('samedi').check();
  await surface.getByText('Modifications non enregistrées : Général, Décisions').waitFor();
  await surface.getByRole('link', { name: /^Décisions.*modifications non enregistrées/ }).click();
  expect(await surface.getByLabel('Secondes pour annuler').inputValue()).toBe('30');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves).toHaveLength(1);
  expect(fake.saves[0]?.revision).toBe(3);
  expect(fake.saves[0]?.settings).toEqual({
    ...sampleSettings,
    undoSeconds: 30,
    locale: 'en',
    workingDays: [1, 2, 3, 4, 5, 6],
  });
  await surface.getByRole('button', { name: 'Enregistrer' }).waitFor({ state: 'detached' });
});

it('shows each problem beside its field, corrects it by one click, and saves', async () => {
  const wrong = {
    path: 'targets.0.stage',
    title: 'Étape inconnue',
    detail: 'Choisissez-en une autre.',
    nearest: 'Compte créé',
    severity: 'error',
  } as const;
  const stageOf = (sent: FakeSettings['view']['settings']) => readAt(sent, 'targets.0.stage');
  const fake = fakeSettings({ judge: (sent) => (stageOf(sent) === 'Compte créé' ? null : [wrong]) });
  const { page, surface } = await settings('Pipelines et étapes', fake);
  await surface
    .getByRole('combobox', { name: 'Étape', exact: true })
    .first()
    .selectOption('Potentiels identifiés');
  await surface.getByRole('link', { name: 'Général', exact: true }).click();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  const summary = surface.getByRole('region', { name: 'À corriger ou à vérifier' });
  await summary.getByText('1 point à corriger').waitFor();
  await summary.getByRole('link', { name: 'Destinations › n° 1 › Étape' }).click();
  const field = surface.getByRole('combobox', { name: 'Étape', exact: true }).first();
  await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await surface.getByRole('button', { name: 'Remplacer par « Compte créé »' }).click();
  await summary.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('Compte créé');
  expect(fake.saves).toHaveLength(1);
  await surface.getByRole('link', { name: 'Décisions', exact: true }).click();
  await surface.getByLabel('Secondes pour annuler').fill('20');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
});

it('adds, removes and reorders destinations with the keyboard, the first one preselected', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Pipelines et étapes', fake);
  await surface.getByRole('button', { name: 'Descendre Suspect' }).focus();
  await page.keyboard.press('Enter');
  const names = () =>
    surface
      .getByLabel('Nom', { exact: true })
      .evaluateAll((all) => all.map((one) => Reflect.get(one, 'value')));
  await expect.poll(names).toEqual(['Plus tard', 'Suspect']);
  await surface.getByRole('button', { name: 'Ajouter une destination' }).click();
  await page.keyboard.type('Tout de suite');
  await expect.poll(names).toEqual(['Plus tard', 'Suspect', 'Tout de suite']);
  await surface.getByRole('button', { name: 'Retirer Suspect' }).click();
  await page.keyboard.press('Control+s');
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings.targets).toEqual([
    { key: 'later', label: 'Plus tard', pipeline: 'Suspects', stage: 'Potentiels identifiés' },
    { key: 'target', label: 'Tout de suite', pipeline: 'Suspects' },
  ]);
});

it('tells who saved meanwhile, and lets choose field by field', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Décisions', fake);
  await surface.getByLabel('Secondes pour annuler').fill('30');
  await surface.getByLabel('La fusionner avec l’affaire d’origine').check();
  const theirs = { ...sampleSettings, undoSeconds: 60, locale: 'en' };
  fake.view = sampleAnswer({ revision: 4, settings: theirs });
  fake.overtakenBy = 'Responsable commercial';
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  const dialog = surface.getByRole('dialog', { name: 'Les réglages ont changé entre-temps' });
  await dialog.getByText(/Responsable commercial les a enregistrés/).waitFor();
  await dialog.getByText('Avant : 10').waitFor();
  await dialog.getByText('Langue', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Enregistrer ainsi' }).click();
  await dialog.getByText('Choisissez une version pour chaque réglage.').waitFor();
  expect(fake.saves).toHaveLength(1);
  await dialog.getByLabel('Prendre la sienne : 60').check();
  await dialog.getByRole('button', { name: 'Enregistrer ainsi' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[1]).toEqual({
    revision: 4,
    allowMissing: false,
    settings: { ...theirs, duplicateDeal: 'merge' },
  });
  expect(await surface.getByLabel('Secondes pour annuler').inputValue()).toBe('60');
});

it.each([
  { source: 'file', words: 'Ces réglages viennent d’un fichier' },
  { source: 'page', words: 'Seuls les administrateurs de Pipedrive' },
] as const)('is read only and says why when settings come from a $source', async ({ source, words }) => {
  const fake = fakeSettings({ view: sampleAnswer({ mayEdit: false, source }) });
  const { surface } = await settings('Personnes', fake);
  await surface.getByText(words).waitFor();
  expect(await surface.getByRole('button', { name: /Ajouter|Retirer/ }).count()).toBe(0);
  const controls = surface.getByRole('region', { name: 'Personnes' }).locator('input, select');
  const states = await controls.evaluateAll((all) => all.map((one) => one.matches(':disabled')));
  expect(states.length).toBeGreaterThan(3);
  expect(states).not.toContain(false);
});

it('recovers by itself when the service comes back, and keeps what was not saved', async () => {
  const fake = fakeSettings({ isAway: true });
  const opened = await asked(fake);
  const { surface } = opened;
  await surface.getByText('Passerelle est injoignable').waitFor();
  fake.isAway = false;
  await surface.getByRole('link', { name: 'Décisions', exact: true }).click();
  await surface.getByLabel('Secondes pour annuler').fill('30');
  fake.isAway = true;
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await surface.getByRole('alert').getByText('Passerelle est injoignable').waitFor();
  expect(await surface.getByLabel('Secondes pour annuler').inputValue()).toBe('30');
  fake.isAway = false;
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await opened.page.getByText('Réglages enregistrés.').waitFor();
});

it('asks before unsaved changes are lost, and not without any', async () => {
  const { page, surface } = await settings('Décisions', fakeSettings());
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  await surface.getByLabel('Langue', { exact: true }).selectOption('en');
  expect(asked).toEqual([]);
  await page.reload();
  await surface.getByRole('heading', { name: 'Réglages', exact: true }).waitFor();
  expect(asked).toEqual(['beforeunload']);
  await surface.getByLabel('Langue', { exact: true }).selectOption('en');
  await surface.getByRole('button', { name: 'Abandonner' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Abandonner' }).click();
  await surface.getByRole('button', { name: 'Enregistrer' }).waitFor({ state: 'detached' });
  expect(await surface.getByLabel('Langue', { exact: true }).inputValue()).toBe('fr');
});
