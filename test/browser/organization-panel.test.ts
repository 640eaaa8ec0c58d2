import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { entered } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';

const organizationId = 1;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 60 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('has nothing to show beside an organization without requests', async () => {
  const { surface } = await stage.open(`/pipedrive/organization/${organizationId}`);
  await surface.getByText('Aucune demande de compte ici').waitFor();
  await surface.getByText('Quand quelqu’un de cette organisation').waitFor();
});

it('lists the organization’s requests, newest first, and decides one in place', async () => {
  const { world } = stage;
  for (const name of ['Première Exemple', 'Deuxième Exemple']) {
    const email = `${name.slice(0, 3).toLowerCase()}@valmont.example.org`;
    await world.requestOf(entered(world, { name, email, organizationId }).dealId);
  }
  const { surface } = await stage.open(`/pipedrive/organization/${organizationId}`);
  await surface.getByText('2 demandes').waitFor();
  const names = await surface.locator('.request-line strong').allInnerTexts();
  expect(names).toEqual(['Deuxième Exemple', 'Première Exemple']);

  const decide = surface.getByRole('button', { name: 'Décider de la demande : Première Exemple' });
  await decide.click();
  const card = surface.getByRole('article');
  await card.getByRole('button', { name: 'Accepter' }).click();
  await card.getByRole('timer').waitFor();
  const lines = surface.locator('.request-line');
  await lines.filter({ hasText: 'Première Exemple' }).getByText('Acceptation en cours').waitFor();
  await lines.filter({ hasText: 'Deuxième Exemple' }).getByText('À décider').waitFor();
  await surface.getByRole('button', { name: 'Replier la demande : Première Exemple' }).click();
  await card.waitFor({ state: 'detached' });
});

it('shows the list to somebody who may not decide, with who may', async () => {
  const { surface } = await stage.open(`/pipedrive/organization/${organizationId}`, { staffId: 23 });
  await surface.getByRole('button', { name: 'Voir la demande : Deuxième Exemple' }).click();
  await surface.getByText(/sans pouvoir la décider.*Chargée de clientèle/).waitFor();
  expect(await surface.getByRole('button', { name: /Accepter|Refuser|^Décider/ }).count()).toBe(0);
});
