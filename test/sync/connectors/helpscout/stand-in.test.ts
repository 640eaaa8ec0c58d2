import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createHelpscout } from '#sync/connectors/helpscout/client.ts';
import { createTokenSource } from '#sync/connectors/helpscout/oauth.ts';
import { readSidebarUrl } from '#sync/connectors/helpscout/sidebar-url.ts';
import { checkSignature, readWebhook } from '#sync/connectors/helpscout/webhook.ts';
import { helpscoutIds } from '../../../../services/sandbox/src/helpscout/seed-helpscout.ts';
import { type Sandbox, startSandbox } from '../../../../services/sandbox/src/sandbox.ts';
import { type Loopback, loopback } from '../loopback.ts';
import { failureOf, memoryKeep, steadyToken } from './desk-api.ts';

let sandbox: Sandbox;
let desk: ReturnType<typeof createHelpscout>['background'];
let token: string;
const keep = memoryKeep();

beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
});
beforeEach(async () => {
  sandbox.reset();
  keep.kept = null;
  const { HELPSCOUT_API_URL: apiUrl = '', HELPSCOUT_APP_ID: appId = '' } = sandbox.environment;
  const appSecret = sandbox.environment.HELPSCOUT_APP_SECRET ?? '';
  const source = createTokenSource({ apiUrl, appId, appSecret, keep });
  desk = createHelpscout({ apiUrl, token: source }).background;
  token = await source.current();
});
afterAll(() => sandbox.stop());

function mail(more: object = {}) {
  const from = 'camille@example.org';
  const asked = { from, name: 'Camille Exemple', subject: 'Un compte ?', html: '<p>Bonjour&nbsp;!</p>' };
  return sandbox.helpscout.acts.mailArrives({ ...asked, ...more });
}

