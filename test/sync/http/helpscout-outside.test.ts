import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskIds, mailArrives, sidebarUrlOf } from '../../kit/helpscout-world.ts';
import { besideConversation, openSidebar } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true });
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(() => world.stop());

async function accepted() {
  const { dealId, email } = await world.form();
  const { id } = await world.requestOf(dealId);
  await world.command({ type: 'accept-request', requestId: id });
  const request = await eventually(async () => {
    const now = await world.request(id);
    return now.step === 'accepted' && now;
  });
  const { conversationId } = mailArrives(world, { from: email });
  return { request, conversationId, beside: await besideConversation(world, conversationId) };
}

describe('the account beside a conversation', () => {
  it('is as the directory has it now, and its request hears of it', async () => {
    const { request, beside } = await accepted();
    const invited = (await beside.view()).matches[0];
    expect(invited?.account).toMatchObject({
      state: 'invited',
      text: expect.stringMatching(/^Invité, pas encore activé · lien valable jusqu’au /),
      expiresAt: expect.any(String),
    });
    const account = world.sandbox.accounts.accounts.find(({ id }) => id === request.account?.id);
    Object.assign(account ?? {}, { activationExpiresAt: new Date(0).toISOString() });
    const expired = await eventually(async () => {
      const match = (await beside.view()).matches[0];
      return match?.account?.state === 'expired' && match;
    }, 60_000);
    expect(expired.account?.text).toBe('Lien d’activation expiré');
    expect(expired.request.account?.state).toBe('expired');
    expect(expired.request.allowedCommands).toContain('renew-activation');
    const { journal } = await world.request(request.id);
    expect(journal.some(({ text }) => text.includes('Lien d’activation expiré'))).toBe(true);

    const renewed = await beside.command({ type: 'renew-activation', requestId: request.id });
    expect(renewed.body).toMatchObject({ outcome: 'advanced' });
    const reminded = await eventually(async () => {
      const match = (await beside.view()).matches[0];
      return match?.account?.state === 'reminded' && match;
    });
    expect(reminded.account?.text).toMatch(/^Relancé, pas encore activé · lien renvoyé le .* · lien valable/);
  }, 60_000);
});

describe('when the outside is slow', () => {
  it('nobody waits for it: what is kept is shown', async () => {
    const { request, conversationId, beside } = await accepted();
    await beside.view();
    // As on another node, which has asked for nothing yet.
    const node = await world.addNode();
    const at = (path: string) =>
      fetch(`${node.url}${path}`, { headers: { authorization: `Bearer ${beside.token}` } });
    expect((await at('/api/choices')).status).toBe(200);
    world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: 'latency', ms: 5_000 });
    world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: 'latency', ms: 5_000 });
    const startedAt = performance.now();
    const response = await at(`/api/conversations/${conversationId}`);
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(await response.json()).toMatchObject({
      matches: [{ request: { id: request.id }, account: { state: 'invited', expiresAt: null } }],
      trouble: null,
    });
    const again = performance.now();
    await at(`/api/conversations/${conversationId}`);
    expect(performance.now() - again).toBeLessThan(1_000);
  }, 60_000);

  it('a conversation nobody read yet is shown empty after two seconds, with what the trouble is', async () => {
    const { conversationId } = mailArrives(world, { from: 'lente@example.org' });
    const beside = await besideConversation(world, conversationId);
    world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: 'latency', ms: 6_000 });
    const startedAt = performance.now();
    const view = await beside.view();
    expect(performance.now() - startedAt).toBeLessThan(3_500);
    expect(view).toMatchObject({
      conversationId,
      matches: [],
      replies: [],
      trouble: expect.stringContaining('Help Scout'),
    });
    world.sandbox.misbehaviour.clear();
    await eventually(async () => (await beside.view()).subject === 'Demande de compte admin', 20_000);
  }, 60_000);

  it('an agent is told that Help Scout does not answer, and is let in by what is remembered for a moment', async () => {
    const { conversationId } = mailArrives(world, { from: 'panne@example.org' });
    await besideConversation(world, conversationId, deskIds.sales);
    world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: '500' });
    const unknown = await openSidebar(world, sidebarUrlOf(world, conversationId, deskIds.trainee));
    expect(unknown.status).toBe(503);
    expect(unknown.body.title).toContain('Help Scout');
    const known = await openSidebar(world, sidebarUrlOf(world, conversationId, deskIds.sales));
    expect(known.status).toBe(200);
  }, 60_000);
});
