import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { FindingsView } from '#core/contract/findings-view.ts';
import { openTestStoreOf, type StoreOfWorld } from '../kit/desk-store.ts';
import { submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { conversationOf, deskIds, deskWebhook, mailArrives } from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
let store: StoreOfWorld;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, environment: { SWEEP_SECONDS: '2' } });
  store = openTestStoreOf(world);
  await deskWebhook(world);
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(async () => {
  await store.close();
  await world.stop();
});

const memory = () => world.sandbox.helpscout.memory;
const calls = () => world.sandbox.calls.list('helpscout');
const tagged = (conversationId: number, withinMs = 30_000) =>
  eventually(() => conversationOf(world, conversationId).tags.includes('compte-admin'), withinMs);

it('told to wait by Help Scout, it waits as long as it says, and does everything later, once', async () => {
  const arrived = Array.from({ length: 12 }, (_, index) =>
    mailArrives(world, { from: `limite-${index}@commune.example.org` }),
  );
  world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: '429', retryAfterSeconds: 3, count: 4 });
  const refused = await eventually(
    () =>
      calls()
        .filter(({ status }) => status === 429)
        .at(0),
    20_000,
  );
  for (const { conversationId } of arrived) await tagged(conversationId, 60_000);
  const sinceMs = Date.parse(refused.at);
  const duringWait = calls().filter(
    ({ at }) => Date.parse(at) > sinceMs + 500 && Date.parse(at) < sinceMs + 2_800,
  );
  expect(duringWait).toEqual([]);
  for (const { conversationId } of arrived)
    expect(conversationOf(world, conversationId).tags).toHaveLength(1);
}, 90_000);

it('a token that expires on two nodes at once is asked for once', async () => {
  const second = await world.addNode();
  expect(second.url).toBeTruthy();
  const { conversationId } = mailArrives(world, { from: 'jeton@commune.example.org' });
  await tagged(conversationId);
  const tokenCalls = () => calls().filter(({ path }) => path.endsWith('/oauth2/token')).length;
  const before = tokenCalls();
  memory().accessTokens.length = 0;
  const sidebars = await Promise.all([0, 1].map((node) => openSidebar(world, conversationId, { node })));
  const more = mailArrives(world, { from: 'jeton-2@commune.example.org' });
  await tagged(more.conversationId);
  for (const sidebar of sidebars) expect((await sidebar.view()).isAboutAccounts).toBe(true);
  expect(tokenCalls() - before).toBe(1);
});

it('a deactivated user behind the app is told to operators; what came meanwhile is caught up', async () => {
  const user = memory().agents.find(({ id }) => id === deskIds.integration);
  if (!user) throw new Error('The seed has no user behind the app.');
  world.sandbox.helpscout.acts.deactivateUser({ userId: deskIds.integration });
  const { conversationId } = mailArrives(world, { from: 'suspendu@commune.example.org' });
  const found = await eventually(async () => {
    const { items } = (await world.call('/api/findings', { userId: 1 })).body as FindingsView;
    return items.find(({ area }) => area === 'helpscout');
  }, 60_000);
  expect(JSON.stringify(found)).toMatch(/Help Scout/);
  const { request } = await submitted(world);
  expect(request.step).toBe('pending');
  user.isActive = true;
  await tagged(conversationId, 90_000);
}, 150_000);

it('what webhooks lost is found by the sweep, also that a customer wrote again', async () => {
  world.sandbox.misbehaviour.add({ vendor: 'helpscout-webhooks', kind: 'lost', count: 1000 });
  const { conversationId } = mailArrives(world, { from: 'perdu@commune.example.org', subject: 'Question' });
  const sidebar = await openSidebar(world, conversationId);
  expect((await sidebar.view()).isAboutAccounts).toBe(false);
  const entriesRead = async () => (await store.conversationNow(conversationId))?.facts?.threads.length;
  await eventually(async () => (await entriesRead()) === 1, 30_000);
  world.sandbox.helpscout.acts.customerReplies({ conversationId, html: '<p>Alors ?</p>' });
  await eventually(async () => (await entriesRead()) === 2, 30_000);
  world.sandbox.helpscout.acts.addTag({ conversationId, tag: 'compte-admin' });
  expect((await sidebar.until((view) => view.isAboutAccounts, 30_000)).isAboutAccounts).toBe(true);
}, 120_000);

it('a webhook that Help Scout disabled is enabled again, and a sweep finds what it did not tell', async () => {
  const webhook = await deskWebhook(world);
  webhook.state = 'disabled';
  const { conversationId } = mailArrives(world, { from: 'muet@commune.example.org' });
  await tagged(conversationId);
  await eventually(async () => (await deskWebhook(world)).state === 'enabled', 30_000);
  expect(memory().webhooks.filter(({ url }) => url.endsWith('/webhooks/helpscout'))).toHaveLength(1);
}, 60_000);
