import { afterAll, beforeAll, expect, it } from 'vitest';
import { updateDeal } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { mailArrives } from '../../kit/helpscout-world.ts';
import { enteredAll } from '../../kit/public-form.ts';
import { besideConversation } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
});
afterAll(() => world.stop());

const admin = { userId: 1 };
const organization = 'Mairie confidentielle';

/** A request that only the owner of its deal may see, and administrators. */
async function hidden() {
  const { dealId, email } = await world.form({ name: 'Personne Secrète', organization });
  const { id } = await world.requestOf(dealId);
  updateDeal(world.sandbox.standIn, 12, dealId, { visible_to: 1 });
  await eventually(async () => !(await world.list()).items.some((item) => item.dealId === dealId));
  return { id, email };
}

const conversationsOf = async (id: string) => {
  const { body } = await world.call(`/api/requests/${id}`, admin);
  return (body as { conversations: object[] }).conversations;
};

it('an agent links no request they may not see by typing its address', async () => {
  const { id, email } = await hidden();
  const { conversationId } = mailArrives(world, { from: 'quelquun@mairie.example.org' });
  const beside = await besideConversation(world, conversationId);
  await beside.view();
  const opened = await beside.command({
    type: 'open-request-from-conversation',
    email,
    name: 'Personne Secrète',
    organization,
  });
  expect(opened.status).toBe(200);
  await enteredAll(world);
  expect(await conversationsOf(id)).toEqual([]);
  const view = await beside.view();
  expect(view.matches).toEqual([]);
  expect(JSON.stringify(view)).not.toContain('Secrète');
});
