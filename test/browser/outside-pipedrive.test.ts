import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  await submitted(stage.world, { organization: 'Mairie du dehors', name: 'Camille Exemple' });
});
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  // Without a session, or without an app to sign in to, the service says so: browsers log both.
  expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([]);
});

const surface = (name: string, node = 0) => `${stage.world.nodes[node]?.url}/surfaces/pipedrive/${name}`;

/** Opens a surface by its address, in a window that knows the sandbox's person. */
async function outside(address: string): Promise<Page> {
  const { page } = await stage.open('/pipedrive/deals');
  await page.goto(address);
  return page;
}

/** As behind an API address that companies share, before Pipedrive told whose it is. */
async function withoutRecordsUrl(page: Page): Promise<void> {
  await page.route('**/api/sessions', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), recordsUrl: null } });
  });
}

/** Through the vendor's consent page, and back. */
async function signIn(page: Page, userId = '21'): Promise<void> {
  await page.getByRole('link', { name: 'Se connecter avec Pipedrive' }).click();
  await page.waitForURL(/\/oauth\/authorize/);
  await page.locator('#consent-user').selectOption(userId);
  await page.locator('#allow').click();
}

/** Clicks what closes the tab itself: often before the click is through, which is no failure. */
async function closing(tab: Page, name: string): Promise<void> {
  const closed = tab.waitForEvent('close');
  await tab
    .getByRole('button', { name })
    .click()
    .catch((error: Error) => {
      if (!tab.isClosed()) throw error;
    });
  await closed;
}

it('asks to sign in with Pipedrive, comes back to the same page, and works there', longStory, async () => {
  const page = await outside(surface('requests?q=Mairie+du+dehors'));
  await withoutRecordsUrl(page);
  await signIn(page);
  await page.waitForURL(/\/surfaces\/pipedrive\/requests\?q=Mairie\+du\+dehors$/);
  await page.getByRole('button', { name: 'Mairie du dehors', exact: true }).click();
  await page.getByRole('article').getByRole('button', { name: 'Accepter' }).waitFor();
  await page.reload();
  await page.getByText('1 demande affichée').waitFor();
  expect(await page.getByRole('button', { name: /Ouvrir la fiche/ }).count()).toBe(0);
});

it('refuses and enters requests in tabs of their own', longStory, async () => {
  const page = await outside(surface('requests'));
  await signIn(page);
  await page.getByRole('button', { name: 'Mairie du dehors', exact: true }).click();
  const [refusal] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Refuser…', exact: true }).click(),
  ]);
  await refusal.getByLabel('Particulier ou entreprise').check();
  await closing(refusal, 'Refuser la demande');
  await page
    .getByText(/^Refusée/)
    .first()
    .waitFor();
  const [entry] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Nouvelle demande' }).click(),
  ]);
  await closing(entry, 'Ne pas enregistrer');
});

it('opens records in a tab where the company’s address is known', async () => {
  const page = await outside(surface('requests'));
  await signIn(page);
  await page.getByRole('button', { name: /^Toutes/ }).click();
  const [record] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Camille Exemple' }).click(),
  ]);
  await record.waitForURL(/\/person\/\d+$/);
  expect(record.url().startsWith(stage.world.sandbox.url)).toBe(true);
  await record.close();
});

it(
  'shows the settings to an administrator, and keeps the section across the sign-in',
  longStory,
  async () => {
    const page = await outside(surface('settings#decisions'));
    await signIn(page);
    await page.waitForURL(/\/surfaces\/pipedrive\/settings#decisions$/);
    await page.getByRole('heading', { name: 'Décisions', exact: true }).waitFor();
  },
);

it('asks again once the session is over', async () => {
  const page = await outside(surface('requests'));
  await signIn(page);
  await page.getByRole('heading', { name: 'Demandes de compte' }).waitFor();
  await page.context().clearCookies({ name: 'passerelle_session' });
  await page.reload();
  await page.getByRole('link', { name: 'Se connecter avec Pipedrive' }).waitFor();
});

it('without an app to sign in to, says who has to act', async () => {
  await stage.world.addNode({ PIPEDRIVE_CLIENT_ID: '' });
  const page = await outside(surface('settings', 1));
  await page.getByText(/renseigne PIPEDRIVE_CLIENT_ID/).waitFor();
  expect(await page.getByRole('link').count()).toBe(0);
});
