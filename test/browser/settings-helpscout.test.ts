import { expect, it } from 'vitest';
import type { HelpscoutSettingsView } from '#core/contract/settings-view.ts';
import { shownSections } from '../../apps/pipedrive-extension/src/surfaces/settings/model/sections.ts';
import { pageTexts } from '../../apps/pipedrive-extension/src/surfaces/settings/texts/page.ts';
import {
  sampleAnswer,
  sampleHelpscout,
  sampleSettings,
} from '../apps/pipedrive-extension/settings-samples.ts';
import { withSettingsPage } from '../kit/settings-visit.ts';
import { fakeSettings } from './settings-samples.ts';

const { settings } = withSettingsPage();

const usual = Object(sampleSettings.helpscout);
const usualReplies = Object(sampleSettings.savedReplies);

function withHelpscout(changes: Partial<HelpscoutSettingsView> = {}, own: object = {}) {
  const helpscout = { ...sampleHelpscout, ...changes };
  const shown = { ...sampleSettings, helpscout: { ...usual, ...own } };
  return fakeSettings({ view: sampleAnswer({ helpscout, settings: shown }) });
}

it('is in no section of the page where it is not configured, and its address leads to the first', async () => {
  const { surface } = await settings('', fakeSettings());
  for (const section of shownSections(sampleAnswer())) {
    const name = pageTexts.fr.section[section];
    await surface.getByRole('link', { name, exact: true }).click();
    await surface.getByRole('heading', { name, exact: true }).first().waitFor();
    await expect.poll(() => surface.locator('.skeleton').count()).toBe(0);
    expect({ section, said: await surface.locator('main').textContent() }).toEqual({
      section,
      said: expect.not.stringMatching(/help\s?scout|réponses? enregistrée/i),
    });
  }
  await surface.locator('html').evaluate(() => {
    location.hash = '#helpscout/helpscout.tag';
  });
  await surface.getByRole('heading', { name: 'Général', exact: true }).waitFor();
});

it('keeps what the settings say of it when something else is saved where it is not shown', async () => {
  const fake = fakeSettings();
  const { page, surface } = await settings('Délais', fake);
  await surface.getByLabel('Délai de réponse promis (jours ouvrés)').fill('5');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings).toMatchObject({ helpscout: usual, savedReplies: usualReplies });
});

it('says which inboxes are followed, in which language each writes, and how soon is answered', async () => {
  const fake = withHelpscout({}, { languages: { 'Support (EN)': 'en' } });
  const { page, surface } = await settings('Help Scout', fake);
  const language = surface.getByLabel('Support (EN)', { exact: true });
  expect(await language.inputValue()).toBe('en');
  expect(await surface.getByLabel('Assistance', { exact: true }).inputValue()).toBe('');
  await surface.getByLabel('Boîte à ajouter').selectOption('Assistance');
  await surface.getByRole('button', { name: 'Ajouter à : Boîtes de réception suivies' }).click();
  await surface.getByRole('button', { name: 'Retirer Assistance' }).waitFor();
  const left = await surface.getByLabel('Boîte à ajouter').locator('option').allTextContents();
  expect(left).toEqual(['Choisir…', 'Support (EN)']);
  await language.selectOption('');
  await surface.getByLabel('Mots à ajouter').fill('ouverture de compte');
  await page.keyboard.press('Enter');
  await surface.getByLabel('Première réponse promise (heures)').fill('8');
  await surface.getByLabel('Alerte avant l’échéance (heures)').fill('2');
  await surface.getByText('Modifications non enregistrées : Help Scout').waitFor();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings.helpscout).toEqual({
    ...usual,
    inboxes: ['Assistance'],
    languages: {},
    subjects: ['compte admin', 'ouverture de compte'],
    answerWithinHours: 8,
    warnBeforeHours: 2,
  });
  await surface.getByRole('button', { name: 'Retirer Assistance' }).click();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await expect.poll(() => fake.saves.length).toBe(2);
  expect(fake.saves[1]?.settings.helpscout).not.toHaveProperty('inboxes');
});

