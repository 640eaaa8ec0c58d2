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
import { letMailArrive } from '../kit/helpscout-in-browser.ts';
import { personAtWork } from '../kit/person-at-work.ts';
import { messageIn, openThread } from '../kit/slack-in-browser.ts';

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

/** Sends the forms, accepts one request and refuses another. @returns the numbers of the newest and the accepted deal */
async function live(browser: Browser, url: string): Promise<{ newest: number; won: number }> {
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
  return { newest: deals.get(requesters.at(-1)?.[0] ?? '') ?? 0, won: deals.get(accepted[0]) ?? 0 };
}

/** Opens a page and waits for the words that tell that the surface is there. */
async function shown(browser: Browser, address: string, words: string): Promise<Visit> {
  const opened = await visit(browser, address);
  await opened.surface.getByText(words, { exact: true }).first().waitFor();
  return opened;
}

/** Refuses the newest request in Slack and reconsiders it beside its deal: the message has its buttons, the thread its story. */
async function decideInSlack(browser: Browser, url: string, dealId: number): Promise<void> {
  // A message with all its decisions is taller than a deal's panel.
  const { page } = await visit(browser, `${url}/slack`, { viewport: { width: 1280, height: 920 } });
  const message = messageIn(page, requesters.at(-1)?.[2] ?? '');
  await message.getByRole('button', { name: 'Refuser…' }).click();
  const modal = page.getByRole('dialog', { name: 'Refuser la demande' });
  await modal.getByLabel('Motif du refus').selectOption('Demande en double');
  await modal.getByText('Motif : Demande en double.').waitFor();
  await modal.getByLabel('Note pour le demandeur').fill('Votre collègue a déjà un compte.');
  await photograph(page, 'slack-refusal');
  await modal.getByRole('button', { name: 'Refuser la demande' }).click();
  await message.getByText('Exécution : 3 sur 3').waitFor();
  const { surface } = await shown(browser, `${url}/pipedrive/deal/${dealId}`, 'Réexaminer');
  await surface.getByRole('button', { name: 'Réexaminer' }).click();
  const thread = await openThread(message);
  await thread.getByText(/^Demande remise à l’examen/).waitFor();
  await message.getByRole('button', { name: 'Accepter' }).waitFor();
  await photograph(page, 'slack-message');
}

/** The same person asks by mail: beside the conversation stands their request, and the reply that fits is a draft. */
async function answerInHelpScout(browser: Browser, url: string): Promise<void> {
  const { page, surface } = await visit(browser, `${url}/helpscout/new-mail`, {
    viewport: { width: 1280, height: 1000 },
  });
  const [, name, from] = requesters.at(-1) ?? ['', '', ''];
  const text = 'Bonjour, nous avons demandé un compte administrateur. Où en est-il ?';
  await letMailArrive(page, { name, from, subject: 'Notre demande de compte', text });
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await photograph(page, 'help-scout-sidebar');
}

/** A client with an account is welcomed and their uses collected; the page draws who stands where. */
async function followClients(browser: Browser, url: string, dealId: number): Promise<void> {
  const { page, surface } = await visit(browser, `${url}/pipedrive/deal/${dealId}`, {
    viewport: { width: 1280, height: 1100 },
  });
  const next = surface.getByRole('region', { name: 'Prochaine étape' });
  await next.getByRole('button', { name: 'Accueillir le client…' }).click();
  await next.getByRole('button', { name: 'Accueillir le client' }).click();
  await next.getByRole('button', { name: 'Ajouter un cas d’usage…' }).click();
  await next.getByLabel('Cas d’usage').fill('Inscription à la bibliothèque');
  await next.getByRole('button', { name: 'Ajouter un cas d’usage' }).click();
  await next.getByRole('button', { name: 'Valider les cas d’usage' }).waitFor();
  await photograph(page, 'way-to-production');
  const pipeline = await visit(browser, `${url}/pipedrive/pipeline`, {
    viewport: { width: 1400, height: 800 },
  });
  await pipeline.surface.getByRole('tab', { name: 'Parcours' }).click();
  await pipeline.surface.locator('[data-row]').first().waitFor();
  await photograph(pipeline.page, 'customer-follow-up');
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
  const { newest: dealId, won } = await live(browser, product.url);
  const deal = await shown(browser, `${product.url}/pipedrive/deal/${dealId}`, 'Accepter');
  await photograph(deal.page, 'deal-panel');
  const list = await shown(browser, `${product.url}/pipedrive/requests`, 'Demandes de compte');
  await list.surface.getByRole('button', { name: /^Toutes/ }).click();
  await list.surface.locator('[data-opens]').nth(1).click();
  await list.surface.getByText('Accepter', { exact: true }).waitFor();
  await photograph(list.page, 'requests-page');
  await decideInSlack(browser, product.url, dealId);
  await answerInHelpScout(browser, product.url);
  await followClients(browser, product.url, won);
  await takeTour(await visit(browser, product.url), personAtWork(), photograph);
} finally {
  await browser.close();
  await product.stop();
}
