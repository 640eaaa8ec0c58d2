import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestStoreOf, type StoreOfWorld } from '../../kit/desk-store.ts';
import { conversationOf, mailArrives, notesIn } from '../../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
let store: StoreOfWorld;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, environment: { SHADOW: 'on', SWEEP_SECONDS: '1' } });
  store = openTestStoreOf(world);
});
afterAll(async () => {
  await store.close();
  await world.stop();
});

it('reads the help desk in shadow mode and writes nothing there: neither tags nor notes nor a webhook', async () => {
  const email = 'ombre@mairie.example.org';
  const { conversationId } = mailArrives(world, { from: email });
  await store.conversation(conversationId);
  const { dealId } = await world.form({ email });
  const request = await world.requestOf(dealId);
  await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
  const recorded = await eventually(async () => {
    const { rows } = await store.pool.query(
      `select kind, shadow from effects
       where kind in ('tag-conversation', 'note-on-conversation') and state = 'done' order by kind`,
    );
    return rows.length === 2 && rows;
  });
  expect(recorded).toMatchObject([
    { kind: 'note-on-conversation', shadow: [{ vendor: 'helpscout', method: 'POST' }] },
    {
      kind: 'tag-conversation',
      shadow: [{ vendor: 'helpscout', method: 'PUT', body: { tags: ['compte-admin'] } }],
    },
  ]);
  expect(conversationOf(world, conversationId).tags).toEqual([]);
  expect(notesIn(world, conversationId)).toEqual([]);
  expect(world.sandbox.helpscout.memory.webhooks).toEqual([]);
  const writes = world.sandbox.calls
    .list('helpscout')
    .filter(({ method, path }) => method !== 'GET' && !path.includes('/oauth2/token'));
  expect(writes).toEqual([]);
});
