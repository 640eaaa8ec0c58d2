import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { dealIn, mailsTo, personIn } from '../kit/flow.ts';
import { longStory, type Stage, startStage, timed } from '../kit/stage.ts';

/** The promises are 2 s and 3 s, kept in 1.5 s on a quiet machine; a test run is no quiet machine: three times as long. */
const [visibleWithinMs, doneWithinMs] = [6_000, 9_000];
const undoMs = 2_000;
const email = 'secretariat@clairval.example.org';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('goes from the form in the browser to an account that its holder activates', longStory, async () => {
  const { world } = stage;
  const list = await stage.open('/pipedrive/requests');
  await list.surface.getByText('Tout est décidé').waitFor();
  const { page, surface } = await stage.open('/form');
  await fillIn(page);

  const row = list.surface.getByRole('row', { name: /Commune de Clairval/ });
  const [listedMs, openedMs] = await Promise.all([
    timed(() => row.waitFor()),
    timed(async () => {
      await page.getByRole('button', { name: 'Envoyer la demande' }).click();
      await page.getByRole('link', { name: /Ouvrir l’affaire/ }).click();
      await surface.getByRole('button', { name: 'Accepter' }).waitFor();
    }),
  ]);
  expect(listedMs).toBeLessThan(visibleWithinMs);
  expect(openedMs).toBeLessThan(visibleWithinMs);

  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByRole('timer').waitFor();
  await surface.getByRole('button', { name: 'Annuler' }).waitFor();
  expect(world.sandbox.accounts.accounts).toEqual([]);
  const doneMs = await timed(() => surface.getByText('4 sur 4').waitFor({ timeout: 20_000 }));
  expect(doneMs).toBeLessThan(undoMs + doneWithinMs);
  await row.waitFor({ state: 'detached' });

  const dealId = Number(page.url().split('/').at(-1));
  const deal = dealIn(world, dealId);
  expect(deal).toMatchObject({ owner_id: 21, status: 'open' });
  expect(personIn(world, deal?.person_id ?? 0)?.owner_id).toBe(21);
  await page.locator('#deal-pipeline', { hasText: 'Suspects' }).waitFor();
  await page.locator('[aria-current="step"]', { hasText: 'Compte créé' }).waitFor();
  await page.locator('#deal-owner', { hasText: 'Chargée de clientèle' }).waitFor();
  expect(await journalOf(surface)).toEqual([
    expect.stringMatching(/^Fait : Envoyer le mail → Acceptée/),
    expect.stringMatching(/^Fait : Attribuer la personne/),
    expect.stringMatching(/^Fait : Mettre l’affaire à sa place/),
    expect.stringMatching(/^Fait : Créer ou relier le compte administrateur/),
    'Demande acceptée → Acceptation en cours\nChargée de clientèle, depuis Pipedrive',
    expect.stringMatching(/^Demande reçue → À décider/),
  ]);

  await followTheMail(page);
  expect(world.sandbox.accounts.accounts.map(({ userName, state }) => [userName, state])).toEqual([
    [email, 'active'],
  ]);
  expect(mailsTo(world, email)).toHaveLength(1);
});

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Prénom et nom').fill('Camille Exemple');
  await page.getByLabel('E-mail professionnel').fill(email);
  await page.getByLabel('Organisme').fill('Commune de Clairval');
}

/** The story, newest first, one text per line without its time. */
async function journalOf(surface: FrameLocator): Promise<string[]> {
  await surface.getByText(/^Historique \(/).click();
  const lines = await surface.locator('.journal li > div').allInnerTexts();
  // The deal is told together with its person, or right after.
  return lines.filter((line) => !line.startsWith('Affaire : '));
}

async function followTheMail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Boîte aux lettres' }).click();
  await page
    .getByRole('row', { name: new RegExp(email) })
    .getByRole('link')
    .click();
  await page.frameLocator('#mail-html').getByRole('link', { name: 'Activer mon compte' }).click();
  await page.getByRole('button', { name: 'Activer votre compte' }).click();
  await page.getByText('Votre compte est actif. Bienvenue !').waitFor();
}
