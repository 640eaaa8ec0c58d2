import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openSidebar } from '../kit/helpscout-sidebar.ts';
import { conversationOf, draftIn, draftsIn, mailArrives, mailsSentBy } from '../kit/helpscout-world.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings: { publicForm: { enabled: true } } });
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

let count = 0;
/** A conversation that is read already, with its sidebar. */
async function begun() {
  count += 1;
  const { conversationId } = mailArrives(world, { from: `accueil-${count}@commune.example.org` });
  const sidebar = await openSidebar(world, conversationId);
  await sidebar.until(({ replies }) => replies.length > 0);
  return { conversationId, sidebar };
}
const toReplies = { method: 'POST', pathPrefix: '/helpscout/v2/conversations/' };

it.each([
  ['the connection is cut after Help Scout took it', { kind: 'reset', after: true }],
  ['the answer never comes, though Help Scout took it', { kind: 'timeout', after: true }],
  ['the connection is cut before', { kind: 'reset' }],
  ['Help Scout fails', { kind: '500' }],
  ['Help Scout is at its limit', { kind: '429', retryAfterSeconds: 1 }],
  ['the token has expired', { kind: '401' }],
] as const)(
  '%s: one draft, no mail, the status as it was',
  async (_when, trouble) => {
    const { conversationId, sidebar } = await begun();
    world.sandbox.helpscout.acts.setStatus({ conversationId, status: 'pending' });
    world.sandbox.misbehaviour.add({ vendor: 'helpscout', count: 1, match: toReplies, ...trouble });
    const answer = await sidebar.command({ type: 'place-saved-reply', reply: 'valid' });
    expect(answer.outcome).toBe('advanced');
    await sidebar.until(({ placed }) => placed[0]?.state === 'draft', 60_000);
    expect(draftsIn(world, conversationId)).toHaveLength(1);
    expect(mailsSentBy(world, conversationId)).toEqual([]);
    expect(conversationOf(world, conversationId).status).toBe('pending');
  },
  90_000,
);

it('two agents on two nodes, and the same click twice: one draft', async () => {
  const second = await world.addNode();
  expect(second.url).not.toBe(world.nodes[0]?.url);
  const { conversationId, sidebar } = await begun();
  const beside = await openSidebar(world, conversationId, { node: 1 });
  const commandId = '5d0f5a80-3a53-4d8a-9d52-0c3f3b8d2a11';
  const place = { type: 'place-saved-reply', reply: 'valid' };
  const answers = await Promise.all([
    sidebar.command({ ...place, commandId }),
    sidebar.command({ ...place, commandId }),
    beside.command(place),
  ]);
  expect(answers.filter(({ outcome }) => outcome === 'advanced').length).toBeGreaterThan(0);
  await draftIn(world, conversationId);
  await sidebar.until(({ placed }) => placed.every(({ state }) => state === 'draft'));
  expect(draftsIn(world, conversationId)).toHaveLength(1);
});

it('is mailed by the agent alone, or at once where a setting says so', async () => {
  const { conversationId, sidebar } = await begun();
  await sidebar.command({ type: 'place-saved-reply', reply: 'individualOrCompany' });
  const draft = await draftIn(world, conversationId);
  expect(draft.body).not.toMatch(/\{%|\{\{/);
  world.sandbox.helpscout.acts.agentSendsDraft({ threadId: draft.id });
  await sidebar.until(({ placed }) => placed[0]?.state === 'sent');
  expect(mailsSentBy(world, conversationId)).toHaveLength(1);

  const other = await startWorld({
    helpscout: true,
    settings: { publicForm: { enabled: true }, helpscout: { send: true } },
  });
  try {
    const { conversationId: id } = mailArrives(other, { from: 'direct@commune.example.org' });
    const direct = await openSidebar(other, id);
    await direct.until(({ replies }) => replies.length > 0);
    await direct.command({ type: 'place-saved-reply', reply: 'valid' });
    await direct.until(({ placed }) => placed[0]?.state === 'sent');
    expect(mailsSentBy(other, id)).toHaveLength(1);
    expect(conversationOf(other, id).status).toBe('active');
  } finally {
    await other.stop();
  }
}, 60_000);

it('that still holds a variable nobody can fill is refused, and says which', async () => {
  const { sidebar, conversationId } = await begun();
  const saved = world.sandbox.helpscout.memory.savedReplies.find(({ id }) => id === 501);
  const before = saved?.text ?? '';
  world.sandbox.helpscout.acts.editSavedReply({ id: 501, text: 'Bonjour {%customer.shoeSize%}' });
  // A node that has just started reads them at once.
  await world.addNode();
  try {
    // A node that starts reads them all.
    await world.addNode();
    const { replies } = await sidebar.until(
      (view) => view.replies.find(({ key }) => key === 'valid')?.problem,
      20_000,
    );
    expect(replies.find(({ key }) => key === 'valid')?.problem).toContain('customer.shoeSize');
    const answer = await sidebar.command({ type: 'place-saved-reply', reply: 'valid' });
    expect(answer).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('customer.shoeSize'),
    });
    expect(draftsIn(world, conversationId)).toEqual([]);
  } finally {
    world.sandbox.helpscout.acts.editSavedReply({ id: 501, text: before });
  }
}, 60_000);