/** The client and the stand-in were written apart, from the same documents. */
describe('the client before the sandbox', () => {
  it('reads what came in', async () => {
    const data = Buffer.from('%PDF').toString('base64');
    const files = ['valid', 'pending'] as const;
    const attachments = files.map((state) => ({
      fileName: 'a.pdf',
      mimeType: 'application/pdf',
      data,
      state,
    }));
    const { conversationId, threadId, customerId } = mail({ attachments });
    const answer = await desk.conversation(conversationId);
    expect(answer).toMatchObject({
      kind: 'there',
      conversation: {
        id: conversationId,
        mailboxId: helpscoutIds.inbox,
        subject: 'Un compte ?',
        status: 'active',
        state: 'published',
        tags: [],
        customerId,
        customerEmail: 'camille@example.org',
      },
    });
    const [thread] = await desk.threads(conversationId);
    expect(thread).toMatchObject({
      id: threadId,
      type: 'customer',
      by: 'customer',
      byEmail: 'camille@example.org',
      text: 'Bonjour !',
    });
    expect(thread?.attachments.map(({ isReady }) => isReady)).toEqual([true, false]);
    const names = { firstName: 'Camille', lastName: 'Exemple' };
    expect(await desk.customer(customerId)).toMatchObject({ ...names, emails: ['camille@example.org'] });
    expect(await desk.customer(9_999_999)).toBeNull();
  });

  it('finds what was modified, and what somebody has, over pages without an honest end', async () => {
    Object.assign(sandbox.helpscout.memory.settings, { hasBogusNext: true, pageSize: 2 });
    const since = new Date(Date.now() - 60_000);
    const ids = [mail(), mail(), mail({ from: 'autre@example.org' })].map((one) => one.conversationId);
    sandbox.helpscout.acts.setStatus({ conversationId: ids[0] ?? 0, status: 'closed' });
    const found: number[] = [];
    for (let page: number | null = 1; page !== null; ) {
      const { conversations, nextPage }: Awaited<ReturnType<typeof desk.modifiedSince>> =
        await desk.modifiedSince(since, page, [helpscoutIds.inbox]);
      found.push(...conversations.map(({ id }) => id));
      page = nextPage;
    }
    expect(found.sort()).toEqual(ids.toSorted());
    const { customerId } = mail();
    expect(await desk.conversationsOf(customerId)).toHaveLength(2);
    expect(await desk.conversationsWith(['autre@example.org', 'x"y@example.org'])).toHaveLength(1);
    expect(await desk.modifiedSince(new Date(Date.now() + 60_000), 1, [])).toMatchObject({
      conversations: [],
    });
  });

  it('finds what somebody has where a status is refused beside a query', async () => {
    sandbox.helpscout.memory.settings.refusesStatusAllWithQuery = true;
    const { customerId, conversationId } = mail();
    sandbox.helpscout.acts.setStatus({ conversationId, status: 'closed' });
    expect((await desk.conversationsOf(customerId)).map(({ id }) => id)).toEqual([conversationId]);
  });

  it('makes a draft that nobody is mailed, and a note, and leaves the status', async () => {
    const { conversationId, customerId } = mail();
    sandbox.helpscout.acts.setStatus({ conversationId, status: 'pending' });
    const asked = { conversationId, status: 'pending' };
    const { threadId } = await desk.reply({ ...asked, customerId, html: '<p>Oui<br>da</p>', send: false });
    const note = await desk.note({ ...asked, html: '<b>Passerelle</b>' });
    const threads = await desk.threads(conversationId);
    expect(threads.find(({ id }) => id === threadId)).toMatchObject({ state: 'draft', text: 'Oui\nda' });
    expect(threads.find(({ id }) => id === note.threadId)).toMatchObject({ type: 'note', by: 'staff' });
    expect(sandbox.helpscout.memory.mailsSent).toEqual([]);
    expect(await desk.conversation(conversationId)).toMatchObject({ conversation: { status: 'pending' } });
    await desk.reply({ ...asked, customerId, html: '<p>Envoyé</p>', send: true });
    expect(sandbox.helpscout.memory.mailsSent).toHaveLength(1);
    expect(await desk.conversation(conversationId)).toMatchObject({ conversation: { status: 'pending' } });
  });

  it('tags, and follows what was merged or deleted', async () => {
    const [one, two, three] = [mail(), mail(), mail()].map(({ conversationId }) => conversationId);
    if (one === undefined || two === undefined || three === undefined) throw new Error('no mails');
    await desk.setTags(one, ['compte', 'vip']);
    expect(await desk.conversation(one)).toMatchObject({ conversation: { tags: ['compte', 'vip'] } });
    sandbox.helpscout.acts.mergeConversations({ fromId: one, intoId: two });
    expect(await desk.conversation(one)).toEqual({ kind: 'merged', intoId: two });
    expect((await desk.threads(two)).map(({ mergedFromId }) => mergedFromId)).toContain(one);
    sandbox.helpscout.acts.deleteConversation({ conversationId: three });
    expect(await desk.conversation(three)).toEqual({ kind: 'gone' });
  });

  it('knows inboxes, colleagues and itself', async () => {
    const [inbox] = await desk.mailboxes();
    expect(inbox).toMatchObject({ id: helpscoutIds.inbox, name: 'Support' });
    expect(await desk.self()).toMatchObject({ id: helpscoutIds.integration, isActive: true });
    expect(await desk.user(helpscoutIds.sales)).toMatchObject({ email: 'vente@example.org', isActive: true });
    sandbox.helpscout.acts.deactivateUser({ userId: helpscoutIds.sales });
    expect((await desk.user(helpscoutIds.sales))?.isActive ?? false).toBe(false);
  });

  it('keeps saved replies and customer properties', async () => {
    const { inbox, valid } = helpscoutIds;
    expect((await desk.savedReplies(inbox)).map(({ id }) => id)).toContain(valid);
    expect((await desk.savedReply(inbox, valid))?.html).toContain('{{formUrl}}');
    expect(await desk.savedReply(inbox, 9_999_999)).toBeNull();
    await desk.createSavedReply(inbox, { name: 'Neuve', html: '<b>x</b>' });
    expect((await desk.savedReplies(inbox)).map(({ name }) => name)).toContain('Neuve');
    const { customerId } = mail();
    await desk.createCustomerProperty({ slug: 'etat', name: 'État', type: 'text' });
    expect(await desk.customerProperties()).toContainEqual({ slug: 'etat', name: 'État', type: 'text' });
    const keptValue = () =>
      sandbox.helpscout.memory.customers.find(({ id }) => id === customerId)?.properties.etat;
    await desk.setCustomerProperties(customerId, { etat: 'acceptée' });
    expect(keptValue()).toBe('acceptée');
    await desk.setCustomerProperties(customerId, { etat: null });
    expect(keptValue()).toBeUndefined();
    sandbox.helpscout.memory.settings.hasCustomerProperties = false;
    expect(await desk.customerProperties()).toBeNull();
  });

  it('renews a token that was ended, and tells when the user behind it is closed', async () => {
    sandbox.helpscout.memory.accessTokens = [];
    expect(await desk.self()).toMatchObject({ id: helpscoutIds.integration });
    expect(keep.kept?.token).not.toBe(token);
    sandbox.helpscout.acts.deactivateUser({ userId: helpscoutIds.integration });
    expect((await failureOf(desk.self())).failure.word).toBe('sign-in-again');
  });

  it('leaves the reserve to agents, and holds at the limit', async () => {
    const { HELPSCOUT_API_URL: apiUrl = '' } = sandbox.environment;
    sandbox.helpscout.memory.limits = { isOn: true, perMinute: 40 };
    const pair = createHelpscout({ apiUrl, token: steadyToken(token) });
    const callsUntilRefused = async (side: typeof desk) => {
      for (let count = 0; ; count += 1) {
        const error = await side.self().then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error instanceof OutsideError) return { count, failure: error.failure };
      }
    };
    const work = await callsUntilRefused(pair.background);
    expect(work.failure).toMatchObject({ heldBack: true });
    const { count, failure } = await callsUntilRefused(pair.interactive);
    expect([work.count + count, count]).toEqual([40, 9]);
    expect(failure).toMatchObject({ word: 'retry-later', status: 429 });
    expect(failure.retryAfterMs).toBeGreaterThan(0);
  });
});

