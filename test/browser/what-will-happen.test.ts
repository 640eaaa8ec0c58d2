import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { type Stage, startStage } from '../kit/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ settings: { undoSeconds: 0 } });
});
afterAll(() => stage.close());
afterEach(async () => expect(await stage.closeWindows()).toEqual([]));

it('lists before the decision exactly what the decision then does, in its order', async () => {
  const { world } = stage;
  const { dealId, request } = await submitted(world);
  const { surface } = await stage.open(`/pipedrive/deal/${dealId}`);
  const disclosure = surface.getByRole('button', { name: 'Voir ce qui va se passer' });
  expect(await disclosure.getAttribute('aria-expanded')).toBe('false');
  await disclosure.click();
  const foreseen = surface.locator('.rehearsal ol li');
  await foreseen.first().waitFor();
  const told = (await foreseen.allInnerTexts()).map((text) => text.split('\n')[0]);
  expect(await world.request(request.id)).toMatchObject({ step: 'pending', revision: request.revision });
  await surface.getByRole('button', { name: 'Accepter' }).click();
  await surface.getByText(`${told.length} sur ${told.length}`).waitFor();
  expect(await surface.locator('.effect-label').allInnerTexts()).toEqual(told);
});
