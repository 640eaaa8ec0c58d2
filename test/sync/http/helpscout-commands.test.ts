import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore } from '../../kit/flow.ts';
import {
  conversationOf,
  deskIds,
  draftIn,
  draftsIn,
  mailArrives,
  mailsSentBy,
  notesIn,
} from '../../kit/helpscout-world.ts';
import { besideConversation } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings: { publicForm: { enabled: true } } });
});
afterAll(() => world.stop());

let count = 0;
async function asked({ name = 'Camille Essai', userId = deskIds.sales as number } = {}) {
  count += 1;
  const from = `question-${count}@mairie.example.org`;
  const { conversationId } = mailArrives(world, { from, name });
  const beside = await besideConversation(world, conversationId, userId);
  await eventually(async () => (await beside.view()).replies.every(({ problem }) => problem === null));
  return { from, conversationId, beside };
}

describe('a saved reply that is placed', () => {
  it('is one draft, filled in, which nobody has mailed; the conversation stays as it is', async () => {
    const { conversationId, beside } = await asked();
    const before = conversationOf(world, conversationId).status;
    const placed = await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    expect(placed).toMatchObject({
      status: 200,
      body: {
        outcome: 'advanced',
        view: { conversationId, placed: [{ name: 'Demande compte admin', state: 'placing' }] },
      },
    });
    const draft = await draftIn(world, conversationId);
    expect(draft.body).toContain('Bonjour Camille,');
    expect(draft.body).toContain(`${world.nodes[0]?.url}/request?`);
    expect(draft.body).not.toContain('{');
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.placed[0]?.state === 'draft' && now;
    });
    expect(view.placed[0]?.by).toBe(beside.name);
    expect(mailsSentBy(world, conversationId)).toEqual([]);
    expect(conversationOf(world, conversationId).status).toBe(before);
  });

  it('is the same draft when the command comes again, and gets the same answer', async () => {
    const { conversationId, beside } = await asked();
    const command = { type: 'place-saved-reply', reply: 'valid', commandId: randomUUID() };
    const [first, second] = await Promise.all([beside.command(command), beside.command(command)]);
    await draftIn(world, conversationId);
    expect(second.body).toEqual(first.body);
    expect((await beside.command(command)).body).toEqual(first.body);
    expect(draftsIn(world, conversationId)).toHaveLength(1);
  });

  it('is not placed twice by two presses', async () => {
    const { conversationId, beside } = await asked();
    await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    const again = await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    expect(again.body).toMatchObject({ outcome: 'ignored', reason: expect.stringContaining('brouillon') });
    await draftIn(world, conversationId);
    expect(draftsIn(world, conversationId)).toHaveLength(1);
  });

  it('may be placed by who may not decide', async () => {
    const { conversationId, beside } = await asked({ userId: deskIds.trainee });
    expect((await beside.command({ type: 'place-saved-reply', reply: 'valid' })).body).toMatchObject({
      outcome: 'advanced',
    });
    await draftIn(world, conversationId);
  });

  it('that failed for good gets another try, by who may not decide too', async () => {
    const { conversationId, beside } = await asked({ userId: deskIds.trainee });
    const match = { method: 'POST', pathPrefix: `/helpscout/v2/conversations/${conversationId}/reply` };
    const rule = world.sandbox.misbehaviour.add({ vendor: 'helpscout', kind: '400', match });
    await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    await eventually(async () => (await beside.view()).placed[0]?.state === 'failed');
    world.sandbox.misbehaviour.remove(rule.id);
    const again = await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    expect(again.body).toMatchObject({ outcome: 'advanced', view: { placed: [{ state: 'placing' }] } });
    await eventually(async () => (await beside.view()).placed[0]?.state === 'draft');
    expect((await beside.view()).placed).toHaveLength(1);
    expect(draftsIn(world, conversationId)).toHaveLength(1);
  });

  it('is refused where the inbox has none of that name, with who can help', async () => {
    const { beside } = await asked();
    const { status, body } = await beside.command({ type: 'place-saved-reply', reply: 'unheard-of' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('Help Scout') });
  });

  it('lets nothing run that stands in a customer’s name', async () => {
    const { conversationId, beside } = await asked({ name: '<script>alert(1)</script> {%user.email%}' });
    await beside.command({ type: 'place-saved-reply', reply: 'valid' });
    const { body } = await draftIn(world, conversationId);
    expect(body).not.toMatch(/<script|vente@example/);
  });

  it('is nobody else’s command', async () => {
    const { conversationId, beside } = await asked();
    const command = { type: 'place-saved-reply', reply: 'valid', commandId: randomUUID() };
    await beside.command(command);
    const colleague = await besideConversation(world, conversationId, deskIds.manager);
    expect((await colleague.command(command)).status).toBe(409);
  });
});

