import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { visit } from '../../kit/browser.ts';
import { browserProgram } from '../../kit/browser-program.ts';

// A surface that says initialize as the SDK does, and shows with what it was opened.
const surface = `<!DOCTYPE html><p id="opened"></p><script>
const asked = new URL(location.href).searchParams;
document.getElementById('opened').textContent = [asked.get('resource'), asked.get('view'), asked.get('selectedIds')].join(' ');
const { port1, port2 } = new MessageChannel();
parent.postMessage({ id: asked.get('id'), payload: { type: 'command', command: 'initialize', args: {} } }, '*', [port2]);
</script>`;

let sandbox: Sandbox;
let service: Server;
let browser: Browser;
let callbacks: URL[];

/** The least of a service: surfaces, and an OAuth start and callback that end on a page of its own. */
function serve(req: IncomingMessage, res: ServerResponse): void {
  const { port } = service.address() as AddressInfo;
  const url = new URL(req.url ?? '', `http://127.0.0.1:${port}`);
  if (url.pathname === '/oauth/pipedrive/start') {
    const target = new URL('/oauth/authorize', sandbox.url);
    const callback = new URL('/oauth/pipedrive/callback', url).href;
    target.search = String(
      new URLSearchParams({ client_id: 'sandbox-client-id', redirect_uri: callback, state: 'abc' }),
    );
    res.writeHead(302, { location: target.href }).end();
    return;
  }
  if (url.pathname === '/oauth/pipedrive/callback') callbacks.push(url);
  res.writeHead(200, { 'content-type': 'text/html' });
  res.end(url.pathname.startsWith('/surfaces/') ? surface : '<title>Service</title>');
}

beforeAll(async () => {
  callbacks = [];
  service = createServer(serve).listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo;
  sandbox = await startSandbox({ serviceUrl: `http://127.0.0.1:${port}`, instant: true });
  browser = await chromium.launch(await browserProgram());
});
afterAll(async () => {
  await browser.close();
  await sandbox.stop();
  service.closeAllConnections();
  service.close();
});

describe('the installation by hand', () => {
  it('goes from the start page over the consent page to the callback, with nothing blocked', async () => {
    const { page: start, context, complaints } = await visit(browser, sandbox.url);
    const opening = context.waitForEvent('page');
    await start.getByRole('link', { name: 'Installer', exact: true }).click();
    const page = await opening;
    await page.getByRole('heading', { name: 'Installer Passerelle' }).waitFor();
    expect(await page.getByLabel('Entreprise :').inputValue()).toBe('7002');
    expect(await page.getByLabel('Utilisateur').inputValue()).toBe('31');
    await page.getByRole('button', { name: 'Autoriser et installer' }).click();
    await expect.poll(() => page.title()).toBe('Service');
    expect(callbacks.at(-1)?.searchParams.get('code')).toMatch(/^[0-9a-f]{40}$/);
    expect(callbacks.at(-1)?.searchParams.get('state')).toBe('abc');
    expect(complaints).toEqual([]);
  });
});

describe('the action menu of a list', () => {
  it('opens the modal of the app for the ticked rows', async () => {
    const { page, modal, complaints } = await visit(browser, `${sandbox.url}/pipedrive/deals`);
    await page.locator('#list-actions summary').click();
    const refuse = page.getByRole('button', { name: 'Passerelle : refuser…' });
    expect(await refuse.isDisabled()).toBe(true);
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await refuse.click();
    await expect.poll(() => modal.locator('#opened').textContent()).toBe('deal list 2,1');
    await page.getByRole('button', { name: 'Fermer' }).click();
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('keeps the ticks while the list changes', async () => {
    const { page } = await visit(browser, `${sandbox.url}/pipedrive/persons`);
    await page.getByRole('checkbox').first().check();
    await page.locator('h1').click();
    sandbox.standIn.submitForm({ name: 'Nouvelle', email: '', phone: '', organization: 'Mairie' });
    // Longer than the page waits between two looks.
    await page.waitForTimeout(2500);
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(true);
  });
});

describe('the settings page and the organization page', () => {
  it('show the surface once it said initialize', async () => {
    const settings = await visit(browser, `${sandbox.url}/pipedrive/settings`);
    await settings.page.locator('[data-surface="page"][data-state="ready"]').waitFor();
    const organization = await visit(browser, `${sandbox.url}/pipedrive/organization/2`);
    await organization.page.locator('[data-surface="panel"][data-state="ready"]').waitFor();
    expect(await organization.surface.locator('#opened').textContent()).toBe('organization details 2');
  });
});
