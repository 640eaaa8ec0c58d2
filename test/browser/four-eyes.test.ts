import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0, fourEyes: { accept: true, refuse: true } } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('shows a proposal to both deciders, and carries it out once the other confirms', longStory, async () => {
  const { world } = stage;
  const { dealId } = await submitted(world);
  const address = `/pipedrive/deal/${dealId}`;
  const [first, second] = [await stage.open(address), await stage.open(address, { staffId: 22 })];
  await first.surface.getByRole('button', { name: 'Accepter' }).click();
  const own = first.surface.getByRole('region', { name: 'Décision proposée' });
  await own.getByText('Chargée de clientèle propose d’accepter cette demande').waitFor();
  await own.getByText('C’est votre proposition').waitFor();
  expect(await own.getByRole('button', { name: 'Confirmer' }).count()).toBe(0);
  expect(world.sandbox.accounts.accounts).toEqual([]);

  const theirs = second.surface.getByRole('region', { name: 'Décision proposée' });
  await theirs.getByText('Accepter → Suspect').waitFor();
  await theirs.getByRole('button', { name: 'Confirmer' }).click();
  await second.surface.getByText('4 sur 4').waitFor();
  await theirs.waitFor({ state: 'detached' });
  await first.surface.getByText('Acceptée → Suspect').waitFor();
  expect(world.sandbox.accounts.accounts).toHaveLength(1);
});

it('lets a proposer take the proposal back', async () => {
  const { dealId, request } = await submitted(stage.world, {
    email: 'autre@example.org',
    organization: 'Autre commune',
  });
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByRole('button', { name: 'Retirer la proposition' }).click();
  await surface.getByRole('region', { name: 'Décision proposée' }).waitFor({ state: 'detached' });
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  expect(await stage.world.request(request.id)).toMatchObject({ step: 'pending', proposal: null });
});
