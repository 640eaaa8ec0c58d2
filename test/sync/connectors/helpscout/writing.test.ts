import { inspect } from 'node:util';
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { maybeDone, toDeskError } from '#sync/connectors/helpscout/errors.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { type Loopback, loopback } from '../loopback.ts';
import { answers, apiUrl, desk, failureOf, origin, token } from './desk-api.ts';

nockOnly();
const { background } = desk();
const reply = { conversationId: 101, customerId: 55, html: '<p>Oui</p>', send: false, status: 'pending' };
const replyPath = '/v2/conversations/101/reply';
const created = (id: string) => ({ status: 201, headers: { 'resource-id': id } });

describe('a reply', () => {
  it('is a draft unless it is to be sent, and keeps the status', async () => {
    const came = answers('post', replyPath, created('77'), created('78'));
    expect(await background.reply(reply)).toEqual({ threadId: 77 });
    expect(await background.reply({ ...reply, send: true })).toEqual({ threadId: 78 });
    const body = { text: '<p>Oui</p>', customer: { id: 55 }, status: 'pending' };
    expect(came.map((one) => one.body)).toEqual([{ ...body, draft: true }, body]);
  });

  it('is known by its address where the header lacks', async () => {
    const location = `${apiUrl}/conversations/101/threads/79`;
    answers('post', replyPath, { status: 201, headers: { location } });
    expect(await background.reply(reply)).toEqual({ threadId: 79 });
  });

  it('of which Help Scout tells no id may be there', async () => {
    answers('post', replyPath, { status: 201 });
    const error = await failureOf(background.reply(reply));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: true });
    expect(maybeDone(error)).toBe(true);
  });
});

describe('what else is written', () => {
  it('a note keeps the status, and may have no id', async () => {
    const came = answers('post', '/v2/conversations/101/notes', created('80'), { status: 201 });
    const note = { conversationId: 101, html: 'x', status: 'closed' };
    expect(await background.note(note)).toEqual({ threadId: 80 });
    expect(await background.note(note)).toEqual({ threadId: null });
    expect(came[0]?.body).toEqual({ text: 'x', status: 'closed' });
  });

  it('tags are all there will be', async () => {
    const came = answers('put', '/v2/conversations/101/tags', { status: 204 });
    await background.setTags(101, ['compte', 'vip']);
    expect(came[0]?.body).toEqual({ tags: ['compte', 'vip'] });
  });

  it('customer properties are a list of changes', async () => {
    const came = answers('patch', '/v2/customers/55/properties', { status: 204 });
    await background.setCustomerProperties(55, { etat: 'accepté', ancien: null });
    expect(came[0]?.body).toEqual([
      { op: 'replace', path: '/etat', value: 'accepté' },
      { op: 'remove', path: '/ancien' },
    ]);
    await background.setCustomerProperties(55, {});
  });

  it('definitions and saved replies', async () => {
    const property = answers('post', '/v2/customer-properties', { status: 201 });
    await background.createCustomerProperty({ slug: 'etat', name: 'État', type: 'text' });
    expect(property[0]?.body).toEqual({ type: 'text', slug: 'etat', name: 'État' });
    const saved = answers('post', '/v2/mailboxes/11/saved-replies', { status: 201 });
    await background.createSavedReply(11, { name: 'Demande', html: '<b>x</b>' });
    expect(saved[0]?.body).toEqual({ name: 'Demande', text: '<b>x</b>' });
  });

  it('a webhook is sent whole, its secret too', async () => {
    const webhook = {
      url: 'https://x.example.org',
      events: ['convo.created'],
      secret: 's',
      label: 'Passerelle',
    };
    const [one] = [answers('post', '/v2/webhooks', created('5'))];
    const two = answers('put', '/v2/webhooks/5', { status: 204 });
    await background.createWebhook(webhook);
    await background.replaceWebhook(5, webhook);
    const body = { ...webhook, payloadVersion: 'V2', notification: false };
    expect([one?.[0]?.body, two[0]?.body]).toEqual([body, body]);
  });
});

