import { beforeEach, describe, expect, it } from 'vitest';
import { ids, mail } from './kit.ts';
import { deskStage } from './stage.ts';

const stage = deskStage();
let conversationId: number;
let customerId: number;
beforeEach(() => {
  ({ conversationId, customerId } = stage.sandbox.helpscout.acts.mailArrives(mail()));
});

const memory = () => stage.sandbox.helpscout.memory;
const status = () => memory().conversations[0]?.status;
const post = (kind: 'reply' | 'notes', given: object) =>
  stage.api.call('POST', `/conversations/${conversationId}/${kind}`, given);
const reply = (given: object = {}) =>
  post('reply', { text: 'Voici', customer: { id: customerId }, ...given });
const threads = async () =>
  (await stage.api.call('GET', `/conversations/${conversationId}/threads`)).body._embedded.threads;
const close = () => stage.sandbox.helpscout.acts.setStatus({ conversationId, status: 'closed' });

describe('replies by the API', () => {
  it('mails at once, and tells the thread’s id in a header', async () => {
    const sent = await reply({ cc: ['copie@example.org'] });
    expect([sent.status, sent.text]).toEqual([201, '']);
    const [newest] = await threads();
    expect(sent.headers.get('resource-id')).toBe(String(newest.id));
    expect(newest).toMatchObject({
      type: 'message',
      state: 'published',
      createdBy: { id: ids.integration, type: 'user' },
      customer: { id: customerId },
      source: { type: 'api' },
      savedReplyId: 0,
      _embedded: { attachments: [] },
    });
    expect(stage.sandbox.mailbox.mails).toMatchObject([
      {
        from: 'Support <support@example.org>',
        to: [mail().from, 'copie@example.org'],
        subject: 'Re: Demande de compte admin',
        html: 'Voici',
      },
    ]);
    expect(memory().mailsSent).toMatchObject([{ threadId: newest.id, conversationId }]);
  });

  it('sends nothing for drafts and imported ones', async () => {
    const drafted = await reply({ draft: true, status: 'active' });
    await reply({ imported: true, createdAt: '2025-01-01T10:00:00Z' });
    expect((await reply({ imported: true, createdAt: '2025-01-01T10:00:00.000Z' })).status).toBe(400);
    expect(memory().mailsSent).toEqual([]);
    const [newest, , oldest] = await threads();
    expect(newest).toMatchObject({ id: Number(drafted.headers.get('resource-id')), state: 'draft' });
    expect(oldest).toMatchObject({ createdAt: '2025-01-01T10:00:00Z', state: 'published' });
    expect((await stage.api.call('GET', `/conversations/${conversationId}`)).body.threads).toBe(2);
  });

  it('opens the conversation again unless a status comes with it', async () => {
    close();
    await reply({ draft: true, status: 'closed' });
    await post('notes', { text: 'Note', status: 'closed' });
    expect(status()).toBe('closed');
    await reply({ draft: true });
    expect(status()).toBe('active');
    close();
    await post('notes', { text: 'Note' });
    expect(status()).toBe('active');
    expect((await reply({ status: 'open' })).status).toBe(400);
    expect(memory().mailsSent).toEqual([]);
  });

  it('writes as another agent, never as one who left', async () => {
    const mailed = await reply({ user: ids.sales });
    expect(mailed.status).toBe(201);
    expect((await threads())[0].createdBy).toMatchObject({ id: ids.sales, email: 'vente@example.org' });
    stage.sandbox.helpscout.acts.deactivateUser({ userId: ids.sales });
    expect((await reply({ user: ids.sales })).status).toBe(400);
    expect((await post('reply', { text: 'x', customer: { id: 999 } })).status).toBe(400);
    expect((await post('reply', { text: 'x' })).status).toBe(400);
  });

  it('keeps other bytes than it was given, and the saved reply’s id only where the account does', async () => {
    await reply({
      draft: true,
      text: 'Un<br>deux <strong>trois</strong><script>x()</script>',
      savedReplyId: 501,
    });
    expect((await threads())[0]).toMatchObject({ body: 'Un<br />deux <b>trois</b>', savedReplyId: 0 });
    memory().settings.keepsSavedReplyId = true;
    await reply({ draft: true, savedReplyId: 501 });
    expect((await threads())[0].savedReplyId).toBe(501);
  });

  it('changes and hides entries, one operation at a time', async () => {
    const id = (await reply()).headers.get('resource-id');
    const patch = async (body: unknown) =>
      (await stage.api.call('PATCH', `/conversations/${conversationId}/threads/${id}`, body)).status;
    expect(await patch({ op: 'replace', path: '/text', value: 'Autre' })).toBe(204);
    expect(await patch([{ op: 'replace', path: '/text', value: 'Autre' }])).toBe(400);
    expect(await patch({ op: 'replace', path: '/hidden', value: true })).toBe(204);
    expect((await threads())[0]).toMatchObject({ body: 'Autre', state: 'hidden' });
    expect((await stage.api.call('DELETE', `/conversations/${conversationId}/threads/${id}`)).status).toBe(
      404,
    );
  });

  it('gives attachments in base64 once they were looked over', async () => {
    const file = { fileName: 'arrêté.pdf', mimeType: 'application/pdf', data: btoa('PDF') };
    stage.sandbox.helpscout.acts.customerReplies({
      conversationId,
      html: 'Le document',
      attachments: [file, { ...file, state: 'pending' }],
    });
    const [{ _embedded: embedded }] = await threads();
    expect(embedded.attachments).toMatchObject([
      { filename: 'arrêté.pdf', mimeType: 'application/pdf', size: 3, state: 'valid' },
      { state: 'pending' },
    ]);
    expect(JSON.stringify(embedded)).not.toContain(file.data);
    const [ready, pending] = embedded.attachments;
    const read = (id: number, form: string) =>
      stage.api.call('GET', `/conversations/${conversationId}/attachments/${id}/${form}`);
    expect((await read(ready.id, 'data')).body).toEqual({ data: file.data });
    expect((await read(ready.id, 'file')).text).toBe('PDF');
    expect((await read(pending.id, 'data')).status).toBe(404);
  });
});

