import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTokenSource, type TokenKeep } from '#sync/connectors/helpscout/oauth.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, apiUrl, desk, failureOf, memoryKeep } from './desk-api.ts';

nockOnly();
afterEach(() => vi.useRealTimers());

const appSecret = 'very-secret-of-the-app';
const path = '/v2/oauth2/token';
const inTwoDays = () => new Date(Date.now() + 172_800_000);
const granted = (token: string, more: object = {}) => ({
  body: { token_type: 'bearer', access_token: token, expires_in: 172_800, ...more },
});

function source(keep: TokenKeep) {
  return createTokenSource({ apiUrl, appId: 'app-1', appSecret, keep, timeoutMs: 2_000 });
}

describe('a token', () => {
  it('is asked for with the credentials in the body, kept, and used until it ends', async () => {
    const [keep, came] = [memoryKeep(), answers('post', path, granted('t1'))];
    const tokens = source(keep);
    expect([await tokens.current(), await tokens.current()]).toEqual(['t1', 't1']);
    const form = { grant_type: 'client_credentials', client_id: 'app-1', client_secret: appSecret };
    expect(Object.fromEntries(new URLSearchParams(String(came[0]?.body)))).toEqual(form);
    expect(came[0]?.query).toEqual({});
    expect(Math.abs((keep.kept?.expiresAt.getTime() ?? 0) - inTwoDays().getTime())).toBeLessThan(5_000);
  });

  it('of another node is taken over', async () => {
    const keep = memoryKeep({ token: 'kept', expiresAt: inTwoDays() });
    expect(await source(keep).current()).toBe('kept');
  });

  it('that is about to end is renewed before it is used', async () => {
    const keep = memoryKeep({ token: 'old', expiresAt: new Date(Date.now() + 60_000) });
    answers('post', path, granted('new'));
    expect(await source(keep).current()).toBe('new');
  });

  it('without a told life lives the usual two days', async () => {
    const keep = memoryKeep();
    answers('post', path, granted('t1', { expires_in: undefined }));
    await source(keep).current();
    expect(keep.kept?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 172_000_000);
  });
});

describe('nodes', () => {
  it('whose token ended at once ask for one', async () => {
    const keep = memoryKeep({ token: 'old', expiresAt: new Date(0) });
    const came = answers('post', path, granted('t1'));
    const [one, two] = [source(keep), source(keep)];
    const calls = [one.current(), two.current(), one.current('old'), two.current('old'), one.current()];
    expect(await Promise.all(calls)).toEqual(['t1', 't1', 't1', 't1', 't1']);
    expect(came).toHaveLength(1);
  });

  it('whose token was refused at once ask for one', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    const [one, two] = [source(keep), source(keep)];
    await Promise.all([one.current(), two.current()]);
    const came = answers('post', path, granted('t2'));
    expect(await Promise.all([one.current('dead'), two.current('dead'), two.current('dead')])).toEqual([
      't2',
      't2',
      't2',
    ]);
    expect(came).toHaveLength(1);
  });

  it('who asks beside somebody who does not know of the refusal gets a new one all the same', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    const tokens = source(keep);
    answers('post', path, granted('t2'));
    expect(await Promise.all([tokens.current(), tokens.current('dead')])).toEqual(['dead', 't2']);
  });
});

