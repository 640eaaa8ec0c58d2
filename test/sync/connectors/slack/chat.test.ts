import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { CallWithdrawn } from '#sync/connectors/slack/port.ts';
import { underTrace } from '#sync/trace.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { channel, message, refuses, succeeds, token, ts, workspace } from './slack-api.ts';

nockOnly();

describe('postMessage', () => {
  it('posts text, blocks and metadata as our bot, without previews of links', async () => {
    const sent = succeeds('chat.postMessage', { channel, ts });
    expect(await workspace().background.postMessage({ channel, message })).toEqual({ channel, ts });
    expect(sent).toEqual([
      {
        channel,
        text: message.text,
        blocks: JSON.stringify(message.blocks),
        metadata: JSON.stringify(message.metadata),
        unfurl_links: 'false',
        unfurl_media: 'false',
      },
    ]);
  });

  it('answers in a thread, and tells the channel only when asked to', async () => {
    const { interactive } = workspace();
    const quiet = succeeds('chat.postMessage', { channel, ts: '2.000001' });
    await interactive.postMessage({ channel, message, threadTs: ts });
    expect(quiet[0]).toMatchObject({ thread_ts: ts });
    expect(quiet[0]).not.toHaveProperty('reply_broadcast');
    const loud = succeeds('chat.postMessage', { channel, ts: '3.000001' });
    await interactive.postMessage({ channel, message, threadTs: ts, broadcast: true });
    expect(loud[0]).toMatchObject({ thread_ts: ts, reply_broadcast: 'true' });
  });

  it('does not leave where its work ended while it waited for its turn', async () => {
    const sent = succeeds('chat.postMessage', { channel, ts });
    const { background } = workspace();
    await background.postMessage({ channel, message });
    const ending = new AbortController();
    // One post a second in a channel: it waits.
    const waiting = background.postMessage({ channel, message, signal: ending.signal });
    ending.abort();
    await expect(waiting).rejects.toThrow(CallWithdrawn);
    expect(sent).toHaveLength(1);
  });

  it('tells the channel that Slack made of a person', async () => {
    succeeds('chat.postMessage', { channel: 'D0000000001', ts });
    const posted = await workspace().background.postMessage({ channel: 'U0000000001', message });
    expect(posted.channel).toBe('D0000000001');
  });

  it('sends the token, our name and the request id in headers alone', async () => {
    const headers = {
      authorization: `Bearer ${token}`,
      'user-agent': /^Passerelle\//,
      'x-request-id': 'r-1',
    };
    nock('https://slack.example.org', { reqheaders: headers })
      .post('/api/chat.postMessage', (form) => !JSON.stringify(form).includes(token))
      .reply(200, { ok: true, channel, ts });
    const { background } = workspace();
    const posted = underTrace({ requestId: 'r-1' }, () => background.postMessage({ channel, message }));
    expect(await posted).toEqual({ channel, ts });
  });

  it('logs method and channel, and neither token nor text', async () => {
    const lines: object[] = [];
    const write = (fields: object) => lines.push(fields);
    const { background } = workspace({ log: { debug: write, warn: write } });
    succeeds('chat.postMessage', { channel, ts });
    await background.postMessage({ channel, message });
    refuses('chat.update', 'message_not_found');
    await expect(background.updateMessage({ channel, ts, message })).rejects.toThrow('not-found');
    expect(lines).toEqual([
      { vendor: 'slack', method: 'chat.postMessage', channel, outcome: 'ok', durationMs: expect.any(Number) },
      {
        vendor: 'slack',
        method: 'chat.update',
        channel,
        outcome: 'message_not_found',
        durationMs: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/xoxb|Camille|camille/);
  });
});

describe('updateMessage and postEphemeral', () => {
  it('redraws a message, and leaves the metadata that are not given', async () => {
    const sent = succeeds('chat.update', { channel, ts, text: message.text });
    const { text, blocks } = message;
    await workspace().background.updateMessage({ channel, ts, message: { text, blocks } });
    expect(sent).toEqual([{ channel, ts, text, blocks: JSON.stringify(blocks) }]);
  });

  it('whispers to one person', async () => {
    const sent = succeeds('chat.postEphemeral', { message_ts: ts });
    await workspace().interactive.postEphemeral({ channel, user: 'U1', text: 'Déjà acceptée', threadTs: ts });
    expect(sent).toEqual([{ channel, user: 'U1', text: 'Déjà acceptée', thread_ts: ts }]);
  });
});

describe('views', () => {
  const view = { type: 'modal', title: { type: 'plain_text', text: 'Refuser' }, blocks: [] } as const;

  it('opens a modal and tells its id and hash', async () => {
    const sent = succeeds('views.open', { view: { id: 'V1', hash: 'h1', type: 'modal' } });
    const opened = await workspace().interactive.openView({ triggerId: 't1', view: { ...view, blocks: [] } });
    expect(opened).toEqual({ viewId: 'V1', hash: 'h1' });
    expect(sent).toEqual([{ trigger_id: 't1', view: JSON.stringify(view) }]);
  });

  it('redraws a modal, against the hash when there is one', async () => {
    const { interactive } = workspace();
    const guarded = succeeds('views.update', { view: { id: 'V1', hash: 'h2' } });
    await interactive.updateView({ viewId: 'V1', hash: 'h1', view: { ...view, blocks: [] } });
    expect(guarded[0]).toMatchObject({ view_id: 'V1', hash: 'h1' });
    const free = succeeds('views.update', { view: { id: 'V1', hash: 'h3' } });
    await interactive.updateView({ viewId: 'V1', view: { ...view, blocks: [] } });
    expect(free[0]).not.toHaveProperty('hash');
  });

  it('publishes the Home tab of one person', async () => {
    const sent = succeeds('views.publish', { view: { id: 'V2', hash: 'h' } });
    await workspace().background.publishHome({ userId: 'U1', view: { type: 'home', blocks: [] } });
    expect(sent).toEqual([{ user_id: 'U1', view: '{"type":"home","blocks":[]}' }]);
  });
});
