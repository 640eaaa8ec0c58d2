import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitted } from '../kit/flow.ts';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { conversationOf, deskIds, mailArrives } from '../kit/helpscout-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
});
afterAll(() => world.stop());

const acts = () => world.sandbox.helpscout.acts;
const linksOf = async (requestId: string) =>
  (await world.request(requestId)).conversations.map(({ id }) => id);

it('finds the request by any address of the customer, whatever the capitals', async () => {
  const { request, email } = await submitted(world, { email: 'Maire.Adjointe@Bourg.Example.ORG' });
  const { conversationId, customerId } = mailArrives(world, { from: 'perso@courrier.example.net' });
  acts().addCustomerEmail({ customerId, email: 'bureau@bourg.example.org' });
  acts().addCustomerEmail({ customerId, email: email.toUpperCase() });
  const sidebar = await openSidebar(world, conversationId);
  const { matches, customer } = await sidebar.until((view) => view.matches[0]?.isLinked);
  expect(customer.emails).toHaveLength(3);
  expect(matches.map((match) => match.request.id)).toEqual([request.id]);
  expect(await linksOf(request.id)).toEqual([conversationId]);
});

it('finds the conversation when the request comes later', async () => {
  const from = 'plus-tard@bourg.example.org';
  const { conversationId } = mailArrives(world, { from });
  await eventually(() => conversationOf(world, conversationId).tags.length > 0);
  const { request } = await submitted(world, { email: from });
  await eventually(async () => (await linksOf(request.id)).includes(conversationId));
});

it('finds the conversation that no webhook told of when the request comes', async () => {
  const from = 'sans-webhook@bourg.example.org';
  world.sandbox.misbehaviour.add({ vendor: 'helpscout-webhooks', kind: 'lost', count: 1000 });
  const { conversationId } = mailArrives(world, { from });
  const other = mailArrives(world, { from, subject: 'Panne du site' });
  const { request } = await submitted(world, { email: from });
  await eventually(async () => (await linksOf(request.id)).includes(conversationId));
  expect(conversationOf(world, other.conversationId).tags).toEqual([]);
  world.sandbox.misbehaviour.clear();
});

it('recognises a conversation in which an agent inserted one of our saved replies by hand', async () => {
  const { conversationId } = mailArrives(world, { from: 'a-la-main@bourg.example.org', subject: 'Bonjour' });
  const sidebar = await openSidebar(world, conversationId);
  expect((await sidebar.until(({ replies }) => replies.length > 0)).isAboutAccounts).toBe(false);
  const html = acts().insertSavedReply({ conversationId, savedReplyId: deskIds.valid });
  acts().agentReplies({ conversationId, html, savedReplyId: deskIds.valid });
  await sidebar.until((view) => view.isAboutAccounts);
  await eventually(() => conversationOf(world, conversationId).tags.length > 0);
});

it('shows two persons that match, links neither, and links the one an agent chooses', async () => {
  const [one, two] = [await submitted(world), await submitted(world)];
  // Told too early, the conversation would be linked before the customer has the other address.
  const { misbehaviour } = world.sandbox;
  const lost = misbehaviour.add({ vendor: 'helpscout-webhooks', kind: 'lost' });
  const { conversationId, customerId } = mailArrives(world, { from: one.email });
  acts().addCustomerEmail({ customerId, email: two.email });
  misbehaviour.remove(lost.id);
  const other = mailArrives(world, { from: two.email, replyTo: conversationId });
  expect(other.conversationId).toBe(conversationId);
  const sidebar = await openSidebar(world, conversationId);
  const { matches } = await sidebar.until((view) => view.matches.length === 2);
  expect(matches.map((match) => match.request.id).toSorted()).toEqual(
    [one.request.id, two.request.id].toSorted(),
  );
  const chosen = await sidebar.command({ type: 'link-conversation', requestId: two.request.id });
  expect(chosen.outcome).toBe('advanced');
  const after = await sidebar.until((view) => view.matches.some(({ isLinked }) => isLinked));
  expect(after.matches.filter(({ isLinked }) => isLinked).map((match) => match.request.id)).toEqual([
    two.request.id,
  ]);
});

it('offers to open a request for somebody unknown; somebody with an open one gets that one', async () => {
  const { conversationId } = mailArrives(world, { from: 'inconnue@hameau.example.org', name: 'Inconnue' });
  const sidebar = await openSidebar(world, conversationId);
  const view = await sidebar.until(({ subject }) => subject !== '');
  expect(view).toMatchObject({
    matches: [],
    prefilled: { name: 'Inconnue', email: 'inconnue@hameau.example.org' },
  });
  const opened = await sidebar.command({ type: 'open-request-from-conversation' });
  expect(opened.outcome).toBe('advanced');
  const known = await sidebar.until(({ matches }) => matches[0]?.isLinked, 20_000);
  const again = await sidebar.command({ type: 'open-request-from-conversation' });
  expect(again).toMatchObject({ outcome: 'ignored', requestId: known.matches[0]?.request.id });
  expect((await sidebar.view()).matches).toHaveLength(1);
});

it('follows a conversation into the one it is merged into, and a customer into another', async () => {
  const { request, email } = await submitted(world);
  const first = mailArrives(world, { from: email });
  await eventually(async () => (await linksOf(request.id)).includes(first.conversationId));
  const second = mailArrives(world, { from: email, subject: 'Autre chose' });
  acts().mergeConversations({ fromId: first.conversationId, intoId: second.conversationId });
  await eventually(async () => (await linksOf(request.id)).includes(second.conversationId));

  const stranger = mailArrives(world, { from: 'ancienne@village.example.org' });
  acts().mergeCustomers({ fromId: stranger.customerId, intoId: second.customerId });
  const sidebar = await openSidebar(world, stranger.conversationId);
  await sidebar.until(({ matches }) => matches.some((match) => match.request.id === request.id));
});

it('forgets a customer whom Help Scout deleted, and goes on', async () => {
  const { conversationId, customerId } = mailArrives(world, { from: 'effacee@village.example.org' });
  const sidebar = await openSidebar(world, conversationId);
  await sidebar.until(({ subject }) => subject !== '');
  acts().deleteCustomer({ customerId, keepsConversations: true });
  await sidebar.until(({ customer }) => customer.emails.length === 0);
  const { request } = await submitted(world, { email: 'effacee@village.example.org' });
  expect(await linksOf(request.id)).not.toContain(conversationId);
});
