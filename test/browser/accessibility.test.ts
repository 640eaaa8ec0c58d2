import type { FrameLocator, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import type { Visit } from '../kit/browser.ts';
import { examine, examinePage, type frames, type Look, looks } from '../kit/every-look.ts';
import { entered, reaches, type Submitted, submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';
import { badDay, troubled } from '../kit/vendor-trouble.ts';

const organizationId = 1;
const names = ['pending', 'accepted', 'refused', 'failed', 'second'] as const;

let stage: Stage;
let sent: Record<(typeof names)[number], Submitted>;
let attachable: { dealId: number };
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0, publicForm: { enabled: true } } });
  const { world } = stage;
  const made = new Map<string, Submitted>();
  for (const name of names) made.set(name, await submitted(world, { organization: `Commune ${name}` }));
  sent = Object.fromEntries(made) as typeof sent;
  // Its webhook tells who may see the seeded deal, which can be proposed then.
  updateDeal(world.sandbox.standIn, 21, 1, { visible_to: 7 });
  attachable = entered(world, { email: 'autre@valmont.example.org', organizationId });
  await world.requestOf(attachable.dealId);
  await world.command({ type: 'accept-request', requestId: sent.accepted.request.id });
  await reaches(world, sent.accepted.request.id, 'accepted', 20_000);
  await world.command({
    type: 'refuse-request',
    requestId: sent.refused.request.id,
    reason: 'individual',
    note: 'Hors périmètre.',
  });
  await reaches(world, sent.refused.request.id, 'refused', 20_000);
  badDay(world, { vendor: 'accounts', kind: '400', count: 1, match: { method: 'POST' } });
  await world.command({ type: 'accept-request', requestId: sent.failed.request.id });
  await troubled(world, sent.failed.request.id, 'dead-letter');
}, 60_000);
afterAll(() => stage.close());
afterEach(async () => {
  const complaints = await stage.closeWindows();
  // Without a session the service says so, and one state is its absence: the browser logs both.
  const expected = /status of 401|ERR_CONNECTION_REFUSED/;
  expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
});

interface Scene extends Visit {
  frame: keyof typeof frames;
}
type Open = (look: Look) => Promise<Scene>;

/** Opens a page of the host and waits for something in the surface. */
function beside(
  path: () => string,
  ready: string,
  then: (surface: FrameLocator) => Promise<unknown> = async () => undefined,
  staffId = 21,
): Open {
  return async (look) => {
    const opened = await stage.open(path(), { ...look, staffId });
    await opened.surface.locator(ready).first().waitFor();
    await then(opened.surface);
    return { ...opened, frame: 'surface' };
  };
}

const deal = (name: (typeof names)[number]) => () => `/pipedrive/deal/${sent[name].dealId}`;
const attachableDeal = () => `/pipedrive/deal/${attachable.dealId}`;
const list = () => '/pipedrive/requests';
const button = (surface: FrameLocator, name: RegExp) => surface.getByRole('button', { name }).first();

async function unfold(surface: FrameLocator): Promise<void> {
  await button(surface, /Rattacher à une autre|Attach to another/).click();
  await button(surface, /justificatif|evidence/).click();
  await surface.locator('summary').first().click();
}

async function selectTwo(surface: FrameLocator): Promise<void> {
  for (const index of [0, 1]) await surface.locator('tbody [data-selects]').nth(index).click();
  await surface.locator('.bulk-bar').waitFor();
}

async function refuseSelection(surface: FrameLocator): Promise<void> {
  await selectTwo(surface);
  await button(surface, /^(Refuser|Refuse)… \d+$/).click();
  await surface.getByRole('dialog').getByRole('radio').first().check();
  await surface.getByRole('dialog').locator('.example').waitFor();
}

async function showAll(surface: FrameLocator): Promise<void> {
  await button(surface, /^(Toutes|All) /).click();
  await surface.getByText(/^Commune accepted$/).waitFor();
}

/** One request of its own for each look, accepted with the bar. */
const decided: Open = async (look) => {
  const organization = `Commune ${look.theme}`;
  await submitted(stage.world, { organization });
  return beside(list, 'table', async (surface) => {
    await surface.locator('tr', { hasText: organization }).locator('[data-selects]').click();
    await button(surface, /^(Accepter|Accept)… \d+$/).click();
    const dialog = surface.getByRole('dialog');
    await dialog.getByRole('button', { name: /^(Accepter|Accept) / }).click();
    await surface.locator('[data-outcome="advanced"]').waitFor({ timeout: 20_000 });
  })(look);
};

async function searchNothing(surface: FrameLocator): Promise<void> {
  await surface.getByRole('searchbox').fill('introuvable');
  await surface.locator('.state-page').waitFor();
}

/** The modal that a button of a surface opens. */
function modalFrom(open: Open, name: RegExp, then: (modal: FrameLocator) => Promise<unknown>): Open {
  return async (look) => {
    const opened = await open(look);
    await button(opened.surface, name).click();
    // Until then the host shows its own words, and the frame moves when they go.
    await opened.page.locator('dialog.modal [data-state="ready"]').waitFor();
    await then(opened.modal);
    return { ...opened, frame: 'modal' };
  };
}

