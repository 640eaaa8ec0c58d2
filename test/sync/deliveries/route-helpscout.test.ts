import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStoreOf, type StoreOfWorld } from '../../kit/desk-store.ts';
import { submitted } from '../../kit/flow.ts';
import {
  conversationOf,
  deskWebhook,
  mailArrives,
  notesIn,
  propertiesOf,
} from '../../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
let store: StoreOfWorld;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
  store = openTestStoreOf(world);
  await deskWebhook(world);
  for (const slug of ['passerelle-request', 'passerelle-account'])
    world.sandbox.helpscout.memory.propertyDefinitions.push({ slug, name: slug, type: 'text', options: [] });
});
afterAll(async () => {
  await store.close();
  await world.stop();
});

let count = 0;
const newAddress = () => {
  count += 1;
  return `agent-${count}@mairie-${count}.example.org`;
};
const linked = (requestId: string, conversationId: number) =>
  eventually(async () => {
    const { conversations } = await world.request(requestId);
    return conversations.some(({ id }) => id === conversationId) || undefined;
  });
const acts = () => world.sandbox.helpscout.acts;

describe('a webhook of Help Scout', () => {
  it('makes a conversation be read, recognised by its subject and tagged', async () => {
    const { conversationId } = mailArrives(world, { from: newAddress() });
    await eventually(() => conversationOf(world, conversationId).tags.includes('compte-admin') || undefined);
    const { because, facts, step } = await store.conversation(conversationId);
    expect({ because, step, subject: facts?.subject }).toEqual({
      because: 'subject',
      step: 'waiting',
      subject: 'Demande de compte admin',
    });
  });

  it('follows one that is not about accounts for its first answer alone', async () => {
    const { conversationId } = mailArrives(world, { from: newAddress(), subject: 'Mon dossier' });
    const { because, step } = await store.conversation(conversationId);
    expect([because, step]).toEqual([null, 'waiting']);
    acts().agentReplies({ conversationId, html: '<p>Bonjour</p>' });
    await eventually(async () => (await store.conversationNow(conversationId))?.step === 'answered');
    expect(conversationOf(world, conversationId).tags).toEqual([]);
    expect(notesIn(world, conversationId)).toEqual([]);
  });

  it('leads from any of the customer’s addresses to the request, whatever its capitals', async () => {
    const [mailedFrom, formAddress] = [newAddress(), newAddress()];
    const { request } = await submitted(world, { email: formAddress });
    const { conversationId, customerId } = mailArrives(world, { from: mailedFrom.toUpperCase() });
    await store.conversation(conversationId);
    expect((await world.request(request.id)).conversations).toEqual([]);
    acts().addCustomerEmail({ customerId, email: formAddress.toUpperCase() });
    await linked(request.id, conversationId);
  });

  it('tells the conversation what is decided: a note, and the customer’s properties', async () => {
    const email = newAddress();
    const { conversationId, customerId } = mailArrives(world, { from: email });
    const { request } = await submitted(world, { email });
    await linked(request.id, conversationId);
    await eventually(() => propertiesOf(world, customerId)['passerelle-request'] === 'À décider');
    const { status } = conversationOf(world, conversationId);
    await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
    const [note] = await eventually(() => {
      const notes = notesIn(world, conversationId);
      return notes.length > 0 && notes;
    });
    expect(note?.body).toMatch(/refusée/i);
    expect(conversationOf(world, conversationId).status).toBe(status);
    await eventually(() => propertiesOf(world, customerId)['passerelle-request'] === 'Refusée');
  });

  it('tells nobody where two requests match', async () => {
    const [one, other] = [newAddress(), newAddress()];
    const first = await submitted(world, { email: one });
    const second = await submitted(world, { email: other });
    const { conversationId, customerId } = mailArrives(world, { from: newAddress() });
    acts().addCustomerEmail({ customerId, email: one });
    await linked(first.request.id, conversationId);
    const another = mailArrives(world, { from: newAddress() });
    acts().addCustomerEmail({ customerId: another.customerId, email: other });
    await linked(second.request.id, another.conversationId);
    acts().mergeCustomers({ fromId: another.customerId, intoId: customerId });
    const third = mailArrives(world, { from: one });
    await eventually(async () => {
      const state = await store.conversationNow(third.conversationId);
      return state?.linkedEmails.includes(other) || undefined;
    });
    await eventually(async () => {
      const { rows } = await store.pool.query(
        "select count(*)::int as count from effects where kind = 'link-conversation' and state <> 'done'",
      );
      return rows[0].count === 0;
    });
    for (const { request } of [first, second])
      expect((await world.request(request.id)).conversations.map(({ id }) => id)).not.toContain(
        third.conversationId,
      );
  });

  it('follows a merge: the other conversation belongs to the request, too', async () => {
    const email = newAddress();
    const { request } = await submitted(world, { email });
    const from = mailArrives(world, { from: email });
    await linked(request.id, from.conversationId);
    const into = mailArrives(world, { from: newAddress(), subject: 'Suite' });
    await store.conversation(into.conversationId);
    acts().mergeConversations({ fromId: from.conversationId, intoId: into.conversationId });
    await linked(request.id, into.conversationId);
    const survivor = await eventually(async () => {
      const state = await store.conversationNow(into.conversationId);
      return state?.requests.length === 1 && state;
    });
    expect(survivor.requests[0]?.requestId).toBe(request.id);
    expect(await store.conversationNow(from.conversationId)).toMatchObject({
      step: 'gone',
      mergedIntoId: into.conversationId,
    });
  });

  it('lets go of a conversation that was deleted, and of its customer', async () => {
    const { conversationId } = mailArrives(world, { from: newAddress() });
    await store.conversation(conversationId);
    acts().deleteConversation({ conversationId });
    await eventually(async () => (await store.conversationNow(conversationId))?.step === 'gone');
    const other = mailArrives(world, { from: newAddress() });
    await store.conversation(other.conversationId);
    acts().deleteCustomer({ customerId: other.customerId, keepsConversations: true });
    const state = await eventually(async () => {
      const found = await store.conversationNow(other.conversationId);
      return found?.facts?.customer.id === null && found;
    });
    expect(state.step).not.toBe('gone');
  });

  it('that comes twice, late and out of order changes nothing', async () => {
    const rules = (['duplicate', 'reorder', 'stale'] as const).map((kind) =>
      world.sandbox.misbehaviour.add({ vendor: 'helpscout-webhooks', kind }),
    );
    const { conversationId } = mailArrives(world, { from: newAddress() });
    acts().addTag({ conversationId, tag: 'vip' });
    acts().setStatus({ conversationId, status: 'closed' });
    const state = await eventually(async () => {
      const found = await store.conversationNow(conversationId);
      return found?.facts?.status === 'closed' && found.readingFrom === null && found;
    });
    expect(state.facts?.tags.toSorted()).toContain('vip');
    for (const { id } of rules) world.sandbox.misbehaviour.remove(id);
    expect(conversationOf(world, conversationId).status).toBe('closed');
  });
});
