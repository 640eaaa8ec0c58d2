import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readAt } from '../../apps/pipedrive-extension/src/surfaces/settings/model/document.ts';
import { sampleAnswer, sampleSettings } from '../apps/pipedrive-extension/settings-samples.ts';
import type { Visit } from '../kit/browser.ts';
import { answerSettings, type FakeSettings } from '../kit/fake-settings-api.ts';
import { patience, type Stage, startStage } from '../kit/stage.ts';
import { fakeSettings } from './settings-samples.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  // A refused save is an HTTP error by contract, and a mail's script is stopped: browsers log both.
  const expected = /status of (409|422)|ERR_CONNECTION_REFUSED|Blocked script execution in 'about:srcdoc'/;
  expect((await stage.closeWindows()).filter((text) => !expected.test(text))).toEqual([]);
});

/** The settings page over a fake of its doors, at a section. */
async function settings(section: string, fake: FakeSettings): Promise<Visit> {
  const opened = await stage.open('/pipedrive/deals');
  await answerSettings(opened.page, fake);
  await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/settings`);
  await opened.surface.getByRole('heading', { name: 'Réglages', exact: true }).waitFor();
  if (section !== '') await opened.surface.getByRole('link', { name: section, exact: true }).click();
  return opened;
}

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
  await expect.poll(() => field.evaluate((it) => it === document.activeElement), patience).toBe(true);
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
  await expect.poll(names, patience).toEqual(['Plus tard', 'Suspect']);
  await surface.getByRole('button', { name: 'Ajouter une destination' }).click();
  await page.keyboard.type('Tout de suite');
  await expect.poll(names, patience).toEqual(['Plus tard', 'Suspect', 'Tout de suite']);
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
  await expect
    .poll(() => surface.getByLabel('Réglages en YAML').inputValue(), patience)
    .toBe('undoSeconds: 10\n');
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
  const opened = await stage.open('/pipedrive/deals');
  await answerSettings(opened.page, fake);
  await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/settings`);
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
