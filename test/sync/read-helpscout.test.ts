import { afterEach, describe, expect, it } from 'vitest';
import { openTestStoreOf, type StoreOfWorld } from '../kit/desk-store.ts';
import { conversationOf, deskIds, deskWebhook, mailArrives } from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World, type WorldOptions } from '../kit/start-world.ts';

let world: World;
let store: StoreOfWorld;
async function start(options: WorldOptions = {}) {
  const environment = { SWEEP_SECONDS: '1', ...options.environment };
  world = await startWorld({ ...options, helpscout: true, environment });
  store = openTestStoreOf(world);
}
afterEach(async () => {
  await store.close();
  await world.stop();
});

const memory = () => world.sandbox.helpscout.memory;
const callsTo = (method: string, part: string) =>
  world.sandbox.calls
    .list('helpscout')
    .filter(({ method: verb, path }) => verb === method && path.includes(part));
const tagged = (conversationId: number) =>
  eventually(() => conversationOf(world, conversationId).tags.includes('compte-admin') || undefined);

describe('the help desk is read', () => {
  it('for what came while our webhook was switched off: it is on again, and nothing is lost', async () => {
    await start();
    const webhook = await deskWebhook(world);
    webhook.state = 'disabled';
    const missed = [1, 2, 3].map((each) => mailArrives(world, { from: `p${each}@mairie.example.org` }));
    for (const { conversationId } of missed) await tagged(conversationId);
    await eventually(() => memory().webhooks.every(({ state }) => state === 'enabled'));
    expect(memory().webhooks).toHaveLength(1);
    const told = mailArrives(world, { from: 'p4@mairie.example.org' });
    await tagged(told.conversationId);
  });

  it('for its saved replies, and what colleagues change about them is kept for operators', async () => {
    await start();
    const replies = async () => {
      const { rows } = await store.pool.query(
        'select id::int, name, change from helpscout_saved_replies where gone_at is null order by id',
      );
      return rows as { id: number; name: string; change: { kind: string; before: string } | null }[];
    };
    const count = memory().savedReplies.length;
    const read = await eventually(async () => (await replies()).length === count && replies());
    expect(read.map(({ id, name }) => [id, name])).toContainEqual([deskIds.valid, 'Demande compte admin']);
    world.sandbox.helpscout.acts.renameSavedReply({ id: deskIds.valid, name: 'Compte admin' });
    // A node that has just started reads them at once.
    await world.addNode();
    const renamed = await eventually(async () =>
      (await replies()).find(({ id, name }) => id === deskIds.valid && name === 'Compte admin'),
    );
    expect(renamed.change).toEqual({ kind: 'renamed', before: 'Demande compte admin' });
  });

  it('by one node of two: one webhook, one token', async () => {
    await start();
    await world.addNode();
    const { conversationId } = mailArrives(world, { from: 'deux@mairie.example.org' });
    await tagged(conversationId);
    expect(memory().webhooks).toHaveLength(1);
    expect(callsTo('POST', '/oauth2/token')).toHaveLength(1);
    expect(callsTo('PUT', `/conversations/${conversationId}/tags`)).toHaveLength(1);
  });

  it('once it answers again, with nothing lost', async () => {
    await start();
    const rule = world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: '500' });
    const { conversationId } = mailArrives(world, { from: 'panne@mairie.example.org' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(conversationOf(world, conversationId).tags).toEqual([]);
    world.sandbox.misbehaviour.remove(rule.id);
    await eventually(() => conversationOf(world, conversationId).tags.length > 0 || undefined, 20_000);
  }, 60_000);

  it('never in the inboxes that the settings leave out', async () => {
    await start({ settings: { helpscout: { inboxes: ['Support EN'] } } });
    await deskWebhook(world);
    const english = mailArrives(world, { from: 'en@mairie.example.org', mailboxId: deskIds.englishInbox });
    const french = mailArrives(world, { from: 'fr@mairie.example.org' });
    await tagged(english.conversationId);
    await eventually(async () => (await store.conversationNow(french.conversationId))?.step === 'gone');
    expect(conversationOf(world, french.conversationId).tags).toEqual([]);
    world.sandbox.helpscout.acts.moveConversation({
      conversationId: french.conversationId,
      mailboxId: deskIds.englishInbox,
    });
    await tagged(french.conversationId);
    const { rows } = await store.pool.query(
      'select distinct mailbox_id::int as id from helpscout_saved_replies',
    );
    expect(rows).toEqual([{ id: deskIds.englishInbox }]);
  });
});
