import { describe, expect, it } from 'vitest';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, channel, failureOf, refuses, succeeds, ts, workspace } from './slack-api.ts';

nockOnly();

const since = new Date('2026-06-01T08:00:00.250Z');
const wanted = {
  channel,
  since,
  eventType: 'account_request',
  payload: { request_id: 'request-1' },
};
const us = { url: 'https://x.slack.com/', team: 'X', team_id: 'T1', user_id: 'U0BOT', bot_id: 'B0BOT' };

function ours(at: string, requestId = 'request-1', more: object = {}) {
  const metadata = { event_type: 'account_request', event_payload: { request_id: requestId } };
  return { type: 'message', ts: at, bot_id: 'B0BOT', user: 'U0BOT', metadata, ...more };
}

function page(messages: object[], next_cursor = '') {
  return { body: { ok: true, messages, has_more: next_cursor !== '', response_metadata: { next_cursor } } };
}

describe('findMessage', () => {
  it('looks in the channel from five minutes before, with metadata', async () => {
    const sent = answers('conversations.history', page([ours('9.1', 'request-2'), ours(ts)]));
    succeeds('auth.test', us);
    expect(await workspace().background.findMessage(wanted)).toBe(ts);
    expect(sent).toEqual([
      { channel, oldest: '1780300500.250000', inclusive: 'true', include_all_metadata: 'true', limit: '200' },
    ]);
  });

  it('looks in the thread, and compares all of the payload', async () => {
    const sent = answers(
      'conversations.replies',
      page([
        { type: 'message', ts },
        ours('2.1', 'request-1', {
          metadata: { event_type: 'story', event_payload: { request_id: 'r', up_to: '7' } },
        }),
        ours('2.2', 'request-1', {
          metadata: { event_type: 'story', event_payload: { request_id: 'r', up_to: '8' } },
        }),
      ]),
    );
    succeeds('auth.test', us);
    const payload = { request_id: 'r', up_to: '8' };
    const reply = { channel, threadTs: ts, since, eventType: 'story', payload };
    expect(await workspace().background.findMessage(reply)).toBe('2.2');
    expect(sent[0]).toMatchObject({ channel, ts });
  });

  it('is null without asking who we are when nothing fits', async () => {
    const other = { event_type: 'other', event_payload: { request_id: 'request-1' } };
    const odd = { ts: '1.3', metadata: 'none' };
    answers('conversations.history', page([{ ts: '1.1' }, { ts: '1.2', metadata: other }, odd]));
    expect(await workspace().background.findMessage(wanted)).toBeNull();
  });

  it('does not take a message of another app or of a person', async () => {
    const forged = [
      ours('1.1', 'request-1', { bot_id: 'B9' }),
      ours('1.2', 'request-1', { bot_id: null, user: 'U9' }),
    ];
    answers('conversations.history', page(forged));
    succeeds('auth.test', us);
    expect(await workspace().background.findMessage(wanted)).toBeNull();
  });

  it('turns the pages, five at most, and asks once who we are', async () => {
    const other = ours('1.1', 'request-1', { bot_id: 'B9' });
    const lines: object[] = [];
    const log = { debug: () => {}, warn: (fields: object) => lines.push(fields) };
    const { background } = workspace({ log });
    const five = [1, 2, 3, 4, 5].map((number) => page([other], `c${number}`));
    const sent = answers('conversations.history', ...five);
    succeeds('auth.test', us);
    expect(await background.findMessage(wanted)).toBeNull();
    expect(sent.map(({ cursor }) => cursor)).toEqual([undefined, 'c1', 'c2', 'c3', 'c4']);
    expect(lines).toEqual([{ vendor: 'slack', method: 'conversations.history', channel }]);
    answers('conversations.history', page([other], 'c1'), page([ours(ts)]));
    expect(await background.findMessage(wanted)).toBe(ts);
  });

  it('fails rather than says that there is none when it may not look', async () => {
    refuses('conversations.history', 'missing_scope', { needed: 'channels:history' });
    const { failure } = await failureOf(workspace().background.findMessage(wanted));
    expect(failure).toMatchObject({ word: 'sign-in-again', code: 'missing_scope' });
    expect(failure.title.en).toContain('channels:history');
  });
});
