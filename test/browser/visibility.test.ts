import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { quiet, submitted } from '../kit/flow.ts';
import { longStory, type Stage, startStage, timed } from '../kit/stage.ts';

/** Administrators of Pipedrive see everything. */
const admin = { staffId: 1 };
const owner = { staffId: 12 };
const organization = 'Mairie confidentielle';
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 60 } });
  await quiet(stage.world);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

/** The owner of the deal says on its page who may see it. */
async function say(dealId: number, visibleTo: '1' | '3'): Promise<void> {
  const { page } = await stage.open(`/pipedrive/deal/${dealId}`, owner);
  await page.locator('#human-acts > summary').click();
  await page.locator('select[name="visibleTo"]').selectOption(visibleTo);
  await page.locator('#change-visibility').click();
  await page.waitForLoadState();
}

it(
  'who may not see the deal sees no request; allowed to, they see it at the next look',
  longStory,
  async () => {
    const { dealId, personId } = await submitted(stage.world, { organization, name: 'Personne Secrète' });
    await submitted(stage.world, { organization: 'Mairie ouverte' });
    const colleague = (await stage.open('/pipedrive/requests')).surface;
    await colleague.getByRole('row', { name: new RegExp(organization) }).waitFor();
    await colleague.getByRole('button', { name: 'À décider 2' }).waitFor();

    await say(dealId, '1');
    await colleague.getByRole('row', { name: new RegExp(organization) }).waitFor({ state: 'detached' });
    await colleague.getByRole('button', { name: 'À décider 1' }).waitFor();
    await colleague.getByRole('row', { name: /Mairie ouverte/ }).waitFor();

    const beside = `/pipedrive/person/${personId}`;
    const panel = (await stage.open(beside)).surface;
    await panel.getByText('Aucune demande de compte ici').waitFor();
    expect(await panel.getByText('Personne Secrète').count()).toBe(0);
    const seen = (await stage.open(beside, admin)).surface;
    await seen.getByText('Personne Secrète').first().waitFor();
    const all = (await stage.open('/pipedrive/requests', admin)).surface;
    await all.getByRole('row', { name: new RegExp(organization) }).waitFor();
    await all.getByRole('button', { name: 'À décider 2' }).waitFor();

    await say(dealId, '3');
    const tookMs = await timed(() =>
      colleague.getByRole('row', { name: new RegExp(organization) }).waitFor(),
    );
    expect(tookMs).toBeLessThan(3_000);
    await panel.getByText('Personne Secrète').first().waitFor();
  },
);