const toRefuse = /^(Refuser|Refuse)…$/;
const newRequest = /^(Nouvelle demande|New request)$/;

async function fillIn(modal: FrameLocator): Promise<void> {
  const fields = modal.locator('input[type="text"], input:not([type])');
  await fields.first().fill('Dominique Exemple');
  await modal.locator('input[type="email"]').fill(`dominique-${Date.now()}@commune.example.org`);
  await button(modal, /Enregistrer la demande|Save the request/).click();
  await modal.locator('.entered').waitFor();
}

const several: Open = async (look) => {
  const opened = await stage.open('/pipedrive/deals', look);
  for (const name of ['pending', 'second'] as const) {
    await opened.page.locator(`[data-tick="${sent[name].dealId}"]`).check();
  }
  await opened.page.getByText('Actions', { exact: true }).click();
  await opened.page.getByRole('button', { name: /Passerelle ?: (refuser|refuse)…/ }).click();
  await opened.modal.locator('.modal-form').waitFor();
  return { ...opened, frame: 'modal' };
};

/** A panel whose answers are changed on their way, or do not come at all. */
function answered(change: (route: Route) => Promise<void>, ready: string): Open {
  return async (look) => {
    const opened = await stage.open('/pipedrive/deals', look);
    await opened.context.route(/\/api\/deals\//, change);
    await opened.page.goto(`${stage.world.sandbox.url}${deal('accepted')()}`);
    await opened.surface.locator(ready).first().waitFor();
    return { ...opened, frame: 'surface' };
  };
}

/** As in the minute after a click, which no test waits for. */
async function inUndoTime(route: Route): Promise<void> {
  const response = await route.fetch();
  const view = await response.json();
  const undoUntil = new Date(Date.now() + 60_000).toISOString();
  const request = { ...view.request, step: 'accepting', undoUntil, allowedCommands: ['undo-decision'] };
  await route.fulfill({ response, json: { ...view, request } });
}

const scenes: Record<string, Open> = {
  'panel, to decide': beside(deal('pending'), 'article'),
  'panel, every choice unfolded': beside(attachableDeal, 'article', unfold),
  'panel, accepted': beside(deal('accepted'), 'article'),
  'panel, refused': beside(deal('refused'), 'article'),
  'panel, cannot be carried out': beside(deal('failed'), 'article'),
  'panel, may not decide': beside(deal('pending'), 'article', undefined, 23),
  'panel, in undo time': answered(inUndoTime, '[role="timer"]'),
  'panel, service away': answered((route) => route.abort('connectionrefused'), '.state-page'),
  'panel, no request': beside(() => '/pipedrive/deal/1', '.state-page'),
  'panel, person': beside(() => `/pipedrive/person/${sent.pending.personId}`, 'article'),
  'panel, organization': beside(
    () => `/pipedrive/organization/${organizationId}`,
    '.request-line',
    async (surface) => {
      await surface.locator('.request-line button').first().click();
      await surface.getByRole('article').waitFor();
    },
  ),
  'refusal, one': modalFrom(beside(deal('pending'), 'article'), toRefuse, async (modal) => {
    await modal.getByRole('radio').first().check();
    await modal.locator('iframe').waitFor();
  }),
  'refusal, no reason chosen': modalFrom(beside(deal('pending'), 'article'), toRefuse, (modal) =>
    button(modal, /Refuser la demande|Refuse the request/).click(),
  ),
  'refusal, several': several,
  'new request': modalFrom(beside(list, 'table'), newRequest, (modal) => modal.locator('form').waitFor()),
  'new request, to correct': modalFrom(beside(list, 'table'), newRequest, async (modal) => {
    await button(modal, /Lien court|Short link/).click();
    await button(modal, /Enregistrer la demande|Save the request/).click();
    await modal.locator('[aria-invalid="true"]').first().waitFor();
  }),
  'new request, entered': modalFrom(beside(list, 'table'), newRequest, fillIn),
  'requests, list': beside(list, 'table', showAll),
  'requests, nothing found': beside(list, 'table', searchNothing),
  'requests, beside one': beside(list, 'table', async (surface) => {
    await surface.locator('[data-opens]').first().click();
    await surface.getByRole('article').waitFor();
  }),
  'requests, selection': beside(list, 'table', selectTwo),
  'requests, dialog': beside(list, 'table', refuseSelection),
  'requests, results': decided,
};

describe.each(looks)('in $locale, $theme', (look) => {
  it.each(Object.entries(scenes))('%s', { timeout: 60_000 }, async (name, open) => {
    const { page, frame } = await open(look);
    await examine(page, frame, `${name} ${look.theme}`);
  });

  it('outside Pipedrive, to sign in', async () => {
    const { page } = await stage.open('/pipedrive/deals', look);
    await page.goto(`${stage.world.nodes[0]?.url}/surfaces/pipedrive/requests`);
    await page.locator('a.button').waitFor();
    await examinePage(page, `sign in ${look.theme}`);
  });
});
