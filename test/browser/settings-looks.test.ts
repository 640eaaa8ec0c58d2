import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sections } from '../../apps/pipedrive-extension/src/surfaces/settings/model/sections.ts';
import { pageTexts } from '../../apps/pipedrive-extension/src/surfaces/settings/texts/page.ts';
import {
  sampleAnswer,
  sampleHelpscout,
  sampleSettings,
  sampleSlack,
} from '../apps/pipedrive-extension/settings-samples.ts';
import { cutTexts, namelessControls, overflowPx, tabStops } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { examine } from '../kit/every-look.ts';
import { answerSettings, type FakeSettings } from '../kit/fake-settings-api.ts';
import { type Stage, startStage } from '../kit/stage.ts';
import { fakeSettings } from './settings-samples.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  // A save that came too late is an HTTP error by contract, and a mail's script is stopped: browsers log both.
  const expected = /status of 409|Blocked script execution in 'about:srcdoc'/;
  expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
});

const wrong = {
  path: 'targets.0.stage',
  title: 'Étape inconnue : « Compte crée »',
  detail: 'Le pipeline « Suspects » n’a pas cette étape. Choisissez-en une autre.',
  nearest: 'Compte créé',
  severity: 'error',
} as const;

/** As a company finds it that has just installed the app. */
function newSettings(): FakeSettings {
  const settings = { ...sampleSettings, robotOwners: [], deciders: [], publicForm: { enabled: false } };
  return fakeSettings({ view: sampleAnswer({ settings }) });
}

/** Everything switched on, so that every field is there, and something wrong. */
function fullSettings(): FakeSettings {
  const settings = {
    ...sampleSettings,
    owners: { rule: 'fixed', fixed: 24 },
    robotOwners: [11, 99],
    autoAccept: true,
    priority: { fields: {}, volumeAbove: 1000, deadlines: ['Dès que possible'], callType: 'call' },
    savedReplies: { valid: 'Compte validé', other: 'Refus simple' },
    helpscout: { ...Object(sampleSettings.helpscout), inboxes: ['Assistance', 'Ancienne boîte'], send: true },
  };
  const problem = 'Slack ne connaît plus le jeton de l’application. Demandez à qui exploite Passerelle.';
  const slack = { ...sampleSlack, channel: null, problem };
  const helpscout = {
    ...sampleHelpscout,
    problem: 'Help Scout refuse notre accès. Un administrateur le rétablit.',
  };
  return fakeSettings({ view: sampleAnswer({ settings, problems: [wrong], slack, helpscout }) });
}

async function section(name: string, visitor: Visitor, fake = fullSettings()): Promise<Visit> {
  const opened = await stage.open('/pipedrive/deals', visitor);
  const { page, surface } = opened;
  await answerSettings(page, fake);
  await page.goto(`${stage.world.sandbox.url}/pipedrive/settings`);
  await surface.locator('h1').waitFor();
  await surface.locator('html').evaluate((_root, hash) => {
    location.hash = hash;
  }, name);
  const { section: names } = pageTexts[visitor.locale === 'en-US' ? 'en' : 'fr'];
  const title = names[name as keyof typeof names];
  await surface.getByRole('heading', { name: title, exact: true }).waitFor();
  await expect.poll(() => surface.locator('.skeleton').count()).toBe(0);
  return opened;
}

describe.each([
  { locale: 'fr-FR', theme: 'light', viewport: { width: 1280, height: 900 } },
  { locale: 'en-US', theme: 'dark', viewport: { width: 352, height: 800 } },
] as const)('in $locale, $theme, $viewport.width px', (visitor) => {
  it.each([...sections])('the section %s fits its frame and names every control', async (name) => {
    const { page, surface } = await section(name, visitor);
    expect(await namelessControls(surface)).toEqual([]);
    expect(await overflowPx(surface)).toBe(0);
    expect(await cutTexts(surface)).toEqual([]);
    expect(await surface.locator('html').getAttribute('lang')).toBe(visitor.locale.slice(0, 2));
    await examine(page, 'surface', `settings, ${name} ${visitor.theme}`);
  });
});

it.each([{}, { locale: 'en-US', theme: 'dark', viewport: { width: 352, height: 800 } }] as Visitor[])(
  'a conflict and unsaved changes fit, too',
  async (visitor) => {
    const fake = fullSettings();
    const { page, surface } = await section('decisions', visitor, fake);
    await surface.locator('#field-undoSeconds').fill('30');
    fake.overtakenBy = 'Responsable commercial';
    const { settings } = fake.view;
    fake.view = { ...fake.view, revision: 9, settings: { ...settings, undoSeconds: 60, holidays: [] } };
    await surface.locator('.save-bar .button-primary').click();
    await surface.getByRole('dialog').getByText('60').waitFor();
    expect(await namelessControls(surface)).toEqual([]);
    expect(await overflowPx(surface)).toBe(0);
    await examine(page, 'surface', `settings, conflict ${visitor.theme ?? 'light'}`);
  },
);

it.each([{}, { locale: 'en-US', theme: 'dark', viewport: { width: 352, height: 800 } }] as Visitor[])(
  'the first steps of a new company fit, from the first to the last',
  async (visitor) => {
    const fake = newSettings();
    const { page, surface } = await section('people', visitor, fake);
    const current = surface.locator('.first-steps [aria-current="step"]');
    expect(await current.getByRole('link').getAttribute('href')).toBe('#people');
    await examine(page, 'surface', `settings, first steps ${visitor.theme ?? 'light'}`);
    fake.view = sampleAnswer({ revision: 4 });
    await surface.locator('html').evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await surface.locator('.first-request').waitFor();
    expect(await current.count()).toBe(0);
    expect(await overflowPx(surface)).toBe(0);
    expect(await cutTexts(surface)).toEqual([]);
    await examine(page, 'surface', `settings, first steps done ${visitor.theme ?? 'light'}`);
  },
);

it('shows the focus on every stop of a walk with Tab', async () => {
  const { page, surface } = await section('pipelines', {});
  const stops = await tabStops(page, surface);
  expect(stops.length).toBeGreaterThan(20);
  expect(stops.filter(({ visible }) => !visible)).toEqual([]);
});