describe('drafts', () => {
  const draft = async () =>
    Number((await reply({ draft: true, status: 'active' })).headers.get('resource-id'));
  const schedule = (method: string, id: number, body?: unknown) =>
    stage.api.call(method, `/conversations/${conversationId}/threads/${id}/schedule`, body);
  const tomorrow = () => `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 19)}Z`;
  const publish = { op: 'replace', path: '/state', value: 'published' };

  it('are scheduled, and sent now by PATCH', async () => {
    const id = await draft();
    const plan = { scheduledFor: tomorrow(), unscheduleOnCustomerReply: true };
    expect((await schedule('PATCH', id, publish)).status).toBe(400);
    expect((await schedule('PUT', id, { ...plan, scheduledFor: '2020-01-01T00:00:00Z' })).status).toBe(400);
    expect((await schedule('PUT', id, { scheduledFor: tomorrow() })).status).toBe(400);
    expect((await schedule('PUT', id, plan)).status).toBe(204);
    expect((await threads())[0].schedule).toMatchObject(plan);
    expect((await schedule('PATCH', id, [publish])).status).toBe(400);
    expect((await schedule('PATCH', id, publish)).status).toBe(204);
    expect((await schedule('PATCH', id, publish)).status).toBe(400);
    expect(memory().mailsSent).toHaveLength(1);
  });

  it('are plain again after DELETE, and after a reply of the customer', async () => {
    const id = await draft();
    const plan = { scheduledFor: tomorrow(), unscheduleOnCustomerReply: true };
    await schedule('PUT', id, plan);
    expect((await schedule('DELETE', id)).status).toBe(204);
    expect((await threads())[0]).not.toHaveProperty('schedule');
    await schedule('PUT', id, plan);
    stage.sandbox.helpscout.acts.customerReplies({ conversationId, html: 'Encore moi' });
    expect(memory().threads.find((each) => each.id === id)).toMatchObject({ state: 'draft', schedule: null });
    memory().settings.publishesUnscheduled = true;
    expect((await schedule('PATCH', id, publish)).status).toBe(204);
  });

  it('are sent, changed and thrown away by agents, once', async () => {
    const { acts } = stage.sandbox.helpscout;
    const first = await draft();
    acts.agentEditsDraft({ threadId: first, html: 'Relu' });
    acts.agentSendsDraft({ threadId: first, status: 'pending' });
    expect(stage.sandbox.mailbox.mails).toMatchObject([{ html: 'Relu', to: [mail().from] }]);
    expect(status()).toBe('pending');
    expect(() => acts.agentSendsDraft({ threadId: first })).toThrow('no draft');
    const second = await draft();
    acts.agentDiscardsDraft({ threadId: second });
    expect(() => acts.agentDiscardsDraft({ threadId: second })).toThrow('no draft');
    expect(memory().mailsSent).toHaveLength(1);
  });
});

describe('an agent at work', () => {
  it('inserts a saved reply, whose variables the editor fills in, escaped', () => {
    const { acts } = stage.sandbox.helpscout;
    const other = acts.mailArrives(mail({ from: 'x@example.org', name: '<b>Ève</b>' })).conversationId;
    const html = acts.insertSavedReply({ conversationId: other, savedReplyId: ids.valid });
    expect(html).toContain('Bonjour &lt;b&gt;Ève&lt;/b&gt;,');
    expect(html).toContain('{{formUrl}}');
    expect(html).not.toContain('{%');
    const nameless = acts.mailArrives(mail({ from: 'y@example.org', name: '' })).conversationId;
    expect(acts.insertSavedReply({ conversationId: nameless, savedReplyId: ids.valid })).toContain(
      'Bonjour Madame, Monsieur,',
    );
    expect(() => acts.insertSavedReply({ conversationId, savedReplyId: ids.validEnglish })).toThrow(
      'another inbox',
    );
  });

  it('answers with it, and the thread remembers which', async () => {
    stage.sandbox.helpscout.acts.agentReplies({ conversationId, html: 'Voici', savedReplyId: ids.valid });
    expect((await threads())[0]).toMatchObject({ savedReplyId: ids.valid, createdBy: { id: ids.sales } });
    expect(memory().mailsSent).toHaveLength(1);
    expect(status()).toBe('active');
  });
});
