// Makes the pictures of docs/pictures anew (npm run pictures): the real surfaces in the sandbox's pages.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'yaml';
import { openStore, startService } from '#sync/compose.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import { startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { openBrowser, type Visit, visit } from '../kit/browser.ts';
import { takeTour } from '../kit/first-request-tour.ts';
import { personAtWork } from '../kit/person-at-work.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pictures = join(root, 'docs/pictures');
const requesters = [
  ['Bibliothèque de Clairval', 'Direction', 'direction@bibliotheque.example.org'],
  ['Agence de l’eau du Val', 'Guichet unique', 'guichet@agence-eau.example.org'],
  ['Atelier Exemple', 'Accueil', 'contact@atelier.example.org'],
  ['Département de l’Exemple', 'Service numérique', 'numerique@departement.example.org'],
  ['Communauté de communes du Modèle', 'Secrétariat', 'secretariat@cc-modele.example.org'],
  ['Office du tourisme', 'Accueil', 'accueil@tourisme.example.org'],
  ['Commune de Clairval', 'Secrétariat général', 'mairie@clairval.example.org'],
] as const;
const [accepted, refused] = [requesters[0], requesters[2]];

/** Sandbox and service with their own memory, all of it gone at the end. */
async function startProduct() {
  const dataDir = await mkdtemp(join(tmpdir(), 'passerelle-pictures-'));
  const sandbox = await startSandbox({ instant: true });
  const settings = parse(await readFile(join(root, 'services/sandbox/settings.yaml'), 'utf8'));
  const settingsFile = join(dataDir, 'settings.json');
  await writeFile(settingsFile, JSON.stringify({ ...settings, undoSeconds: 0 }));
  const environment = readEnvironment({
    ...sandbox.environment,
    SETTINGS_FILE: settingsFile,
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
  });
  const log = createLog(environment.LOG_LEVEL);
  const service = await startService(environment, await openStore(environment, log), log);
  sandbox.setServiceUrl(service.url);
  const stop = async () => {
    await service.stop();
    await sandbox.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: sandbox.url, stop };
}

/** Sends the forms, accepts one request and refuses another. @returns the newest deal's number */
async function live(browser: Browser, url: string): Promise<number> {
  const deals = new Map<string, number>();
  for (const [organization, name, email] of requesters) {
    const body = JSON.stringify({ organization, name, email, phone: '01 00 00 00 00' });
    const headers = { 'content-type': 'application/json' };
    const sent = await fetch(`${url}/form`, { method: 'POST', headers, body });
    const { dealId } = await sent.json();
    deals.set(organization, dealId);
    await shown(browser, `${url}/pipedrive/deal/${dealId}`, 'Accepter');
  }
  const beside = (organization: string) => visit(browser, `${url}/pipedrive/deal/${deals.get(organization)}`);
  const first = await beside(accepted[0]);
  await first.surface.getByRole('button', { name: 'Accepter' }).click();
  await first.surface.getByText('4 sur 4').waitFor();
  const second = await beside(refused[0]);
  await second.surface.getByRole('button', { name: 'Refuser…' }).click();
  await second.modal.getByLabel('Particulier ou entreprise').check();
  await second.modal.getByRole('button', { name: 'Refuser la demande' }).click();
  await second.surface.getByText('3 sur 3').waitFor();
  return deals.get(requesters.at(-1)?.[0] ?? '') ?? 0;
}

/** Opens a page and waits for the words that tell that the surface is there. */
async function shown(browser: Browser, address: string, words: string): Promise<Visit> {
  const opened = await visit(browser, address);
  await opened.surface.getByText(words, { exact: true }).first().waitFor();
  return opened;
}

async function photograph(page: Page, name: string): Promise<void> {
  // A message that comes and goes is no part of the page.
  await page.getByText('Réglages enregistrés.').waitFor({ state: 'detached' });
  await page.mouse.move(0, 0);
  // The host has given a frame its height, and has painted it: two frames later at the latest.
  await Promise.all(page.frames().map((frame) => frame.evaluate(twoFrames)));
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  process.stdout.write(`${path}\n`);
}

/** Runs in the browser. */
function twoFrames(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

await mkdir(pictures, { recursive: true });
const [product, browser] = await Promise.all([startProduct(), openBrowser()]);
try {
  const dealId = await live(browser, product.url);
  const deal = await shown(browser, `${product.url}/pipedrive/deal/${dealId}`, 'Accepter');
  await photograph(deal.page, 'deal-panel');
  const list = await shown(browser, `${product.url}/pipedrive/requests`, 'Demandes de compte');
  await list.surface.getByRole('button', { name: /^Toutes/ }).click();
  await list.surface.locator('[data-opens]').nth(1).click();
  await list.surface.getByText('Accepter', { exact: true }).waitFor();
  await photograph(list.page, 'requests-page');
  await takeTour(await visit(browser, product.url), personAtWork(), photograph);
} finally {
  await browser.close();
  await product.stop();
}
