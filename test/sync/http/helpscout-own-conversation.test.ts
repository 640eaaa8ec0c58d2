import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore } from '../../kit/flow.ts';
import { addDeskWebhook, draftsIn, mailArrives } from '../../kit/helpscout-world.ts';
import { besideConversation } from '../../kit/sidebar-calls.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ helpscout: true, settings: { publicForm: { enabled: true } } });
});
afterAll(() => world.stop());

describe('somebody from Pipedrive', () => {
  it('writes nothing in a conversation, and takes no file of it', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const data = Buffer.from('%PDF').toString('base64');
    const attachments = [{ fileName: 'arrêté.pdf', mimeType: 'application/pdf', data }];
    const { conversationId } = mailArrives(world, { from: email, attachments });
    const beside = await besideConversation(world, conversationId);
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.attachments.length === 1 && now;
    });
    const attachment = { conversationId, attachmentId: view.attachments[0]?.id };
    const commands = [
      { type: 'place-saved-reply', conversationId, reply: 'valid' },
      { type: 'open-request-from-conversation', conversationId },
      { type: 'link-conversation', conversationId, requestId: request.id },
      { type: 'record-evidence', requestId: request.id, attachment },
    ];
    for (const command of commands) {
      const { status, body } = await world.call('/api/commands', {
        body: { commandId: randomUUID(), ...command },
      });
      expect([command.type, status]).toEqual([command.type, 403]);
      expect(body).toMatchObject({ detail: expect.stringContaining('dans Help Scout') });
    }
    expect(draftsIn(world, conversationId)).toEqual([]);
    expect((await world.request(request.id)).documents).toEqual([]);
  });
});

describe('a file of a conversation that was merged', () => {
  it('is that of the conversation which is left', async () => {
    const { dealId, email } = await world.form();
    const request = await world.requestOf(dealId);
    const from = mailArrives(world, { from: email, subject: 'Compte un' });
    const data = Buffer.from('%PDF').toString('base64');
    const attachments = [{ fileName: 'arrêté.pdf', mimeType: 'application/pdf', data }];
    const into = mailArrives(world, { from: email, subject: 'Compte deux', attachments });
    addDeskWebhook(world);
    const beside = await besideConversation(world, from.conversationId);
    await beside.view();
    await beside.command({ type: 'ask-for-evidence', requestId: request.id, document: 'Arrêté' });
    world.sandbox.helpscout.acts.mergeConversations({
      fromId: from.conversationId,
      intoId: into.conversationId,
    });
    const view = await eventually(async () => {
      const now = await beside.view();
      return now.subject === 'Compte deux' && now.attachments.length === 1 && now;
    });
    const attachment = { conversationId: from.conversationId, attachmentId: view.attachments[0]?.id };
    const recorded = await beside.command({ type: 'record-evidence', requestId: request.id, attachment });
    expect(recorded.body).toMatchObject({ outcome: 'advanced' });
    const [kept] = await inStore<{ documents: { conversationId: number }[] }>(
      world,
      `select state -> 'documents' as documents from instances where id = '${request.id}'`,
    );
    expect(kept?.documents).toMatchObject([{ conversationId: into.conversationId }]);
  });
});
