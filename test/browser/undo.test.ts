import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mailsTo, submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 60 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('takes a decision back by a click: nothing was done outside', async () => {
  const { world } = stage;
  const { dealId, email, request } = await submitted(world);
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface
    .getByRole('timer')
    .getByText(/Annulable encore \d+/)
    .waitFor();
  await surface.getByRole('button', { name: 'Annuler' }).click();
  await surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await surface.getByText(/^Historique \(/).click();
  await surface.getByText('Décision annulée → À décider').waitFor();
  expect(await world.request(request.id)).toMatchObject({ step: 'pending', decision: null });
  expect(world.sandbox.accounts.accounts).toEqual([]);
  expect(mailsTo(world, email)).toEqual([]);
});

it('shows a second decider who decided, from where and when', async () => {
  const { dealId } = await submitted(stage.world);
  const address = `/pipedrive/deal/${dealId}`;
  const first = await stage.open(address);
  const second = await stage.open(address, { staffId: 22 });
  await second.surface.getByRole('button', { name: 'Accepter' }).waitFor();
  await first.surface.getByRole('button', { name: 'Accepter' }).click();
  const decision = second.surface.getByRole('region', { name: 'Décision prise' });
  await decision.getByText('Acceptée → Suspect').waitFor();
  await decision.getByText(/^par Chargée de clientèle depuis Pipedrive, \d\d:\d\d$/).waitFor();
  expect(await second.surface.getByRole('button', { name: 'Accepter' }).count()).toBe(0);
});

it('tells a second decider whose panel is late that the decision is taken', async () => {
  const { dealId } = await submitted(stage.world);
  const address = `/pipedrive/deal/${dealId}`;
  const [first, late] = [await stage.open(address), await stage.open(address, { staffId: 22 })];
  const accept = late.surface.getByRole('button', { name: 'Accepter' });
  await accept.waitFor();
  await late.context.route('**/api/deals/**', () => undefined);
  await first.surface.getByRole('button', { name: 'Accepter' }).click();
  await first.surface.getByRole('timer').waitFor();
  await accept.click();
  await late.surface
    .getByRole('status')
    .getByText(/^Chargée de clientèle a déjà accepté cette demande depuis Pipedrive, le .+\.$/)
    .waitFor();
  await late.surface.getByText('Acceptée → Suspect').waitFor();
});

it('shows who may decide to somebody who may not', async () => {
  const { dealId } = await submitted(stage.world);
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`, { staffId: 23 });
  await surface.getByText(/Chargée de clientèle.*Responsable commercial/).waitFor();
  expect(await surface.getByRole('button', { name: /Accepter|Refuser|Demander/ }).count()).toBe(0);
});
