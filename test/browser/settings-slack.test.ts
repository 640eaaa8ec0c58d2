import type { FrameLocator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SlackSettingsView } from '#core/contract/settings-view.ts';
import {
  sections,
  shownSections,
} from '../../apps/pipedrive-extension/src/surfaces/settings/model/sections.ts';
import { pageTexts } from '../../apps/pipedrive-extension/src/surfaces/settings/texts/page.ts';
import { sampleAnswer, sampleSettings, sampleSlack } from '../apps/pipedrive-extension/settings-samples.ts';
import { withSettingsPage } from '../kit/settings-visit.ts';
import { fakeSettings } from './settings-samples.ts';

const { settings } = withSettingsPage();

function withSlack(changes: Partial<SlackSettingsView> = {}, own: object = {}) {
  const slack = { ...sampleSlack, ...changes };
  const shown = { ...sampleSettings, slack: { remindAfterDays: 1, escalateAfterDays: 2, ...own } };
  return fakeSettings({ view: sampleAnswer({ slack, settings: shown }) });
}

/** Walks with Tab to the element of an id. @returns the stops on the way and the last, and what frames each */
async function walkTo(page: Page, surface: FrameLocator, id: string) {
  const stops: { id: string; words: string; outline: string }[] = [];
  while (stops.length < 15) {
    await page.keyboard.press('Tab');
    const stop = await surface.locator('html').evaluate(() => {
      const focused = document.activeElement ?? document.body;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      return { id: focused.id, words: focused.textContent, outline: `${outlineWidth} ${outlineStyle}` };
    });
    stops.push(stop);
    if (stop.id === id) return stops;
  }
  throw new Error(`Tab does not lead to ${id}: ${JSON.stringify(stops)}`);
}

it('is in no section of the page where it is not configured, and its address leads to the first', async () => {
  const { surface } = await settings('', fakeSettings());
  const shown = shownSections(sampleAnswer());
  expect(shown).toHaveLength(sections.length - 2);
  const named = shown.map((section) => [section, pageTexts.fr.section[section]] as const);
  for (const [section, name] of named) {
    await surface.getByRole('link', { name, exact: true }).click();
    await surface.getByRole('heading', { name, exact: true }).first().waitFor();
    await expect.poll(() => surface.locator('.skeleton').count()).toBe(0);
    expect({ section, said: await surface.locator('main').textContent() }).toEqual({
      section,
      said: expect.not.stringMatching(/slack/i),
    });
  }
  await surface.locator('html').evaluate(() => {
    location.hash = '#slack/slack.channel';
  });
  await surface.getByRole('heading', { name: 'Général', exact: true }).waitFor();
});

it('keeps what the settings say of it when something else is saved where it is not shown', async () => {
  const own = { channel: 'C0000000001', remindAfterDays: 3, escalateAfterDays: 5 };
  const promises = { useCasesDays: 15, formerDays: 4 };
  const shown = { ...sampleSettings, slack: own, promises };
  const fake = fakeSettings({ view: sampleAnswer({ settings: shown }) });
  const { page, surface } = await settings('Délais', fake);
  await surface.getByLabel('Délai de réponse promis (jours ouvrés)').fill('5');
  await surface.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves[0]?.settings).toEqual({ ...shown, promises: { answerDays: 5, ...promises } });
  await surface.getByLabel('formerDays', { exact: true }).waitFor();
  await surface.getByRole('button', { name: 'Retirer formerDays' }).waitFor();
  expect(await surface.getByRole('button', { name: /^Retirer (answer|useCases)Days/ }).count()).toBe(0);
});

