import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cutTexts, namelessControls, overflowPx, tabStops } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { entered, type Submitted, submitted } from '../kit/flow.ts';
import { patience, type Stage, startStage } from '../kit/stage.ts';
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
  attachable = entered(world, { email: 'second@valmont.example.org', organizationId: 1 });
  failed = await submitted(world, { organization: 'Mairie en panne' });
  badDay(world, { vendor: 'accounts', kind: '400', count: 1, match: { method: 'POST' } });
  await world.command({ type: 'accept-request', requestId: failed.request.id });
  await troubled(world, failed.request.id, 'dead-letter');
});
afterAll(() => stage.close());
afterEach(() => expect(stage.complaints()).toEqual([]));

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

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('tells %s', async () => {
  const { dealId } = await submitted(stage.world);
  const { page, surface } = await panel(dealId);
  const told = surface.locator('[aria-live="polite"]');
  expect(await told.innerText()).toBe('À décider');
  await surface.getByRole('button', { name: 'Accepter' }).focus();
  await page.keyboard.press('Enter');
  await told.getByText('Acceptée', { exact: true }).waitFor();
  const focused = () => surface.locator('body').evaluate(() => document.activeElement?.tagName);
  await expect.poll(focused, patience).toBe('ARTICLE');
});
