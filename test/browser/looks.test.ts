import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { cutTexts, namelessControls, overflowPx, tabStops } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { entered, type Submitted, submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

const longNames = {
  name: 'Marie-Antoinette de La Rochefoucauld-Montbazon',
  email: 'marie-antoinette.de-la-rochefoucauld-montbazon@communaute-de-communes.example.org',
  organization: 'Syndicat intercommunal à vocation multiple de la vallée de l’Exemple-sur-Modèle',
};

let stage: Stage;
let long: Submitted;
let failed: Submitted;
let attachable: { dealId: number };
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  const { world } = stage;
  long = await submitted(world, longNames);
  // Its webhook tells who may see the seeded deal, which can be proposed then.
  updateDeal(world.sandbox.standIn, 21, 1, { visible_to: 7 });
  attachable = entered(world, { email: 'second@valmont.example.org', organizationId: 1 });
  failed = await submitted(world, { organization: 'Mairie en panne' });
  badDay(world, { vendor: 'accounts', kind: '400', count: 1, match: { method: 'POST' } });
  await world.command({ type: 'accept-request', requestId: failed.request.id });
  await troubled(world, failed.request.id, 'dead-letter');
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** The panel beside a deal, shown. */
async function panel(dealId: number, visitor: Visitor = {}): Promise<Visit> {
  const opened = await stage.open(`/pipedrive/deal/${dealId}`, visitor);
  await opened.surface.getByRole('article').waitFor();
  return opened;
}

async function unfolded(visitor: Visitor = {}): Promise<Visit> {
  const opened = await panel(attachable.dealId, visitor);
  await opened.surface.getByRole('button', { name: /Rattacher à une autre|Attach to another/ }).click();
  await opened.surface.getByRole('button', { name: /justificatif|evidence/ }).click();
  await opened.surface.locator('summary').click();
  return opened;
}

const scenes: Record<string, (visitor: Visitor) => Promise<Visit>> = {
  'a request with long names': (visitor) => panel(long.dealId, visitor),
  'a request that cannot be carried out': (visitor) => panel(failed.dealId, visitor),
  'every choice unfolded': unfolded,
  'the requests page with a request beside': async (visitor) => {
    const opened = await stage.open('/pipedrive/requests', visitor);
    await opened.surface.locator('[data-opens]').first().click();
    await opened.surface.getByRole('article').waitFor();
    return opened;
  },
  'an empty panel': async (visitor) => {
    const opened = await stage.open('/pipedrive/deal/1', visitor);
    await opened.surface.getByRole('heading', { name: /Aucune demande|No account request/ }).waitFor();
    return opened;
  },
};

describe.each([
  { locale: 'fr-FR', theme: 'light' },
  { locale: 'en-US', theme: 'dark' },
] as const)('in $locale, $theme', (visitor) => {
  it.each(Object.entries(scenes))('%s fits its frame and names every control', async (_name, scene) => {
    const { surface } = await scene(visitor);
    expect(await namelessControls(surface)).toEqual([]);
    expect(await overflowPx(surface)).toBe(0);
    expect(await cutTexts(surface)).toEqual([]);
    const root = surface.locator('html');
    expect(await root.getAttribute('lang')).toBe(visitor.locale.slice(0, 2));
    expect(await root.getAttribute('data-theme')).toBe(visitor.theme);
  });
});

it('speaks English to the end, in the words of the service too', async () => {
  const { surface } = await panel(failed.dealId, { locale: 'en-US' });
  await surface.locator('summary').click();
  const said = await surface.locator('body').innerText();
  for (const words of ['Being accepted', 'Accepted → Suspect', 'by Chargée de clientèle from Pipedrive'])
    expect(said).toContain(words);
  for (const words of ['The account directory refused the request', 'Request received', 'Retry'])
    expect(said).toContain(words);
  expect(said).not.toMatch(/Fait|Demande reçue|Réessayer|Historique|En attente/);
});

it('follows the host’s colours while it is open', async () => {
  const { page, surface } = await panel(long.dealId);
  const ground = () => surface.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: /Changer de couleurs/ }).click();
  await surface.locator('html[data-theme="dark"]').waitFor();
  expect(await ground()).not.toBe(light);
});

it('is as high as its content, within what the host allows', async () => {
  const { page, surface } = await panel(long.dealId);
  const frameHeight = async () => (await page.locator('#surface').boundingBox())?.height ?? 0;
  const contentHeight = () => surface.locator('main').evaluate((main) => main.getBoundingClientRect().height);
  await expect.poll(frameHeight).toBe(Math.ceil(await contentHeight()));
  await surface.locator('summary').click();
  await expect.poll(frameHeight).toBe(Math.min(750, Math.ceil(await contentHeight())));
});

it('shows the focus on every stop of a walk with Tab', async () => {
  const { page, surface } = await unfolded();
  const stops = await tabStops(page, surface);
  expect(stops.filter(({ visible }) => !visible)).toEqual([]);
  const names = stops.map(({ name }) => name.trim());
  for (const name of ['Accepter', 'Refuser…', 'Envoyer la demande']) expect(names).toContain(name);
});

it('tells those who listen what becomes of a request, and leaves the focus on it', async () => {
  const { dealId } = await submitted(stage.world);
  const { page, surface } = await panel(dealId);
  const told = surface.locator('[aria-live="polite"]');
  expect(await told.innerText()).toBe('À décider');
  await surface.getByRole('button', { name: 'Accepter' }).focus();
  await page.keyboard.press('Enter');
  await told.getByText('Acceptée', { exact: true }).waitFor();
  const focused = () => surface.locator('body').evaluate(() => document.activeElement?.tagName);
  await expect.poll(focused).toBe('ARTICLE');
});
