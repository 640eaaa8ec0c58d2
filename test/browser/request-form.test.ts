import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../kit/axe.ts';
import { browserProgram } from '../kit/browser-program.ts';
import { quiet, reaches } from '../kit/flow.ts';
import { enteredAll } from '../kit/public-form.ts';
import { startWorld, type World } from '../kit/start-world.ts';

interface Looks {
  locale: 'fr-FR' | 'en-US';
  colorScheme: 'light' | 'dark';
  width: number;
}

const looks: Looks[] = [
  { locale: 'fr-FR', colorScheme: 'light', width: 320 },
  { locale: 'en-US', colorScheme: 'dark', width: 320 },
  { locale: 'fr-FR', colorScheme: 'dark', width: 1600 },
];

const words = {
  'fr-FR': { send: 'Envoyer la demande', name: 'Prénom et nom', received: 'Suivi de votre demande' },
  'en-US': { send: 'Send the request', name: 'First and last name', received: 'Your request, step by step' },
};

let world: World;
let browser: Browser;
const contexts: BrowserContext[] = [];
let complaints: string[] = [];
beforeAll(async () => {
  const settings = { publicForm: { enabled: true, submissionsPerHour: 1000 } };
  [browser, world] = await Promise.all([
    browserProgram().then((program) => chromium.launch(program)),
    startWorld({ settings }),
  ]);
  await quiet(world);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** Opens a public page in a window of its own; without scripts, as far as the page is concerned, unless axe looks. */
async function open(
  path: string,
  { locale, colorScheme, width }: Looks,
  javaScriptEnabled = false,
): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ locale, colorScheme, viewport, javaScriptEnabled });
  contexts.push(context);
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // A page that is shown again with what to correct is a 422: the browser says so, and that is all.
    if (message.type() === 'error' && !message.text().includes('422')) complaints.push(message.text());
  });
  await page.goto(`${world.nodes[0]?.url}${path}`);
  return page;
}

async function fillIn(page: Page, fields: Record<string, string> = {}): Promise<string> {
  const number = Math.random().toString(36).slice(2, 10);
  const filled = {
    name: 'Marie-Antoinette de La Rochefoucauld-Montbazon',
    email: `marie-antoinette.de-la-rochefoucauld-${number}@communaute-de-communes.example.org`,
    organization: `Syndicat intercommunal à vocation multiple de la vallée de l’Exemple-sur-Modèle ${number}`,
    need: 'Mettre en ligne les autorisations de voirie.',
    ...fields,
  };
  for (const [name, value] of Object.entries(filled)) await page.locator(`#${name}`).fill(value);
  return filled.email;
}

const overflow = (page: Page) => page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);

describe.each(looks)('at $width pixels, $colorScheme, $locale', (look) => {
  it('the form, its corrections and the requester’s page are right for everybody', async () => {
    const page = await open('/request', look, true);
    expect(await axeProblems(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('button', { name: words[look.locale].send }).click();
    await page.getByRole('alert').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await fillIn(page);
    await page.getByRole('button', { name: words[look.locale].send }).click();
    await page.getByRole('heading', { name: words[look.locale].received }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.goto(`${world.nodes[0]?.url}/request/${'A'.repeat(43)}`);
    expect(await axeProblems(page)).toEqual([]);
    complaints = complaints.filter((text) => !text.includes('404'));
  });
});

it('axe would find what is wrong', async () => {
  const page = await open('/request', { locale: 'fr-FR', colorScheme: 'light', width: 800 }, true);
  await page.locator('label[for="name"]').evaluate((label) => label.remove());
  expect(await axeProblems(page)).toEqual([expect.stringMatching(/^label \(critical\): #name$/)]);
});

describe('without scripts', () => {
  const look: Looks = { locale: 'fr-FR', colorScheme: 'light', width: 800 };

  it('what to correct has the focus, leads to its field, and keeps what was typed', async () => {
    const page = await open('/request', look);
    await fillIn(page, { email: 'camille', siren: '12' });
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect.poll(() => page.url()).toMatch(/#email$/);
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'E-mail professionnel',
      'SIREN ou SIRET',
    ]);
    expect(await page.getByLabel('E-mail professionnel').inputValue()).toBe('camille');
    expect(await page.getByLabel('Votre besoin').inputValue()).toContain('voirie');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Send the request' }).waitFor();
    expect(await page.getByLabel('Work e-mail').inputValue()).toBe('camille');
  });

  it('the requester follows the request to its answer, in either language', async () => {
    const page = await open('/request?s=salon', look);
    const email = await fillIn(page);
    await page.getByRole('button', { name: 'Envoyer la demande' }).click();
    await page.getByRole('heading', { name: /bien reçue|à l’étude/ }).waitFor();
    await enteredAll(world);
    await expect.poll(async () => (await world.list(`?q=${encodeURIComponent(email)}`)).items.length).toBe(1);
    const { items } = await world.list(`?q=${encodeURIComponent(email)}`);
    const requestId = items[0]?.id ?? '';
    await reaches(world, requestId, 'pending');
    await page.reload();
    await page.getByRole('heading', { name: 'Votre demande est à l’étude' }).waitFor();
    await world.command({ type: 'accept-request', requestId });
    await reaches(world, requestId, 'accepted');
    await page.reload();
    await page.getByRole('heading', { name: 'Votre demande est acceptée' }).waitFor();
    expect(await page.locator('[aria-current="step"]').innerText()).toMatch(/^Réponse/);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Your request is accepted' }).waitFor();
  });

  it('every control is reached by keyboard and shows it', async () => {
    const page = await open('/request', look);
    const stops: string[] = [];
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus-visible');
      const outline = await focused.evaluate((element) => getComputedStyle(element).outlineWidth);
      expect(Number.parseFloat(outline)).toBeGreaterThanOrEqual(2);
      stops.push(await focused.evaluate((element) => element.id || (element.textContent ?? '')));
    }
    const expected = [
      'English',
      'name',
      'email',
      'organization',
      'siren',
      'phone',
      'need',
      'Envoyer la demande',
    ];
    expect(stops).toEqual(expected);
  });
});
