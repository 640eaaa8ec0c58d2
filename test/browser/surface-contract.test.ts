import type { BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage, timed } from '../kit/stage.ts';

/** Pipedrive's own patience with a frame that does not say hello (pipedrive.md 4.4). */
const handshakeMs = 10_000;

let stage: Stage;
let dealId: number;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  ({ dealId } = await submitted(stage.world, { organization: 'Mairie du contrat' }));
});
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  // What the tests cut off or refuse is logged by the browser.
  const expected = /ERR_CONNECTION_REFUSED|status of 401/;
  expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
});

/** The service answers nobody, though its pages are there. @returns how to let it answer again */
async function takeAway(context: BrowserContext): Promise<() => Promise<void>> {
  await context.route('**/api/**', (route) => route.abort('connectionrefused'));
  return () => context.unroute('**/api/**');
}

describe('while the service does not answer', () => {
  it.each([
    { path: () => `/pipedrive/deal/${dealId}`, ready: 'Mairie du contrat' },
    { path: () => '/pipedrive/requests', ready: 'Demandes de compte' },
    { path: () => '/pipedrive/pipeline', ready: 'Suivi commercial' },
    { path: () => '/pipedrive/settings', ready: 'Réglages' },
  ])(
    'the host still gets its hello, and the page recovers by itself ($ready)',
    longStory,
    async (surfaceOf) => {
      const { page, context, surface } = await stage.open('/pipedrive/deals');
      const comeBack = await takeAway(context);
      const box = page.locator('[data-surface]', { has: page.locator('#surface') });
      const waitedMs = await timed(async () => {
        await page.goto(`${stage.world.sandbox.url}${surfaceOf.path()}`);
        await expect.poll(() => box.getAttribute('data-state'), { timeout: handshakeMs }).toBe('ready');
      });
      expect(waitedMs).toBeLessThan(handshakeMs);
      await surface.getByText('Passerelle est injoignable').waitFor();
      await surface.getByText('Nouvel essai automatique…').waitFor();
      await comeBack();
      await surface.getByRole('heading', { name: surfaceOf.ready }).first().waitFor({ timeout: 20_000 });
    },
  );
});

it('renews a session that is over without anybody noticing', longStory, async () => {
  const { context, surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  const accept = surface.getByRole('button', { name: 'Accepter' });
  await accept.waitFor();
  const ended = new Set<string>();
  let renewed = 0;
  context.on('request', (request) => {
    if (request.url().endsWith('/api/sessions')) renewed += 1;
  });
  // Whatever token was in use so far is over now, as far as the page can tell.
  const seen = context.waitForEvent('request', (request) => request.url().includes('/api/deals/'));
  ended.add((await seen).headers().authorization ?? '');
  await context.route(/\/api\/(?!sessions)/, async (route) => {
    if (!ended.has(route.request().headers().authorization ?? '')) return route.continue();
    return route.fulfill({ status: 401, json: { title: 'Session expirée', status: 401 } });
  });
  const shown: string[] = [];
  const asked = context.waitForEvent('request', (request) => request.url().endsWith('/api/commands'));
  await accept.click();
  await asked;
  shown.push(await surface.locator('body').innerText());
  await surface
    .getByText(/^Acceptée/)
    .first()
    .waitFor();
  shown.push(await surface.locator('body').innerText());
  await expect.poll(() => renewed).toBe(1);
  expect(shown.join('\n')).not.toMatch(/expirée|injoignable|reconnaît pas|Réessayer/);
});

it('puts no token and no secret in any address it asks', longStory, async () => {
  const addresses: string[] = [];
  const secrets = new Set<string>();
  const referers: string[] = [];
  const { page, context, surface, modal } = await stage.open('/pipedrive/deals');
  const origin = stage.world.nodes[0]?.url ?? '';
  context.on('request', (request) => {
    if (!request.url().startsWith(origin)) return;
    const token = request.headers().authorization?.replace('Bearer ', '');
    if (token) secrets.add(token);
    // The host writes its own token into the address of a frame (pipedrive.md 4.2); everything else is ours.
    if (!request.isNavigationRequest()) addresses.push(request.url());
    else secrets.add(new URL(request.url()).searchParams.get('token') ?? '');
    referers.push(request.headers().referer ?? '');
  });
  const { sandbox, environment } = stage.world;
  await page.goto(`${sandbox.url}/pipedrive/deal/${dealId}`);
  await surface.getByRole('article').waitFor();
  await page.goto(`${sandbox.url}/pipedrive/requests`);
  await surface.getByRole('button', { name: /^Toutes/ }).click();
  await surface.getByText('1 demande affichée').waitFor();
  await surface.getByRole('button', { name: 'Nouvelle demande' }).click();
  await modal.locator('form').waitFor();
  // Nor in those it writes into its own address, once it has read what the host put there.
  addresses.push(...page.frames().map((frame) => frame.url()));
  await page.goto(`${sandbox.url}/pipedrive/settings`);
  await surface.getByRole('heading', { name: 'Réglages' }).waitFor();
  expect(addresses.filter((address) => address.includes('/api/')).length).toBeGreaterThan(5);
  secrets.delete('');
  expect(secrets.size).toBeGreaterThan(3);
  const ours = Object.values(environment).filter((value) => /secret|token/.test(value));
  const told = [...secrets, ...ours];
  expect(addresses.filter((address) => told.some((secret) => address.includes(secret)))).toEqual([]);
  expect(referers.filter((referer) => referer.includes('token='))).toEqual([]);
  expect(addresses.filter((address) => /[?&](token|secret|jwt|password)=/i.test(address))).toEqual([]);
});