describe('a refusal', () => {
  it.each([
    [400, { error: 'invalid_request', message: appSecret }],
    [401, { error: 'invalid_client' }],
    [403, { message: 'no' }],
  ])('%i says what an operator corrects, and nothing secret', async (status, body) => {
    answers('post', path, { status, body });
    const error = await failureOf(source(memoryKeep()).current());
    expect(error.failure).toMatchObject({
      vendor: 'helpscout',
      word: 'sign-in-again',
      status,
      unclear: false,
    });
    expect(error.failure.title.fr).toBe('Help Scout ne reconnaît pas notre application');
    expect(error.failure.detail.fr).toContain('HELPSCOUT_APP_ID et HELPSCOUT_APP_SECRET');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('very-secret');
  });

  it.each([
    ['down', { status: 503 }, 'retry-later'],
    ['busy', { status: 429, headers: { 'retry-after': '30' } }, 'retry-later'],
    ['behind a shield', { status: 403, body: '<html>' }, 'retry-later'],
    ['at another address', { status: 404 }, 'broken'],
    ['not Help Scout', { status: 200, body: '<html>hotel</html>' }, 'broken'],
    ['without a token', { status: 200, body: { access_token: '' } }, 'broken'],
  ])('of a server that is %s', async (_what, answer, word) => {
    answers('post', path, answer);
    const { failure } = await failureOf(source(memoryKeep()).current());
    expect(failure).toMatchObject({ word, unclear: false });
    expect(failure.detail.fr).not.toContain('peut-être');
  });

  it('is forgotten: the next one asks again', async () => {
    const tokens = source(memoryKeep());
    answers('post', path, { status: 503 }, granted('t1'));
    await failureOf(tokens.current());
    expect(await tokens.current()).toBe('t1');
  });
});

describe('a call that is refused with 401', () => {
  const me = { id: 21, firstName: 'Agent', lastName: 'Un', email: 'un@example.org' };

  it('is repeated once with a new token', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    answers('post', path, granted('t2'));
    const came = answers('get', '/v2/users/me', { status: 401, body: {} }, { body: me });
    expect(await desk({ token: source(keep) }).background.self()).toMatchObject({ id: 21 });
    expect(came.map(({ authorization }) => authorization)).toEqual(['Bearer dead', 'Bearer t2']);
  });

  it('is repeated also when it writes, because it was not carried out', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    answers('post', path, granted('t2'));
    const done = { status: 201, headers: { 'resource-id': '5' } };
    answers('post', '/v2/conversations/1/notes', { status: 401, body: {} }, done);
    const note = { conversationId: 1, html: 'x', status: 'active' };
    expect(await desk({ token: source(keep) }).background.note(note)).toEqual({ threadId: 5 });
  });

  it('twice tells an operator what to do, and ends', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    answers('post', path, granted('t2'));
    answers('get', '/v2/users/me', { status: 401, body: {} }, { status: 401, body: {} });
    const { failure } = await failureOf(desk({ token: source(keep) }).background.self());
    expect(failure).toMatchObject({ word: 'sign-in-again', status: 401, unclear: false });
    expect(failure.detail.fr).toMatch(/désactivée.*HELPSCOUT_APP_ID et HELPSCOUT_APP_SECRET/);
    expect(failure.detail.en).toMatch(/deactivated.*HELPSCOUT_APP_ID and HELPSCOUT_APP_SECRET/);
  });

  it('twice has no other token asked for within a minute, and one after it', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    const tokens = source(keep);
    const came = answers('post', path, granted('t2'), granted('t3'));
    const no = { status: 401, body: {} };
    const calls = answers('get', '/v2/users/me', no, no, no, no, no, { body: me });
    const look = () => desk({ token: tokens }).background.self();
    await failureOf(look());
    vi.setSystemTime(Date.now() + 59_000);
    for (const error of [await failureOf(look()), await failureOf(look())])
      expect(error.failure).toMatchObject({
        word: 'sign-in-again',
        status: 401,
        title: { fr: 'Help Scout refuse notre accès' },
      });
    expect(came).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1_000);
    expect(await look()).toMatchObject({ id: 21 });
    expect(came).toHaveLength(2);
    const [first, ...later] = calls.map(({ authorization }) => authorization);
    expect(first).toBe('Bearer dead');
    expect(later).toEqual(['Bearer t2', 'Bearer t2', 'Bearer t2', 'Bearer t2', 'Bearer t3']);
  });

  it('twice goes on with the known token as soon as that is good again', async () => {
    const keep = memoryKeep({ token: 'dead', expiresAt: inTwoDays() });
    answers('post', path, granted('t2'));
    const tokens = source(keep);
    const no = { status: 401, body: {} };
    answers('get', '/v2/users/me', no, no, { body: me });
    await failureOf(desk({ token: tokens }).background.self());
    expect(await desk({ token: tokens }).background.self()).toMatchObject({ id: 21 });
  });
});
