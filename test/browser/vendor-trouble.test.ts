import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { mailsTo, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { badDay } from '../kit/vendor-trouble.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 1 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it(
  'says in words what a vendor refused; one click tries again and finishes the rest',
  longStory,
  async () => {
    const { world } = stage;
    const { dealId, email } = await submitted(world);
    badDay(world, { vendor: 'accounts', kind: '400', count: 1, match: { method: 'POST' } });
    const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
    await surface.getByRole('button', { name: 'Accepter' }).click();

    const account = surface.locator('[data-effect="ensure-admin-account"]');
    await account.getByText('En échec · 1 tentative').waitFor();
    await account.getByText('L’annuaire des comptes a refusé la demande').waitFor();
    expect(mailsTo(world, email)).toEqual([]);
    const name = 'Réessayer : Créer ou relier le compte administrateur';
    await surface.getByRole('button', { name }).click();
    await surface.getByText('4 sur 4').waitFor();
    expect(await account.getByText('refusé').count()).toBe(0);
    await surface.getByText(/^Historique \(/).click();
    await surface.getByText('En échec : Créer ou relier le compte administrateur').waitFor();
    await surface.getByText('Nouvel essai : Créer ou relier le compte administrateur').waitFor();
    expect(world.sandbox.accounts.accounts).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
  },
);

it('shows a passing trouble as such, and goes on alone when it is over', async () => {
  const { world } = stage;
  const { dealId } = await submitted(world);
  const isOver = badDay(world, { vendor: 'accounts', kind: '500' });
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  await surface.getByRole('button', { name: 'Accepter' }).click();
  const account = surface.locator('[data-effect="ensure-admin-account"][data-state="retrying"]');
  await account.getByText(/Nouvel essai (dans|imminent)/).waitFor();
  await account.getByRole('button', { name: /^Réessayer/ }).waitFor();
  isOver();
  await surface.getByText('4 sur 4').waitFor();
});
