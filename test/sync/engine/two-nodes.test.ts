import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSubscription } from '../../../services/sandbox/src/pipedrive/subscriptions.ts';
import { callsTo, dealIn, inStore, mailsTo, reaches, submitted } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

const flowCount = 40;
let world: World;

/** Every event reaches both nodes: each has a subscription of its own. */
beforeAll(async () => {
  world = await startWorld();
  const { url } = await world.addNode();
  const { memory } = world.sandbox.standIn;
  const [first] = memory.subscriptions;
  if (!first) throw new Error('no subscription');
  const second = { ...first, name: 'Second', subscription_url: `${url}/webhooks/pipedrive` };
  addSubscription(memory, second, new Date());
});
afterAll(() => world.stop());

/** Waits until so many requests stand in the steps. */
async function counted(steps: string, count: number) {
  return eventually(async () => {
    const { items } = await world.list(`?limit=100&step=${steps}`);
    // A request may be known a moment before its deal.
    return items.length === count && items.every(({ dealId }) => dealId !== null) && items;
  }, 60_000);
}

it(`carries ${flowCount} flows out on two nodes, each exactly once`, async () => {
  const forms = await Promise.all(Array.from({ length: flowCount }, () => world.form()));
  const pending = await counted('pending', flowCount);
  const flows = forms.map((form, n) => {
    const requestId = pending.find(({ dealId }) => dealId === form.dealId)?.id;
    return { ...form, requestId, accepts: n % 3 !== 0, node: n % 2 };
  });
  await Promise.all(
    flows.map(async ({ requestId, accepts, node }) => {
      const command = accepts
        ? { type: 'accept-request', requestId }
        : { type: 'refuse-request', requestId, reason: 'individual' };
      // Two colleagues click the same button, each on their node.
      const answers = await Promise.all([
        world.command(command, { userId: 21, node }),
        world.command(command, { userId: 22, node: 1 - node }),
      ]);
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['advanced', 'ignored']);
    }),
  );
  await counted('accepted,refused', flowCount);

  const accepted = flows.filter(({ accepts }) => accepts).map(({ email }) => email);
  const { accounts } = world.sandbox.accounts;
  expect(accounts.map(({ userName }) => userName).sort()).toEqual(accepted.sort());
  for (const { dealId, personId, email, accepts } of flows) {
    expect(mailsTo(world, email), email).toHaveLength(1);
    expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`), `deal ${dealId}`).toHaveLength(1);
    expect(callsTo(world, 'PATCH', `/api/v2/persons/${personId}`), `person ${personId}`).toHaveLength(1);
    expect(dealIn(world, dealId)?.status).toBe(accepts ? 'open' : 'lost');
  }
  expect((await world.list('?limit=100')).items).toHaveLength(flowCount);
}, 60_000);

it('does not forget a decision that came while another node held the request', async () => {
  const { request } = await submitted(world);
  const key = `passerelle.instance.${request.id}`;
  const locked = inStore(world, 'select pg_advisory_lock(hashtextextended($1, 0)), pg_sleep(0.7)', [key]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await world.command({ type: 'accept-request', requestId: request.id });
  await locked;
  // Sooner than the sweep of missed bells, which waits 3 s before it calls a bell missed.
  await reaches(world, request.id, 'accepted', 2_000);
});
