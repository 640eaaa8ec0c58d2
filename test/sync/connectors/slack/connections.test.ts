import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createSlack } from '#sync/connectors/slack/client.ts';
import { maybeSent } from '#sync/connectors/slack/errors.ts';
import { type Loopback, loopback } from '../loopback.ts';
import { channel, failureOf, message, token, ts } from './slack-api.ts';

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serving(...parameters: Parameters<typeof loopback>): Promise<Loopback> {
  const server = await loopback(...parameters);
  open.push(server);
  return server;
}

function slackAt(url: string, timeoutMs = 2_000) {
  const timeoutsMs = { background: timeoutMs, interactive: timeoutMs };
  return createSlack({ apiUrl: `${url}/api/`, token, timeoutsMs });
}

const accepted = JSON.stringify({ ok: true, channel, ts });

describe('a connection that breaks', () => {
  it('after Slack has read the post, says that it may have been accepted, and is not repeated', async () => {
    const server = await serving((request) => {
      request.resume().on('end', () => request.socket.destroy());
    });
    const error = await failureOf(slackAt(server.url).background.postMessage({ channel, message }));
    expect(error.failure).toMatchObject({ word: 'retry-later', title: { fr: 'Slack ne répond pas' } });
    expect(maybeSent(error)).toBe(true);
    expect(server.calls).toEqual(['POST /api/chat.postMessage']);
    expect(inspect(error, { depth: 9 })).not.toMatch(/xoxb|Camille/);
  });

  it('in the middle of the answer, says the same', async () => {
    const server = await serving((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
      response.write(accepted.slice(0, 10), () => response.destroy());
    });
    const error = await failureOf(slackAt(server.url).background.postMessage({ channel, message }));
    expect(error.failure.word).toBe('retry-later');
    expect(maybeSent(error)).toBe(true);
    expect(server.calls).toHaveLength(1);
  });

  it('before anything left, says that nothing was posted', async () => {
    const server = await loopback(() => {});
    await server.close();
    const error = await failureOf(slackAt(server.url).background.postMessage({ channel, message }));
    expect(error.failure.word).toBe('retry-later');
    expect(maybeSent(error)).toBe(false);
  });

  it('for want of the name, says that nothing was posted', async () => {
    const nowhere = slackAt('http://slack.invalid');
    const error = await failureOf(nowhere.background.postMessage({ channel, message }));
    expect(error.failure.word).toBe('retry-later');
    expect(maybeSent(error)).toBe(false);
  });
});

describe('a Slack that is slow', () => {
  it.each([
    ['never answers', 0],
    ['trickles its answer', 1],
  ])('and %s is given up: the post may have been accepted', async (_what, bytes) => {
    const server = await serving((_request, response) => {
      if (bytes === 0) return;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(accepted.slice(0, bytes));
    });
    const startedAt = performance.now();
    const error = await failureOf(slackAt(server.url, 200).background.postMessage({ channel, message }));
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(error.failure).toMatchObject({ word: 'retry-later', title: { fr: 'Slack ne répond pas' } });
    expect(maybeSent(error)).toBe(true);
    expect(server.calls).toHaveLength(1);
  });

  it('has 3 s when somebody waits', async () => {
    const server = await serving(() => {});
    const { interactive } = createSlack({ apiUrl: `${server.url}/api/`, token });
    const startedAt = performance.now();
    const view = { type: 'home', blocks: [] } as const;
    await failureOf(interactive.publishHome({ userId: 'U1', view: { ...view, blocks: [] } }));
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(2_500);
    expect(tookMs).toBeLessThan(4_000);
  });
});

it('a redirection is not followed: the token stays here', async () => {
  const other = await serving((_request, response) => response.end(accepted));
  const server = await serving((_request, response) => {
    response.writeHead(307, { location: `${other.url}/api/chat.postMessage` }).end();
  });
  const error = await failureOf(slackAt(server.url).background.postMessage({ channel, message }));
  expect(error.failure).toMatchObject({
    word: 'broken',
    title: { fr: 'L’adresse réglée ne mène pas à Slack' },
  });
  expect(maybeSent(error)).toBe(false);
  expect(other.calls).toEqual([]);
});
