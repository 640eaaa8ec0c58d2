import { describe, expect, it } from 'vitest';
import { maybeSent } from '#sync/connectors/slack/errors.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, channel, failureOf, message, succeeds, ts, workspace } from './slack-api.ts';

nockOnly();

const limited = (retryAfter?: string) => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
});
const inTwoMinutes = () => new Date(Date.now() + 120_000).toUTCString();

describe('a 429', () => {
  it.each([
    ['with seconds', () => '30', 30_000, 30_000],
    ['without saying how long', () => undefined, 60_000, 60_000],
    ['with a date', inTwoMinutes, 118_000, 120_000],
    ['with nonsense', () => 'soon', 60_000, 60_000],
    ['with nothing to wait', () => '0', 1_000, 1_000],
  ])('%s is a pause, and nothing was posted', async (_what, header, leastMs, mostMs) => {
    answers('chat.postMessage', limited(header()));
    const error = await failureOf(workspace().background.postMessage({ channel, message }));
    const { failure } = error;
    expect(failure).toMatchObject({ word: 'retry-later', status: 429, code: 'ratelimited' });
    expect(failure.title.fr).toBe('Slack demande d’attendre');
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(leastMs);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(mostMs);
    expect(maybeSent(error)).toBe(false);
  });

  it.each(['ratelimited', 'rate_limited', 'message_limit_exceeded'])(
    'said in the body alone, as %s',
    async (error) => {
      answers('chat.update', { body: { ok: false, error } });
      const { background } = workspace();
      const { failure } = await failureOf(background.updateMessage({ channel, ts, message }));
      expect(failure).toMatchObject({ word: 'retry-later', retryAfterMs: 60_000, code: error });
    },
  );

  it('closes its method until the pause is over, and no other', async () => {
    answers('chat.postMessage', limited('30'));
    const { background } = workspace();
    await failureOf(background.postMessage({ channel, message }));
    const { failure } = await failureOf(background.postMessage({ channel: 'C2', message }));
    expect(failure).toMatchObject({ heldBack: true });
    expect(failure.retryAfterMs).toBeGreaterThan(29_000);
    succeeds('chat.update');
    await background.updateMessage({ channel, ts, message });
  });

  it('of a service that is down closes the method as long as it says', async () => {
    answers('chat.postMessage', { status: 503, body: '', headers: { 'retry-after': '30' } });
    const { background } = workspace();
    const down = await failureOf(background.postMessage({ channel, message }));
    expect(down.failure).toMatchObject({ title: { fr: 'Slack est en panne' }, retryAfterMs: 30_000 });
    const { failure } = await failureOf(background.postMessage({ channel, message }));
    expect(failure.heldBack).toBe(true);
  });

  it('after a short pause the next call leaves by itself', async () => {
    answers('chat.postMessage', limited('1'));
    const { background } = workspace();
    await failureOf(background.postMessage({ channel, message }));
    succeeds('chat.postMessage', { channel, ts });
    const startedAt = performance.now();
    expect(await background.postMessage({ channel, message })).toEqual({ channel, ts });
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});

it('somebody who presses waits neither for posts in line nor for a pause', async () => {
  const { background, interactive } = workspace();
  answers('chat.postMessage', { body: { ok: true, channel, ts } }, limited('3'));
  await background.postMessage({ channel, message });
  const inLine = [1, 2, 3].map(() => background.postMessage({ channel, message }).catch(() => 'later'));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  succeeds('views.open', { view: { id: 'V1', hash: 'h' } });
  const posted = { body: { ok: true, channel: 'D1', ts } };
  answers('chat.postMessage', posted, posted, posted);
  succeeds('chat.update');
  const startedAt = performance.now();
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Refuser' }, blocks: [] } as const;
  await interactive.openView({ triggerId: 't', view: { ...view, blocks: [] } });
  await Promise.all([1, 2, 3].map(() => interactive.postMessage({ channel: 'D1', message })));
  await interactive.updateMessage({ channel, ts, message });
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  succeeds('chat.postMessage', { channel, ts });
  succeeds('chat.postMessage', { channel, ts });
  expect(await Promise.all(inLine)).toEqual(['later', { channel, ts }, { channel, ts }]);
});

it('before a stand-in without limits nothing waits', async () => {
  const { background } = workspace({ isPaced: false });
  const posted = { body: { ok: true, channel, ts } };
  answers('chat.postMessage', posted, posted, posted);
  const startedAt = performance.now();
  await Promise.all([1, 2, 3].map(() => background.postMessage({ channel, message })));
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});