it('is edited and saved with the keyboard alone', async () => {
  const fake = withSlack();
  const { page, surface } = await settings('', fake);
  await surface.getByRole('link', { name: 'Slack', exact: true }).focus();
  await page.keyboard.press('Enter');
  await surface.getByText('Connecté à « Agence Exemple ».').waitFor();
  const stops = await walkTo(page, surface, 'field-slack-channel');
  expect(stops.at(-2)?.words).toBe('Connecter un autre espace');
  await page.keyboard.type('C0987654321');
  await page.keyboard.press('Tab');
  await page.keyboard.type('vente@example.org');
  await page.keyboard.press('Tab');
  // Where the browser counts twelve hours, it asks which half of the day; elsewhere the letters are passed over.
  await page.keyboard.type('0830am');
  await walkTo(page, surface, 'field-slack-remindAfterDays');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Responsable');
  expect(await surface.getByLabel('Personne qui prend le relais').inputValue()).toBe(
    'responsable@example.org',
  );
  await surface.getByText('Modifications non enregistrées : Slack').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('Réglages enregistrés.').waitFor();
  expect(fake.saves.map((sent) => sent.settings.slack)).toEqual([
    {
      channel: 'C0987654321',
      mention: 'vente@example.org',
      digestAt: '08:30',
      remindAfterDays: 2,
      escalateAfterDays: 3,
      escalateTo: 'responsable@example.org',
    },
  ]);
});

it('frames what has the focus, on every stop', async () => {
  const { page, surface } = await settings('Slack', withSlack());
  await surface.getByText('Connecté à').waitFor();
  await surface.getByRole('link', { name: 'Installation', exact: true }).focus();
  const stops = await walkTo(page, surface, 'field-slack-escalateTo');
  expect(stops.map(({ id }) => id)).toContain('field-slack-digestAt');
  expect(stops.filter(({ outline }) => outline !== '2px solid')).toEqual([]);
});

it('leads to where a workspace is connected, in another tab, and sees it when somebody comes back', async () => {
  const fake = withSlack({ workspace: null, channel: null });
  const { surface } = await settings('Slack', fake);
  await surface.getByText('Aucun espace connecté pour le moment').waitFor();
  const link = surface.getByRole('link', { name: 'Ajouter à Slack' });
  expect(await link.getAttribute('href')).toBe('/oauth/slack/start');
  expect(await link.getAttribute('target')).toBe('_blank');
  fake.view = { ...fake.view, slack: { ...sampleSlack, channel: null } };
  await surface.locator('html').evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await surface.getByText('Connecté à « Agence Exemple ».').waitFor();
  await surface.getByRole('link', { name: 'Connecter un autre espace' }).waitFor();
  const nowhere = surface.getByText('Sans canal, aucune demande n’est annoncée');
  await nowhere.waitFor();
  await surface.getByLabel('Canal', { exact: true }).fill('C0123456789');
  await nowhere.waitFor({ state: 'detached' });
});

it('says which channel is in force, and what is wrong, as soon as the section is opened', async () => {
  const fake = withSlack({ channel: null });
  const { surface } = await settings('', fake);
  const problem = 'Le jeton est révoqué : demandez-en un autre.';
  fake.view = { ...fake.view, slack: { ...sampleSlack, channel: 'C0555555555', problem } };
  await surface.getByRole('link', { name: 'Slack', exact: true }).click();
  await surface.getByText('Vide : le canal C0555555555, choisi à l’installation.').waitFor();
  await surface.getByText(problem).waitFor();
});

it('shows who may not configure how it stands, and nothing to press', async () => {
  const fake = withSlack({ connectUrl: null }, { channel: 'C0123456789', escalateTo: 'parti@example.org' });
  fake.view = { ...fake.view, mayEdit: false };
  const { surface } = await settings('Slack', fake);
  await surface.getByText('Connecté à « Agence Exemple ».').waitFor();
  expect(await surface.getByRole('link', { name: /Ajouter à Slack|Connecter/ }).count()).toBe(0);
  const controls = surface.locator('.section').locator('input, select');
  expect(await controls.count()).toBe(6);
  expect(await controls.and(surface.locator(':disabled')).count()).toBe(6);
  const person = surface.getByLabel('Personne qui prend le relais').locator('option:checked');
  expect(await person.textContent()).toBe('parti@example.org (introuvable dans Pipedrive)');
});