describe('what Help Scout signs', () => {
  it('the URL of the sidebar', () => {
    const { conversationId, customerId } = mail();
    const userId = helpscoutIds.manager;
    const base = 'https://passerelle.example.org';
    const url = sandbox.helpscout.acts.sidebarUrl({ conversationId, userId, base });
    const secret = sandbox.environment.HELPSCOUT_SIDEBAR_SECRET ?? '';
    const told = { ok: true, conversationId, customerId, mailboxId: helpscoutIds.inbox, userId };
    expect(readSidebarUrl(url, secret)).toEqual(told);
    expect(readSidebarUrl(url.replace(`=${userId}`, '=421'), secret)).toEqual({ ok: false });
  });

  it('webhooks, byte by byte', async () => {
    const came: { raw: Buffer; headers: NodeJS.Dict<string | string[]> }[] = [];
    const server: Loopback = await loopback((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        came.push({ raw: Buffer.concat(parts), headers: request.headers });
        response.end();
      });
    });
    const webhook = {
      url: server.url,
      events: ['convo.created'],
      secret: 'hook-secret',
      label: 'Passerelle',
    };
    await desk.createWebhook(webhook);
    const [registered] = await desk.webhooks();
    expect(registered).toMatchObject({ url: server.url, state: 'enabled', label: 'Passerelle' });
    await desk.replaceWebhook(registered?.id ?? 0, webhook);
    const { conversationId } = mail({ subject: 'Été / compte' });
    await expect.poll(() => came.length).toBe(1);
    await server.close();
    const [{ raw, headers } = { raw: Buffer.alloc(0), headers: {} }] = came;
    expect(raw.toString()).toContain('\\u00c9t\\u00e9 \\/ compte');
    expect(checkSignature(raw, String(headers['x-helpscout-signature']), 'hook-secret')).toBe(true);
    const read = readWebhook(String(headers['x-helpscout-event']), raw);
    expect(read).toEqual({ ok: true, entity: 'conversation', id: conversationId, event: 'convo.created' });
  });
});
