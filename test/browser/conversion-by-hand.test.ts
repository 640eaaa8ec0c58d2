import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { updateActivity, updateDeal } from '../../services/sandbox/src/pipedrive/acts.ts';
import { standsAt, storyOf } from '../kit/client-panel.ts';
import { activitiesOf, dayIn, followedClient, stageNameOf } from '../kit/client-story.ts';
import { inStore, mailsTo, quiet } from '../kit/flow.ts';
import { ask, detailsOf } from '../kit/followed-deals.ts';
import { longStory, type Stage, startStage } from '../kit/stage.ts';
import { eventually } from '../kit/start-world.ts';

const manager = 22;
const documentedStageId = 4;
const accountStageId = 5;

let stage: Stage;
beforeAll(async () => {
  // Long enough for a click on a machine that does other things too.
  stage = await startStage({ settings: { undoSeconds: 5, conversion: { enabled: true } } });
  await quiet(stage.world);
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it(
  'takes a step back as long as nothing of it has begun: no mail leaves, the deal stays',
  longStory,
  async () => {
    const { world } = stage;
    const { email, dealId, conversionId } = await followedClient(world);
    const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
    await surface.getByRole('button', { name: 'Autres actions' }).click();
    await surface.getByRole('button', { name: 'Envoyer la documentation' }).click();
    await standsAt(surface, 'Doc envoyée');
    await surface.getByRole('region', { name: 'Décision' }).getByRole('button', { name: 'Annuler' }).click();
    await standsAt(surface, 'Suspect identifié');
    const effects = await inStore<{ kind: string; state: string }>(
      world,
      'select kind, state from effects where instance_id = $1 order by kind',
      [conversionId],
    );
    expect(effects).toEqual([
      { kind: 'ensure-deal-stage', state: 'cancelled' },
      { kind: 'send-client-mail', state: 'cancelled' },
    ]);
    expect(mailsTo(world, email)).toEqual([]);
    expect(stageNameOf(world, dealId)).toBe('Potentiels identifiés');
    const story = await storyOf(surface);
    await story.getByText('Annulé').first().waitFor();
  },
);

it('shows a promise that a colleague moved in Pipedrive, and its journal says so', longStory, async () => {
  const { world } = stage;
  const { dealId, conversionId } = await followedClient(world);
  await ask(world, { type: 'book-presentation', conversionId, day: dayIn(10) });
  const { id } = await eventually(() => activitiesOf(world, dealId)[0]);
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  const promises = surface.getByRole('region', { name: 'Promesses' });
  await promises.locator(`time[datetime="${dayIn(10)}"]`).waitFor();
  updateActivity(world.sandbox.standIn, manager, id, { due_date: dayIn(17) });
  await promises.locator(`time[datetime="${dayIn(17)}"]`).waitFor({ timeout: 20_000 });
  const story = await storyOf(surface);
  await story.getByText(/Activité déplacée dans Pipedrive : Présentation/).waitFor();
  expect(activitiesOf(world, dealId).map(({ due_date }) => due_date)).toEqual([dayIn(17)]);
});

it('says what it understood of a deal that a colleague moves', longStory, async () => {
  const { world } = stage;
  const { dealId, conversionId } = await followedClient(world);
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  await standsAt(surface, 'Suspect identifié');
  updateDeal(world.sandbox.standIn, manager, dealId, { stage_id: documentedStageId });
  await standsAt(surface, 'Doc envoyée', 20_000);
  const story = await storyOf(surface);
  await story.getByText(/^Affaire déplacée par Responsable commercial : « Doc envoyée »/).waitFor();
  updateDeal(world.sandbox.standIn, manager, dealId, { stage_id: accountStageId });
  const understood = /mais aucun compte n’existe : l’étape ne change pas/;
  await story.getByText(understood).waitFor({ timeout: 20_000 });
  await standsAt(surface, 'Doc envoyée');
  await expect.poll(() => stageNameOf(world, dealId)).toBe('Compte créé');
  expect((await detailsOf(world, conversionId)).step).toBe('documented');
});
