import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RequestView } from '#core/contract/request-view.ts';
import { quiet, submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';
import { eventually } from '../kit/start-world.ts';

const requestCount = 30;
const pageSize = 25;
const everyOrganization = Array.from({ length: requestCount }, (_, index) => `Commune numéro ${index + 1}`);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  const { world } = stage;
  await quiet(world);
  for (let number = 1; number <= requestCount; number += 1) {
    const email = `agent${number}@commune.example.org`;
    await world.form({ organization: `Commune numéro ${number}`, name: `Agent ${number}`, email });
  }
  await eventually(async () => (await world.list()).counts.pending === requestCount, 20_000);
  const isNamed = ({ organization }: RequestView) => Boolean(organization?.name);
  await eventually(async () => (await world.list(`?limit=${requestCount}`)).items.every(isNamed));
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('turns pages without losing or repeating a request, and Back turns them back', async () => {
  const { page, surface } = await stage.open('/pipedrive/requests');
  await surface.getByText(`${pageSize} demandes affichées`).waitFor();
  const organizations = () => surface.locator('tbody [data-opens]').allInnerTexts();
  const firstPage = await organizations();
  await surface.getByRole('button', { name: 'Suivant' }).click();
  await surface.getByText('Page 2').waitFor();
  await surface.getByText(`${requestCount - pageSize} demandes affichées`).waitFor();
  expect([...firstPage, ...(await organizations())].toSorted()).toEqual(everyOrganization.toSorted());
  await page.evaluate(() => history.back());
  await surface.getByText('Page 1').waitFor();
  await surface.getByText(`${pageSize} demandes affichées`).waitFor();
  expect(await organizations()).toEqual(firstPage);
});

it('says how many there are and on how many pages, also for a search', async () => {
  const { surface } = await stage.open('/pipedrive/requests');
  await surface.getByText(`${pageSize} demandes affichées, ${requestCount} en tout`).waitFor();
  await surface.getByRole('searchbox').fill('commune');
  await surface.getByText(`${pageSize} demandes affichées, ${requestCount} en tout`).waitFor();
  await surface.getByText('Page 1 sur 2').waitFor();
  await surface.getByRole('searchbox').fill('numero 1');
  await surface.getByText(/^(?!25)\d+ demandes affichées$/).waitFor();
});

it('filters by step with counts, and keeps filter and search in its address', async () => {
  const { world } = stage;
  const { request } = await submitted(world, { organization: 'Métropole d’Exemple' });
  await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
  const { page, surface } = await stage.open('/pipedrive/requests');
  await surface.getByRole('button', { name: 'Refusées 1' }).click();
  await surface.getByText('1 demande affichée').waitFor();
  await surface.getByRole('row', { name: /Métropole d’Exemple.*Refusée.*Chargée de clientèle/ }).waitFor();
  await surface.getByRole('searchbox').fill('numero 7');
  await surface.getByText('Aucune demande ne correspond à « numero 7 »').waitFor();
  await surface.getByRole('button', { name: 'Chercher dans toutes les demandes' }).click();
  await surface.getByRole('row', { name: /Commune numéro 7/ }).waitFor();
  expect(addressOf(page)).toEqual({ filter: 'all', q: 'numero 7' });

  await frameOf(page).goto(frameOf(page).url());
  await surface.getByRole('row', { name: /Commune numéro 7/ }).waitFor();
  expect(await surface.getByRole('searchbox').inputValue()).toBe('numero 7');
  expect(await surface.getByRole('button', { name: /^Toutes/ }).getAttribute('aria-pressed')).toBe('true');
});

it('finds a request by e-mail and decides it beside the list', async () => {
  const { surface } = await stage.open('/pipedrive/requests');
  await surface.getByRole('searchbox').fill('agent12@');
  await surface.getByText('1 demande affichée').waitFor();
  await surface.getByRole('button', { name: 'Commune numéro 12', exact: true }).click();
  const pane = surface.getByRole('complementary', { name: 'Détail de la demande' });
  await pane.getByRole('button', { name: 'Accepter' }).click();
  await pane.getByText('4 sur 4').waitFor();
  await surface.getByText('Aucune demande ne correspond').waitFor();
  await surface.getByRole('button', { name: /^Acceptées 1$/ }).click();
  await surface.getByRole('row', { name: /Commune numéro 12/ }).waitFor();
});

it('is worked with the keyboard alone', async () => {
  const { page, surface } = await stage.open('/pipedrive/requests');
  await surface.getByText(`${pageSize} demandes affichées`).waitFor();
  const [first, second] = await surface.locator('tbody [data-opens]').allInnerTexts();
  const focused = () => frameOf(page).evaluate(() => document.activeElement?.textContent ?? '');
  await tabInto(page);
  for (const key of ['Escape', 'j', 'ArrowDown', 'j', 'ArrowUp']) await page.keyboard.press(key);
  await expect.poll(focused).toBe(second);
  await page.keyboard.press('Enter');
  const pane = surface.getByRole('complementary', { name: 'Détail de la demande' });
  await pane.getByRole('heading', { name: second ?? '', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await expect.poll(focused).toBe(second);
  await page.keyboard.press('k');
  await expect.poll(focused).toBe(first);

  await page.keyboard.press('/');
  await page.keyboard.type('jk 3');
  expect(await surface.getByRole('searchbox').inputValue()).toBe('jk 3');
  await surface.getByText('Aucune demande ne correspond').waitFor();
  for (let left = 'jk 3'.length; left > 0; left -= 1) await page.keyboard.press('Backspace');
  await surface.getByText(`${pageSize} demandes affichées`).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe(first);
});

/** Presses Tab until the focus is on the surface's search, as somebody without a mouse would. */
async function tabInto(page: Page): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    const before = await focusedIn(page);
    await page.keyboard.press('Tab');
    // The focus crosses into another process: pressed again too soon, it would go one too far.
    await expect.poll(async () => ['', before].includes(await focusedIn(page))).toBe(false);
    if (await frameOf(page).evaluate(() => document.activeElement?.matches('[type="search"]'))) return;
  }
  throw new Error('Tab never leads into the surface.');
}

/** Where the focus is, in the host's page and in the surface, by the places of elements; empty while it crosses over. */
async function focusedIn(page: Page): Promise<string> {
  const focused = () => ({
    place: [...document.querySelectorAll('*')].indexOf(document.activeElement ?? document.body),
    isFrame: document.activeElement?.id === 'surface',
    isNothing: document.activeElement === document.body,
  });
  const [outside, inside] = await Promise.all([page.evaluate(focused), frameOf(page).evaluate(focused)]);
  return outside.isFrame && inside.isNothing ? '' : `${outside.place}/${inside.place}`;
}

function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/surfaces/pipedrive/requests'));
  if (!frame) throw new Error('There is no requests page.');
  return frame;
}

function addressOf(page: Page): Record<string, string> {
  const query = new URL(frameOf(page).url()).searchParams;
  return Object.fromEntries([...query].filter(([name]) => ['filter', 'q', 'at'].includes(name)));
}
