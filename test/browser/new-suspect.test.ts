import type { Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ConversionDetails, SuspectCheck } from '#core/contract/conversion-view.ts';
import { cutTexts, namelessControls } from '../kit/accessibility.ts';
import type { Visit, Visitor } from '../kit/browser.ts';
import { sampleDetails } from '../kit/conversion-panel-samples.ts';
import { examine, looks } from '../kit/every-look.ts';
import { choicesSample } from '../kit/pipeline-samples.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const matches: SuspectCheck['matches'] = [
  {
    what: 'organization',
    name: 'Valmont (commune)',
    id: 9,
    dealId: 1,
    conversionId: null,
    because: 'même nom, à une lettre près',
  },
  {
    what: 'conversion',
    name: 'Mairie de Valmont',
    id: null,
    dealId: 1,
    conversionId: 'another',
    because: 'même adresse',
  },
];

/** What the form was told, and what it sent. */
interface Played {
  checks: Record<string, unknown>[];
  commands: Record<string, unknown>[];
  matches: SuspectCheck['matches'];
  conversion: ConversionDetails;
}

let stage: Stage;
let played: Played;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** The form, opened from the pipeline page, with a service that knows the matches. */
async function open(visitor: Visitor = {}): Promise<Visit> {
  played = { checks: [], commands: [], matches, conversion: sampleDetails({ dealId: null }) };
  const opened = await stage.open('/pipedrive/deals', visitor);
  await opened.context.route(/\/api\/(suspects|commands|conversions)/, answer);
  await opened.page.goto(`${stage.world.sandbox.url}/pipedrive/pipeline`);
  await opened.surface.getByRole('button', { name: /^(Nouveau suspect|New suspect)$/ }).click();
  await opened.modal.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

async function answer(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const body = route.request().postDataJSON();
  if (pathname.endsWith('/choices')) return route.fulfill({ json: choicesSample });
  if (pathname.endsWith('/suspects/check')) {
    played.checks.push(body);
    const proposed = { channel: 'mail', template: 'introduction', because: 'Une adresse est connue.' };
    return route.fulfill({ json: { matches: played.matches, proposed } });
  }
  if (pathname.endsWith('/commands')) {
    played.commands.push(body);
    if (body.isNew === false && played.matches.length > 0) {
      const reason = 'Ce suspect existe peut-être déjà.';
      return route.fulfill({ json: { outcome: 'refused', reason, view: null, matches } });
    }
    return route.fulfill({ json: { outcome: 'advanced', reason: null, view: played.conversion } });
  }
  if (pathname.endsWith(played.conversion.id)) return route.fulfill({ json: played.conversion });
  return route.fulfill({
    json: { today: choicesSample.today, late: [], dueToday: [], soon: [], nextSteps: [] },
  });
}

it('finds who may be the same, and creates the suspect all the same', longStory, async () => {
  const { page, modal } = await open();
  await modal.getByLabel('Organisation (facultative)').fill('Commune de Valmont');
  await modal.getByLabel('Prénom et nom du contact').fill('Camille Exemple');
  await modal.getByText('Existe peut-être déjà').waitFor();
  await modal.getByText('Une adresse est connue.').waitFor();
  expect(played.checks.at(-1)).toMatchObject({
    organization: { name: 'Commune de Valmont' },
  });
  await modal.getByRole('button', { name: 'Utiliser la fiche : Valmont (commune)' }).click();
  await modal.getByText('Fiche de Pipedrive').waitFor();
  expect(await modal.getByLabel('Organisation (facultative)').inputValue()).toBe('Valmont (commune)');
  await modal.getByRole('button', { name: 'Créer le suspect' }).click();
  await modal.getByText('Ce suspect existe peut-être déjà.').waitFor();
  await modal.getByRole('button', { name: 'Créer quand même' }).click();
  await modal.getByText('L’affaire se crée dans Pipedrive.').waitFor();
  expect(
    played.commands.map(({ isNew, organization, channel }) => ({ isNew, organization, channel })),
  ).toEqual([
    { isNew: false, organization: { id: 9, name: 'Valmont (commune)' }, channel: 'mail' },
    { isNew: true, organization: { id: 9, name: 'Valmont (commune)' }, channel: 'mail' },
  ]);
  played.conversion = sampleDetails({ dealId: 1, revision: 2 });
  await modal.getByRole('button', { name: 'Ouvrir l’affaire' }).click();
  await page.waitForURL(/\/pipedrive\/deal\/1$/);
});

it('opens the deal that is there already', async () => {
  const { page, modal } = await open();
  await modal.getByLabel('Adresse e-mail (facultative)').fill('accueil@valmont.example.org');
  await modal.getByRole('button', { name: 'Ouvrir l’affaire : Mairie de Valmont' }).click();
  await page.waitForURL(/\/pipedrive\/deal\/1$/);
  expect(played.commands).toEqual([]);
});

it('says what is missing, with the focus on the first of it', async () => {
  const { modal } = await open();
  await modal.getByLabel('Adresse e-mail (facultative)').fill('accueil@valmont');
  await modal.getByRole('button', { name: 'Créer le suspect' }).click();
  await modal.getByText('Indiquez le nom de la personne.').waitFor();
  await modal.getByText('Cette adresse est incomplète').waitFor();
  const name = modal.getByLabel('Prénom et nom du contact');
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(played.commands).toEqual([]);
});

describe('the form with what it found', () => {
  it.each(looks)('is whole and accessible in $locale, $theme', longStory, async (look) => {
    const { page, modal } = await open(look);
    await modal.getByRole('textbox').first().fill('Commune de Valmont');
    await modal.getByText('Mairie de Valmont').waitFor();
    await examine(page, 'modal', `new suspect ${look.locale} ${look.theme}`);
    expect(await namelessControls(modal)).toEqual([]);
    expect(await cutTexts(modal)).toEqual([]);
  });
});
