import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RequestPage } from '#core/contract/request-view.ts';
import { createDeal, updateDeal } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

it('of the other deals of the person those count that the reader may see', async () => {
  const { request, personId } = await submitted(world);
  const { standIn } = world.sandbox;
  const deal = (title: string) => createDeal(standIn, 22, { title, person_id: personId, owner_id: 22 }).id;
  const [hidden] = [deal('Affaire confidentielle'), deal('Affaire connue')];
  const warned = async (userId: number) => {
    const page = (await world.call('/api/requests', { userId })).body as RequestPage;
    return page.items.find(({ id }) => id === request.id)?.warnings.join(' ') ?? '';
  };
  await eventually(async () => (await warned(21)).includes('2 autres affaires'));
  updateDeal(standIn, 22, hidden, { visible_to: 1 });
  await eventually(async () => (await warned(21)).includes('Une autre affaire'));
  expect(await warned(1)).toContain('2 autres affaires');
});