it('names the saved replies in either language, by what they answer', async () => {
  const fake = withHelpscout();
  const { page, surface } = await settings('Help Scout', fake);
  const valid = surface.getByRole('group', { name: 'Organisme qui peut avoir un compte', exact: true });
  const french = valid.getByLabel('Nom dans les boîtes en français');
  expect(await french.inputValue()).toBe('Demande compte admin');
  await valid.getByLabel('Nom dans les boîtes en anglais').fill('Admin account');
  const individual = surface.getByRole('group', { name: 'Particulier ou entreprise', exact: true });
  await individual.getByLabel('Nom dans les boîtes en français').fill('');
  await surface.getByLabel('Clé d’un motif de refus, ou une autre').fill('other');
  await page.keyboard.press('Enter');
  const refusal = surface.getByRole('group', { name: 'Refus : Autre motif', exact: true });
  await refusal.getByLabel('Nom dans les boîtes en français').fill('Refus');
  await refusal.getByLabel('Nom dans les boîtes en anglais').fill('Refus');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings.savedReplies).toEqual({
    valid: { fr: 'Demande compte admin', en: 'Admin account' },
    individualOrCompany: { en: 'Admin account individual' },
    other: 'Refus',
  });
  await individual.getByLabel('Nom dans les boîtes en anglais').fill('');
  await surface.getByRole('button', { name: /^Retirer Refus/ }).click();
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await expect.poll(() => fake.saves.length).toBe(2);
  expect(fake.saves[1]?.settings.savedReplies).toEqual({
    valid: { fr: 'Demande compte admin', en: 'Admin account' },
  });
});

it('warns before replies leave without being read', async () => {
  const { surface } = await settings('Help Scout', withHelpscout());
  const warning = surface.getByText('Personne ne relit ces réponses avant leur départ');
  const send = surface.getByLabel('Envoyer les réponses sans relecture');
  await send.waitFor();
  expect(await warning.count()).toBe(0);
  await send.check();
  await warning.waitFor();
});

it('says as soon as the section is opened what is wrong, and goes on without the names of inboxes', async () => {
  const fake = withHelpscout();
  const { page, surface } = await settings('', fake);
  const problem = 'Help Scout refuse notre accès.';
  fake.view = { ...fake.view, helpscout: { inboxes: null, problem } };
  await surface.getByRole('link', { name: 'Help Scout', exact: true }).click();
  await surface.getByText(problem).waitFor();
  await surface.getByLabel('Boîte à ajouter').fill('Assistance');
  await page.keyboard.press('Enter');
  await surface.getByRole('group', { name: 'Langues des boîtes' }).getByLabel('Assistance').waitFor();
});

it('leads to a setting that is folded away, and shows an inbox that is not there any more', async () => {
  const fake = withHelpscout({}, { inboxes: ['Ancienne boîte'] });
  const { surface } = await settings('Help Scout', fake);
  await surface
    .getByRole('button', { name: 'Retirer Ancienne boîte (introuvable dans Help Scout)' })
    .waitFor();
  const link = surface.getByLabel('Lien vers Pipedrive');
  await link.waitFor({ state: 'hidden' });
  await surface.locator('html').evaluate(() => {
    location.hash = '#helpscout/helpscout.properties.link';
  });
  await link.waitFor();
  await expect.poll(() => link.evaluate((field) => field === document.activeElement)).toBe(true);
});

it('shows who may not configure how it stands, and nothing to change', async () => {
  const fake = withHelpscout({}, { inboxes: ['Assistance'] });
  fake.view = { ...fake.view, mayEdit: false };
  const { surface } = await settings('Help Scout', fake);
  await surface.getByText('Assistance', { exact: true }).first().waitFor();
  expect(await surface.getByRole('button', { name: /Retirer|Ajouter/ }).count()).toBe(0);
  const controls = surface.locator('.section').locator('input, select');
  expect(await controls.count()).toBeGreaterThan(12);
  expect(await controls.and(surface.locator(':enabled')).count()).toBe(0);
});
