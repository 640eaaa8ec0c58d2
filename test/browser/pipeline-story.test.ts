import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ConversionDetails, ConversionPage } from '#core/contract/conversion-view.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { eventually } from '../kit/start-world.ts';

const dayMs = 24 * 3_600_000;
const organization = 'Commune de la Page';
const followUp = {
  key: 'silent',
  label: { fr: 'Suspects silencieux', en: 'Silent suspects' },
  steps: [{ kind: 'task', type: 'call', subject: { fr: 'Rappeler', en: 'Call' }, afterDays: 5 }],
};

let stage: Stage;
let suspect: string;
beforeAll(async () => {
  stage = await startStage({ settings: { conversion: { enabled: true }, followUps: [followUp] } });
  suspect = await entered();
  await ask({ type: 'book-presentation', day: dayIn(3) });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** A suspect of the staff member who looks, with its deal. @returns its id */
async function entered(): Promise<string> {
  const person = { name: 'Accueil', email: 'accueil@page.example.org' };
  const body = {
    type: 'create-suspect',
    commandId: randomUUID(),
    organization: { name: organization },
    person,
  };
  const { body: answer } = await stage.world.call('/api/commands', { body });
  const { id } = (answer as { view: ConversionDetails }).view;
  await eventually(async () => (await suspects()).items.some((one) => one.id === id && one.dealId !== null));
  return id;
}

async function suspects(): Promise<ConversionPage> {
  return (await stage.world.call('/api/conversions?limit=100')).body as ConversionPage;
}

async function details(): Promise<ConversionDetails> {
  return (await stage.world.call(`/api/conversions/${suspect}`)).body as ConversionDetails;
}

function ask(command: { type: string; [key: string]: unknown }) {
  return stage.world.call('/api/commands', {
    body: { commandId: randomUUID(), conversionId: suspect, ...command },
  });
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
}

it('shows the day of whoever looks, and moves and keeps what was promised', longStory, async () => {
  const { surface } = await stage.open('/pipedrive/pipeline');
  const promise = surface.getByRole('listitem').filter({ hasText: organization });
  await promise.getByRole('button', { name: /^Déplacer/ }).click();
  await surface.getByLabel('Nouvelle date').fill(dayIn(4));
  await surface.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await surface.getByText('Promesse déplacée.').waitFor();
  const before = await details();
  expect(before.promises.map(({ state }) => state)).toEqual(['open']);
  await promise.getByRole('button', { name: /^Tenue/ }).click();
  await expect.poll(async () => (await details()).promises.map(({ state }) => state)).toEqual(['kept']);
  await promise.getByRole('button', { name: /^Tenue/ }).waitFor({ state: 'detached' });
});

it('shows nothing of it to a colleague’s day', async () => {
  const { surface } = await stage.open('/pipedrive/pipeline', { staffId: 22 });
  await surface.getByRole('button', { name: 'Créer le lien' }).waitFor();
  expect(await surface.getByRole('listitem').filter({ hasText: organization }).count()).toBe(0);
});

it(
  'draws the process as the rules have it, finds a customer there and begins a follow-up',
  longStory,
  async () => {
    const { page, surface } = await stage.open('/pipedrive/pipeline');
    await surface.getByRole('tab', { name: 'Parcours' }).click();
    await expect.poll(() => surface.locator('[data-step]').count()).toBe(11);
    const { step } = await details();
    await surface.locator(`[data-step="${step}"]`).click();
    // One row may be there before it was searched for: another list takes the selection back.
    const isSearch = (url: string) => url.includes('/api/conversions?') && url.includes('q=de');
    const searched = page.waitForResponse((response) => isSearch(response.url()));
    await surface.getByRole('searchbox').fill('de la page');
    await searched;
    await expect.poll(() => surface.locator('[data-row]').allInnerTexts()).toHaveLength(1);
    await surface.locator('[aria-busy="false"]').waitFor();
    await surface.getByRole('checkbox', { name: `Sélectionner : ${organization}` }).check();
    await surface.getByRole('button', { name: 'Relancer…' }).click();
    await surface.getByRole('button', { name: 'Commencer la relance' }).click();
    await surface.getByText('1 client est relancé.').waitFor();
    await surface.getByRole('button', { name: 'Fermer' }).click();
    await surface.getByRole('row', { name: /Commune de la Page.*Suspects silencieux/ }).waitFor();
    expect((await details()).followUps.map(({ rule, state }) => ({ rule, state }))).toEqual([
      { rule: 'silent', state: 'active' },
    ]);
    await surface.getByRole('checkbox', { name: `Sélectionner : ${organization}` }).check();
    await surface.getByRole('button', { name: 'Relancer…' }).click();
    await surface.getByRole('button', { name: 'Commencer la relance' }).click();
    await surface.getByText('1 client est laissé tel quel').waitFor();
  },
);

it('counts what it shows, and gives the same as a file', longStory, async () => {
  const { page, surface } = await stage.open('/pipedrive/pipeline');
  await surface.getByRole('tab', { name: 'Chiffres' }).click();
  const { total } = await suspects();
  await surface.getByText(`${total} clients dont le suivi a commencé`).waitFor();
  await surface.getByRole('heading', { name: 'Suspects silencieux, version 1' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    surface.getByRole('button', { name: 'Télécharger (CSV)' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').split('\r\n');
  expect(lines[0]?.startsWith('\uFEFF')).toBe(true);
  expect(lines[1]).toContain(String(total));
});

it('makes a calendar link that works until it is removed', longStory, async () => {
  const { surface } = await stage.open('/pipedrive/pipeline');
  await surface.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await surface.getByLabel('Votre lien').inputValue();
  const told = await fetch(link);
  expect(told.status).toBe(200);
  expect(await told.text()).toContain('BEGIN:VCALENDAR');
  await surface.getByRole('button', { name: 'Supprimer le lien' }).click();
  await surface.getByText('Le lien est supprimé').waitFor();
  expect((await fetch(link)).status).toBe(404);
});