describe('a post whose outcome is unknown', () => {
  const open: Loopback[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => server.close()));
    nock.disableNetConnect();
  });

  it.each([[500], [502], [503], [408]])('%i: may be done, and is not repeated', async (status) => {
    const came = answers('post', replyPath, { status, body: '<html>' });
    const error = await failureOf(background.reply(reply));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: true, status });
    expect(error.failure.detail.fr).toContain('peut-être');
    expect([maybeDone(error), came.length]).toEqual([true, 1]);
  });

  it.each([
    ['cut', (socket: { destroy(): void }) => socket.destroy()],
    ['never answered', () => undefined],
  ])('%s: may be done, and is not repeated', async (_what, act) => {
    nock.enableNetConnect('127.0.0.1');
    const server = await loopback((request) => {
      request.on('data', () => undefined).on('end', () => act(request.socket));
    });
    open.push(server);
    const timeoutsMs = { background: 300, interactive: 300 };
    const side = desk({ apiUrl: `${server.url}/v2`, timeoutsMs }).background;
    const error = await failureOf(side.reply(reply));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: true });
    expect(server.calls).toEqual(['POST /v2/conversations/101/reply']);
  });

  it('answered, but not to the end: may be done', async () => {
    nock.enableNetConnect('127.0.0.1');
    const server = await loopback((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(201, { 'content-length': '50' }).write('{');
        setTimeout(() => request.socket.destroy(), 50);
      });
    });
    open.push(server);
    const error = await failureOf(desk({ apiUrl: `${server.url}/v2` }).background.reply(reply));
    expect(error.failure.unclear).toBe(true);
    expect(error.failure.detail.fr).toContain('peut-être');
    expect(maybeDone(error)).toBe(true);
  });

  it('answered with what nobody can read: may be done', async () => {
    answers('post', replyPath, { status: 201, body: 'no gzip', headers: { 'content-encoding': 'gzip' } });
    const error = await failureOf(background.reply(reply));
    expect(error.failure.unclear).toBe(true);
    expect(error.failure.detail.fr).toContain('peut-être');
  });

  it('answered with more than is read: may be done', () => {
    const tooLarge = { isAxiosError: true, code: 'ERR_BAD_RESPONSE', config: { method: 'post', url: '/x' } };
    const call = { isOnce: true, isInConversation: true, heldForMs: 0 };
    const error = toDeskError(Object.assign(new Error('too large'), tooLarge), call);
    expect(error.failure).toMatchObject({ word: 'broken', unclear: true });
    expect(toDeskError(Object.assign(new Error('too large'), tooLarge)).failure.unclear).toBe(false);
  });

  it('that never left is not done', async () => {
    nock.enableNetConnect('127.0.0.1');
    const server = await loopback(() => undefined);
    await server.close();
    const error = await failureOf(desk({ apiUrl: `${server.url}/v2` }).background.reply(reply));
    expect([error.failure.word, maybeDone(error)]).toEqual(['retry-later', false]);
  });

  it.each([[400], [401], [403], [404], [409], [413], [429]])(
    'refused with %i is not done',
    async (status) => {
      const body = { message: 'no' };
      const turns =
        status === 401
          ? [
              { status, body },
              { status, body },
            ]
          : [{ status, body }];
      answers('post', replyPath, ...turns);
      expect(maybeDone(await failureOf(desk().background.reply(reply)))).toBe(false);
    },
  );

  it('what may be repeated is never in doubt', async () => {
    answers('put', '/v2/conversations/101/tags', { status: 500 });
    const error = await failureOf(background.setTags(101, ['x']));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: false });
    expect(error.failure.detail.fr).not.toContain('peut-être');
  });

  it('what is no failure of a call may be done', () => {
    expect(maybeDone(new Error('bug'))).toBe(true);
  });
});

describe('the words of a refusal', () => {
  it('tell where the fault is, in Help Scout’s words, without what was sent', async () => {
    const error = {
      path: 'text',
      message: 'may not be empty',
      rejectedValue: 'private words',
      source: 'JSON',
    };
    const body = { logRef: 'a#1', message: 'Bad request', _embedded: { errors: [error] } };
    answers('post', replyPath, { status: 400, body });
    const { failure } = await failureOf(background.reply(reply));
    expect(failure).toMatchObject({ word: 'rejected', status: 400 });
    expect(failure.detail.fr).toContain('« Bad request – text: may not be empty »');
    expect(inspect(failure, { depth: 10 })).not.toContain('private words');
  });

  it('hold neither token nor secret, even where Help Scout repeats them', async () => {
    const message = `bad ${token} and hook-secret`;
    answers('post', '/v2/webhooks', { status: 400, body: { message } });
    const webhook = { url: 'https://x.example.org', events: [], secret: 'hook-secret', label: 'P' };
    const error = await failureOf(background.createWebhook(webhook));
    expect(error.failure.detail.fr).toContain('bad […] and […]');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/hook-secret|very-secret/);
  });

  it('of a missing right name who gives it', async () => {
    answers('put', '/v2/conversations/101/tags', { status: 403, body: { message: 'Forbidden' } });
    const { failure } = await failureOf(background.setTags(101, []));
    expect(failure).toMatchObject({ word: 'sign-in-again', status: 403 });
    expect(failure.detail.fr).toContain('un administrateur de Help Scout lui donne accès');
  });

  it('of a shield before Help Scout ask to wait', async () => {
    answers('put', '/v2/conversations/101/tags', { status: 403, body: '<html>' });
    expect((await failureOf(background.setTags(101, []))).failure.word).toBe('retry-later');
  });

  it('of a conversation that was merged meanwhile say so', async () => {
    const headers = { location: `${origin}/v2/conversations/202` };
    answers('put', '/v2/conversations/101/tags', { status: 301, headers });
    const { failure } = await failureOf(background.setTags(101, []));
    expect(failure).toMatchObject({ word: 'not-found', status: 301 });
    expect(failure.title.fr).toContain('fusionnée');
  });
});

it('a log line names the call and its outcome, and nothing of people', async () => {
  const lines: object[] = [];
  const log = { debug: (fields: object) => lines.push(fields), warn: () => undefined };
  const side = desk({ log }).background;
  answers('get', '/v2/conversations', { body: {}, headers: { 'correlation-id': 'c-1' } });
  answers('post', replyPath, { status: 400, body: { message: 'private words' } });
  await side.modifiedSince(new Date(), 1, []);
  await failureOf(side.reply(reply));
  expect(lines).toMatchObject([
    { vendor: 'helpscout', method: 'get', path: '/conversations', outcome: 'ok', correlationId: 'c-1' },
    { method: 'post', path: '/conversations/101/reply', outcome: 'status 400' },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/private|very-secret|Oui/);
});
