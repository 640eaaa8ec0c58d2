import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Submitted, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';

const names = ['Commune une', 'Commune deux', 'Commune trois'];

let stage: Stage;
let sent: Submitted[];
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
  sent = [];
  for (const [index, organization] of names.entries()) {
    sent.push(
      await submitted(stage.world, {
        organization,
        name: `Agent ${index}`,
        email: `a${index}@c.example.org`,
      }),
    );
  }
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** Ticks records of a list of Pipedrive and opens the modal from its action menu. */
async function refuseFrom(list: 'deals' | 'persons', ids: number[]) {
  const visit = await stage.open(`/pipedrive/${list}`);
  for (const id of ids) await visit.page.locator(`[data-tick="${id}"]`).check();
  await visit.page.getByText('Actions', { exact: true }).click();
  await visit.page.getByRole('button', { name: 'Passerelle : refuser…' }).click();
  return visit;
}

it('refuses one selected person like their own request', async () => {
  const { page, modal } = await refuseFrom('persons', [sent[0]?.personId ?? 0]);
  await modal.getByRole('heading', { name: 'Refuser la demande : Commune une' }).waitFor();
  await modal.getByRole('button', { name: 'Ne pas refuser' }).click();
  await page.locator('dialog.modal').waitFor({ state: 'detached' });
});

it('refuses several selected deals with one reason, and tells what became of each', longStory, async () => {
  const { world } = stage;
  const { page, modal } = await refuseFrom('deals', [1, ...sent.map(({ dealId }) => dealId)]);
  await modal.getByRole('heading', { name: 'Refuser 3 demandes' }).waitFor();
  for (const name of names) await modal.getByText(new RegExp(name)).waitFor();
  const refuse = modal.getByRole('button', { name: 'Refuser 3 demandes' });
  await refuse.click();
  await modal.getByText('Choisissez un motif.').waitFor();
  await modal.getByLabel('Particulier ou entreprise').check();
  await refuse.click();
  await modal.getByText('Décision groupée terminée : 3 demandes').first().waitFor({ timeout: 20_000 });
  await modal.getByText('3 décidées').waitFor();
  await modal.getByRole('button', { name: 'Fermer les résultats' }).click();
  await page.locator('dialog.modal').waitFor({ state: 'detached' });
  const steps = await Promise.all(sent.map(async ({ request }) => (await world.request(request.id)).step));
  expect(steps.every((step) => step === 'refusing' || step === 'refused')).toBe(true);
});

it('says that records without a request have nothing to refuse', async () => {
  const { modal } = await refuseFrom('deals', [1]);
  await modal.getByText('Aucune demande à refuser').waitFor();
  await modal.getByText(/n’ont pas de demande de compte/).waitFor();
});
