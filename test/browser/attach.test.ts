import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createNote } from '../../services/sandbox/src/pipedrive/acts.ts';
import { dealIn, entered, mailsTo, quiet } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const robot = 12;
/** The seeded deal of the seeded organization 1. */
const known = { dealId: 1, organizationId: 1, title: 'Affaire Mairie de Valmont' };
const email = 'second@valmont.example.org';

let stage: Stage;
beforeAll(async () => {
  // Nobody told who may see the seeded deal: each second it is asked where a request could be attached to it.
  stage = await startStage({ settings: { undoSeconds: 1 }, environment: { SWEEP_SECONDS: '1' } });
  await quiet(stage.world);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('attaches a second administrator to the deal that Passerelle proposes', longStory, async () => {
  const { world } = stage;
  const sent = entered(world, { email, name: 'Deuxième Exemple', organizationId: known.organizationId });
  createNote(world.sandbox.standIn, robot, { content: '<p>Besoin : subventions</p>', deal_id: sent.dealId });
  const { page, surface } = await stage.open(`/pipedrive/deal/${sent.dealId}`);

  const proposal = surface.getByRole('radio', { name: new RegExp(known.title) });
  await proposal.waitFor();
  expect(await surface.getByRole('radio', { name: 'Suspect' }).isChecked()).toBe(true);
  await surface.getByText('Second administrateur : même organisation').waitFor();
  await proposal.check();
  await surface.getByText(/ajoute la personne à cette affaire/).waitFor();
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByText('6 sur 6').waitFor();
  await page.locator('#deal').getByText('Supprimée').waitFor();

  await page.goto(`${world.sandbox.url}/pipedrive/deal/${known.dealId}`);
  await page.locator('#participants').getByText('Deuxième Exemple').waitFor();
  await page.locator('.notes').getByText('Besoin : subventions').waitFor();
  expect(dealIn(world, known.dealId)).toMatchObject({ owner_id: 21, status: 'open' });
  expect(world.sandbox.accounts.accounts.map(({ userName }) => userName)).toEqual([email]);
  expect(mailsTo(world, email)).toHaveLength(1);
});

it('says what is wrong with the number of another deal before anything is sent', async () => {
  const { world } = stage;
  const sent = entered(world, { email: 'troisieme@valmont.example.org', name: 'Troisième Exemple' });
  const { id, revision } = await world.requestOf(sent.dealId);
  const { surface } = await stage.open(`/pipedrive/deal/${sent.dealId}`);
  await surface.getByRole('button', { name: 'Rattacher à une autre affaire' }).click();
  const number = surface.getByLabel('Numéro de l’affaire');
  await number.fill('la même');
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByText('Indiquez le numéro de l’affaire').waitFor();
  await expect.poll(() => number.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await world.request(id)).toMatchObject({ step: 'pending', revision });
});
