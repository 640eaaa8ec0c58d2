import { expect, it } from 'vitest';
import { sampleAnswer } from '../apps/pipedrive-extension/settings-samples.ts';
import { withSettingsPage } from '../kit/settings-visit.ts';
import { fakeSettings } from './settings-samples.ts';

const { settings } = withSettingsPage();

it('edits a mail with its variables and its preview, and restores the original', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Textes des mails', fake);
  const text = surface.getByLabel('Texte seul', { exact: true }).first();
  await text.fill('Bonjour , à bientôt');
  await text.evaluate((area) => Reflect.apply(Reflect.get(area, 'setSelectionRange'), area, [8, 8]));
  await surface.getByRole('button', { name: 'Insérer personName' }).click();
  await page.keyboard.type('!');
  expect(await text.inputValue()).toBe('Bonjour {{ personName }}!, à bientôt');
  const preview = surface.getByRole('region', { name: 'Aperçu' });
  await preview.frameLocator('iframe').getByText('Bonjour Camille Exemple!, à bientôt').waitFor();
  expect(await preview.locator('iframe').getAttribute('sandbox')).toBe('');

  await text.fill('Bonjour {{ personNom }}');
  await surface.getByText('Variable inconnue de ce mail : personNom').waitFor();
  await surface.getByRole('button', { name: 'Remplacer par « personName »' }).click();
  expect(await text.inputValue()).toBe('Bonjour {{ personName }}');
  await surface.getByText('Texte à vous').waitFor();
  await surface.getByRole('button', { name: 'Rétablir le texte d’origine' }).click();
  expect(await text.inputValue()).toBe('Bonjour {{ personName }},');
  await surface.getByRole('button', { name: 'Enregistrer' }).waitFor({ state: 'detached' });
  expect(await surface.locator('html').evaluate(() => document.title)).toBe('Passerelle');
});

it('tells the history in words, and takes a file in after a look', async () => {
  const fake = fakeSettings();
  const { surface } = await settings('Historique', fake);
  await surface.getByRole('listitem').filter({ hasText: 'Secondes pour annuler' }).first().waitFor();
  const said = await surface.getByRole('list', { name: 'Qui a changé quoi' }).innerText();
  expect(said).toContain('Responsable commercial');
  expect(said.replaceAll(/\s+/g, ' ')).toContain('Décideurs de rien → à Chargée de clientèle');

  await surface.getByRole('link', { name: 'Export et import', exact: true }).click();
  await surface.getByRole('button', { name: 'Afficher le texte' }).click();
  await expect.poll(() => surface.getByLabel('Réglages en YAML').inputValue()).toBe('undoSeconds: 10\n');
  await surface.getByLabel('ou collez son texte').fill('undoSeconds: beaucoup');
  await surface.getByRole('button', { name: 'Lire' }).click();
  await surface.getByText('un nombre est attendu').waitFor();
  await surface.getByLabel('ou collez son texte').fill('undoSeconds: 45');
  await surface.getByRole('button', { name: 'Lire' }).click();
  await surface.getByText('1 changement par rapport aux réglages affichés').waitFor();
  await surface.getByRole('button', { name: 'Reprendre ces changements' }).click();
  await surface.getByText('Modifications non enregistrées : Décisions').waitFor();
  expect(fake.saves).toEqual([]);
});

it('creates what is missing, and says what is wrong with the fix', async () => {
  const unknown = { path: 'stages.accountCreated', title: 'Étape inconnue', detail: 'Créez-la.' };
  const problems = [{ ...unknown, nearest: null, severity: 'error' as const, creatable: true }];
  const fake = fakeSettings({ view: sampleAnswer({ problems }) });
  const { surface } = await settings('Installation', fake);
  await surface.getByText('2 éléments manquent.').waitFor();
  const summary = surface.getByRole('region', { name: 'À corriger ou à vérifier' });
  await summary.waitFor();
  fake.view = sampleAnswer();
  await surface.getByRole('button', { name: 'Créer ce qui manque' }).click();
  await summary.waitFor({ state: 'detached' });
  await surface.getByText('Tout est en place.').waitFor();
  await surface.getByRole('row', { name: /Étape Compte créé.*Créé/ }).waitFor();
  await surface.getByText('1 problème à régler.').waitFor();
  await surface.getByText('À faire : Créez-le de nouveau').waitFor();
});

it('saves names that do not exist yet, and leads to where they are created', async () => {
  const unknown = {
    path: 'fields.accountId',
    title: 'Champ inconnu',
    detail: 'Créez-le depuis la page Installation.',
    nearest: null,
    severity: 'error',
    creatable: true,
  } as const;
  const fake = fakeSettings({ judge: (_sent, allowMissing) => (allowMissing ? null : [unknown]) });
  const { surface } = await settings('Champs', fake);
  await surface.getByLabel('Identifiant du compte', { exact: true }).selectOption('Un nouveau nom, à créer…');
  await surface.getByLabel('Nouveau nom : Identifiant du compte').fill('Compte');
  await surface.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await surface.getByRole('button', { name: 'Enregistrer, puis créer ce qui manque' }).click();
  await surface.getByRole('heading', { name: 'Installation' }).waitFor();
  expect(fake.view.settings.fields).toEqual({ requestState: 'État de la demande', accountId: 'Compte' });
});
