import type { Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionDetails, NextStepView } from '#core/contract/conversion-view.ts';
import { cutTexts, namelessControls } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { richDetails, sampleDetails, samplePanel } from '../kit/conversion-panel-samples.ts';
import { examine, looks } from '../kit/every-look.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

/** What the panel was told, and what it sent. */
interface Played {
  conversion: ConversionDetails | null;
  isEnabled: boolean;
  commands: Record<string, unknown>[];
  askedCount: number;
}

let stage: Stage;
let played: Played;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** The panel beside a deal without a request, with a service whose answers about its way are those of the samples. */
async function open(conversion: ConversionDetails | null, visitor: Visitor = {}): Promise<Visit> {
  played = { conversion, isEnabled: true, commands: [], askedCount: 0 };
  return reopen(visitor);
}

async function reopen(visitor: Visitor = {}): Promise<Visit> {
  const opened = await stage.open('/pipedrive/deals', visitor);
  await opened.context.route(/\/api\/(deals\/\d+\/conversion|commands)/, answer);
  await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/deal/1`);
  return opened;
}

async function answer(route: Route): Promise<void> {
  const body = route.request().postDataJSON();
  if (body === null) {
    played.askedCount += 1;
    const panel = samplePanel(played.conversion);
    return route.fulfill({
      json: { ...panel, choices: { ...panel.choices, isEnabled: played.isEnabled } },
    });
  }
  if (route.request().url().endsWith('/preview')) {
    const will = [`Ferait : ${body.path ?? body.day ?? body.type}`];
    return route.fulfill({ json: { outcome: 'advanced', reason: null, effects: [], will } });
  }
  played.commands.push(body);
  if (body.type === 'drop-promise') {
    const json = { outcome: 'refused', reason: 'Cette promesse est déjà close.', view: null };
    return route.fulfill({ status: 403, json });
  }
  return route.fulfill({ json: { outcome: 'advanced', reason: null, view: played.conversion } });
}

const sent = () => played.commands.map(({ commandId: _id, conversionId: _of, ...asked }) => asked);

describe('a deal that nobody follows', () => {
  it('looks as it did, and is asked about once where all is switched off', async () => {
    played = { conversion: null, isEnabled: false, commands: [], askedCount: 0 };
    const { page, surface } = await reopen();
    await surface.getByText('Aucune demande de compte ici').waitFor();
    await page.waitForResponse(/\/api\/deals\/1$/);
    await page.waitForResponse(/\/api\/deals\/1$/);
    expect(played.askedCount).toBe(1);
    expect(await surface.getByRole('article').count()).toBe(0);
  });

  it('shows its way as soon as it is followed', async () => {
    const { surface } = await open(null);
    await surface.getByText('Aucune demande de compte ici').waitFor();
    played.conversion = sampleDetails();
    await surface.getByRole('article', { name: 'Suivi commercial' }).waitFor();
    await surface.getByText('Aucune demande de compte ici').waitFor({ state: 'detached' });
  });
});

it('says what the next step will do, and does it with one click', async () => {
  const { surface } = await open(richDetails());
  const next = surface.getByRole('region', { name: 'Prochaine étape' });
  await next.getByText('Passe l’affaire à « Usages validés »').waitFor();
  await next.getByRole('button', { name: 'Valider les cas d’usage' }).click();
  await expect.poll(sent).toEqual([{ type: 'validate-use-cases' }]);
  expect(played.commands[0]?.conversionId).toBe(played.conversion?.id);
});

it('moves a promise to another day by keyboard, and gives the focus back', async () => {
  const { page, surface } = await open(richDetails());
  const move = surface.getByRole('button', { name: /^Déplacer : Répondre/ });
  await move.press('Enter');
  const day = surface.getByLabel('Nouvelle date');
  await expect.poll(() => day.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => move.evaluate((button) => button === document.activeElement)).toBe(true);
  await move.press('Enter');
  await day.fill('2026-11-23');
  await day.press('Enter');
  await surface.getByText('Choisissez aujourd’hui ou un jour à venir.').waitFor();
  await day.fill('2026-12-01');
  await day.press('Enter');
  await expect.poll(sent).toEqual([{ type: 'move-promise', promise: 1, day: '2026-12-01' }]);
});

it('says why a click changed nothing', async () => {
  const { surface } = await open(richDetails());
  await surface.getByRole('button', { name: /^Abandonner : Répondre/ }).click();
  await surface.getByRole('button', { name: 'Abandonner la promesse' }).click();
  await surface.getByText('Indiquez pourquoi.').waitFor();
  await surface.getByLabel('Pourquoi l’abandonner').fill('Le client a répondu par téléphone');
  await surface.getByRole('button', { name: 'Abandonner la promesse' }).click();
  await surface.getByText('Cette promesse est déjà close.').waitFor();
  // The refusal is the browser's own to note, too.
  const complaints = (await stage.closeWindows()).filter((text) => !text.includes('403'));
  expect(complaints).toEqual([]);
});

it('changes a use case in place, and notes and lifts what stands in its way', async () => {
  const { surface } = await open(richDetails());
  await surface.getByLabel('État : Inscriptions scolaires').selectOption('validated');
  await expect.poll(sent).toEqual([{ type: 'change-use-case', useCase: 1, state: 'validated' }]);
  await surface.getByRole('button', { name: 'Obstacle levé : Inscriptions scolaires' }).click();
  await expect.poll(sent).toContainEqual({ type: 'change-use-case', useCase: 1, blocker: '' });
  await surface.getByRole('button', { name: 'Noter un obstacle : Cantine' }).click();
  await surface.getByLabel('Obstacle', { exact: true }).fill('Tarifs à voter');
  await surface.getByRole('button', { name: 'Noter l’obstacle' }).click();
  const noted = { type: 'change-use-case', useCase: 3, blocker: 'Tarifs à voter' };
  await expect.poll(sent).toContainEqual(noted);
});

it('chooses the path of an existing procedure with what it needs (DS-40, DS-41)', longStory, async () => {
  const { surface } = await open(richDetails());
  await surface.getByRole('button', { name: 'Autres actions' }).click();
  await surface.getByRole('button', { name: 'Choisir le parcours…' }).click();
  await surface.getByText('Ferait : autonomous').waitFor();
  await surface.getByRole('radio', { name: 'Démarche existante' }).check();
  await surface.getByText('Ferait : autonomous').waitFor({ state: 'detached' });
  const choose = surface.getByRole('button', { name: 'Choisir le parcours', exact: true });
  await choose.click();
  await surface.getByText('Indiquez la démarche.').waitFor();
  await surface.getByLabel('Nom de la démarche').fill('Aide à la rentrée');
  await surface.getByLabel('Administration qui la porte').fill('Département modèle');
  await surface.getByLabel('Son adresse e-mail').fill('accueil@departement.example.org');
  await surface.getByLabel('Jour de la démonstration').fill('2026-12-03');
  await surface.getByText('Ferait : existing-procedure').waitFor();
  await choose.click();
  const procedure = {
    name: 'Aide à la rentrée',
    administration: 'Département modèle',
    email: 'accueil@departement.example.org',
  };
  await expect
    .poll(sent)
    .toEqual([{ type: 'choose-path', path: 'existing-procedure', procedure, demoDay: '2026-12-03' }]);
});

it('tells which version of a follow-up runs, and begins another one', async () => {
  const { surface } = await open(richDetails());
  const part = surface.getByRole('region', { name: 'Relance' });
  await part.getByText(/version 2 du 12 nov\. 2026.*une version plus récente existe/).waitFor();
  await part.getByRole('button', { name: 'Relancer…' }).click();
  await part.getByLabel('Quelle relance').selectOption('documented');
  await part.getByRole('button', { name: 'Commencer la relance' }).click();
  await expect.poll(sent).toEqual([{ type: 'enrol', rule: 'documented' }]);
});

it('tries again what failed outside', async () => {
  const { surface } = await open(richDetails());
  await surface.getByRole('button', { name: 'Réessayer : Envoyer la documentation' }).click();
  const [effect] = played.conversion?.effects ?? [];
  await expect.poll(sent).toEqual([{ type: 'retry-effect', effectId: effect?.id }]);
});

it('offers the way back while there is one', async () => {
  const until = new Date(Date.now() + 8_000).toISOString();
  const undo = { text: 'Documentation envoyée', until };
  const { surface } = await open(sampleDetails({ undo, allowed: ['undo-step'] }));
  await surface.getByRole('timer').waitFor();
  await surface.getByRole('button', { name: 'Annuler' }).click();
  await expect.poll(sent).toEqual([{ type: 'undo-step' }]);
});

const blocked = {
  reason: 'Client indisponible',
  note: 'Congé jusqu’en janvier',
  owner: 'Responsable',
  by: 'Équipe vente',
  at: '2026-11-20T09:00:00.000Z',
};

const scenes: Record<string, (visitor: Visitor) => Promise<Visit>> = {
  'everything at once': async (visitor) => {
    const opened = await open(richDetails(), visitor);
    await opened.surface.getByRole('article').waitFor();
    await opened.surface.getByRole('button', { name: /^(Autres actions|Other actions)$/ }).click();
    return opened;
  },
  'something that blocks': async (visitor) => {
    const nextStep: NextStepView = { type: 'unblock', label: 'Lever le blocage', will: [], why: null };
    const opened = await open(richDetails({ blocked, nextStep, isOptedOut: true }), visitor);
    await opened.surface.getByText(blocked.note).waitFor();
    return opened;
  },
  'the form of the path': async (visitor) => {
    const nextStep: NextStepView = { type: 'choose-path', label: 'Choisir le parcours', will: [], why: null };
    const opened = await open(richDetails({ nextStep }), visitor);
    await opened.surface.getByRole('button', { name: 'Choisir le parcours…' }).click();
    await opened.surface.getByRole('radio').nth(1).check();
    return opened;
  },
};

describe.each(Object.keys(scenes))('%s', (name) => {
  it.each(looks)('is whole and accessible in $locale, $theme', longStory, async (look) => {
    const { page, surface } = (await scenes[name]?.(look)) ?? (await open(null));
    await examine(page, 'surface', `conversion panel ${name} ${look.locale} ${look.theme}`);
    expect(await namelessControls(surface)).toEqual([]);
    expect(await cutTexts(surface)).toEqual([]);
  });
});