describe('a request that is opened from a conversation', () => {
  it('is the customer’s, with what is left out, and belongs to the conversation', async () => {
    const { conversationId, from, beside } = await asked({ name: 'Alix Exemple' });
    const opened = await beside.command({
      type: 'open-request-from-conversation',
      organization: `Mairie ${conversationId}`,
    });
    expect(opened).toMatchObject({ status: 200, body: { outcome: 'advanced', requestId: null } });
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.matches[0]?.isLinked === true && now;
    });
    expect(view.matches[0]).toMatchObject({
      person: { name: 'Alix Exemple', emails: [from] },
      request: { source: 'helpscout', organization: { name: `Mairie ${conversationId}` } },
    });
    expect(view.matches[0]?.request.journal.some(({ from: where }) => where === 'Help Scout')).toBe(true);
  });

  it('is the one there is for who has one already', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const { conversationId } = mailArrives(world, { from: email });
    const beside = await besideConversation(world, conversationId);
    await beside.view();
    const command = { type: 'open-request-from-conversation', commandId: randomUUID() };
    const opened = await beside.command(command);
    expect(opened.body).toMatchObject({ outcome: 'ignored', requestId: request.id, submissionId: null });
    expect((await beside.command(command)).body).toEqual(opened.body);
  });

  it('needs an address that is one', async () => {
    const { beside } = await asked();
    const opened = await beside.command({ type: 'open-request-from-conversation', email: 'pas une adresse' });
    expect(opened.body).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('adresse') });
  });
});

describe('a decision from beside a conversation', () => {
  it('is told as one from Help Scout', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const { conversationId } = mailArrives(world, { from: email });
    const beside = await besideConversation(world, conversationId);
    const accepted = await beside.command({
      type: 'accept-request',
      requestId: request.id,
      target: 'suspect',
    });
    expect(accepted.body).toMatchObject({ outcome: 'advanced', view: { decidedFrom: 'helpscout' } });
  });

  it('links the conversation, whatever its subject, and leaves the outcome in it', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const { conversationId } = mailArrives(world, { from: email, subject: 'Bonjour' });
    const beside = await besideConversation(world, conversationId);
    const before = await eventually(async () => {
      const view = await beside.view();
      return view.matches.length > 0 && view;
    });
    expect(before).toMatchObject({ isAboutAccounts: false, matches: [{ isLinked: false }] });
    const command = { type: 'accept-request', requestId: request.id, commandId: randomUUID() };
    await beside.command(command);
    await eventually(async () => (await beside.view()).matches[0]?.isLinked);
    await eventually(() => notesIn(world, conversationId).length > 0);
    // The same command again, and others after it, link nothing anew.
    await beside.command(command);
    await beside.command({ type: 'renew-activation', requestId: request.id });
    const links = await inStore(
      world,
      `select effects.id from effects join instances on instances.id = instance_id
       where kind = 'link-conversation' and payload ->> 'requestId' = $1`,
      [request.id],
    );
    expect(links).toHaveLength(1);
    expect((await world.request(request.id)).conversations.map(({ id }) => id)).toEqual([conversationId]);
    expect(conversationOf(world, conversationId).tags).toEqual(['compte-admin']);
    expect(notesIn(world, conversationId)).toHaveLength(1);
  });

  it('takes a file of the conversation as the document of the request', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const data = Buffer.from('%PDF').toString('base64');
    const { conversationId } = mailArrives(world, {
      from: email,
      attachments: [
        { fileName: 'arrêté.pdf', mimeType: 'application/pdf', data },
        { fileName: 'virus.zip', mimeType: 'application/zip', data, state: 'pending' },
      ],
    });
    const beside = await besideConversation(world, conversationId);
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.attachments.length === 2 && now;
    });
    const [good, unchecked] = view.attachments;
    const record = (attachmentId: number | undefined, of = conversationId) =>
      beside.command({
        type: 'record-evidence',
        requestId: request.id,
        attachment: { conversationId: of, attachmentId },
      });
    await beside.command({ type: 'ask-for-evidence', requestId: request.id, document: 'Arrêté' });
    expect((await record(unchecked?.id)).body).toMatchObject({ outcome: 'refused' });
    expect((await record(999_999)).status).toBe(404);
    expect((await record(good?.id, 1)).status).toBe(403);
    expect((await record(good?.id)).body).toMatchObject({
      outcome: 'advanced',
      view: { step: 'pending', documents: [{ name: 'arrêté.pdf' }] },
    });
  });
});
