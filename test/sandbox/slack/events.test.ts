import { createServer } from 'node:http';
import type { App } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { startBoltApp } from './bolt-app.ts';
import { clientOf, decideBlocks, ids, section } from './kit.ts';

let sandbox: Sandbox;
let client: ReturnType<typeof clientOf>;
let app: Awaited<ReturnType<typeof startBoltApp>> | undefined;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  client = clientOf(sandbox);
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());
afterEach(() => app?.close());

const channel = ids.approvals;
const user = ids.sales;

async function start(listen: (app: App) => void) {
  app = await startBoltApp(sandbox, listen);
  sandbox.setServiceUrl(app.url);
  return app;
}

async function posted(): Promise<{ kind: 'message'; channel: string; ts: string }> {
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Demande', blocks: [...decideBlocks] });
  return { kind: 'message', channel, ts };
}

describe('commands, events, homes', () => {
  const command = (words: string) =>
    sandbox.slack.acts.runCommand({ user, channel, command: '/demandes', text: words });

  it('keeps what a command answers as an ephemeral message', async () => {
    await start((bolt) => {
      bolt.command('/demandes', async ({ ack, command: asked }) => {
        if (asked.text === 'texte') await ack('Rien trouvé');
        else if (asked.text === 'tous') await ack({ response_type: 'in_channel', text: 'Pour tous' });
        else await ack({ text: 'x', blocks: [section(`*${asked.user_name}*`)] });
      });
    });
    expect(await command('texte')).toMatchObject({ warning: false });
    await command('blocs');
    await command('tous');
    expect(sandbox.slack.memory.ephemerals).toMatchObject([
      { text: 'Rien trouvé', user, blocks: [] },
      { blocks: [{ type: 'section', text: { text: '*vente*' } }] },
    ]);
    expect(sandbox.slack.memory.messages).toMatchObject([{ text: 'Pour tous' }]);
  });

  it('tells of a command that nobody answered', async () => {
    await start((bolt) => bolt.command('/demandes', () => Promise.resolve()));
    sandbox.slack.memory.acknowledgeMs = 100;
    expect(await command('')).toMatchObject({ warning: true });
    expect(sandbox.slack.memory.ephemerals).toMatchObject([
      { bot_id: 'slackbot', text: '/demandes failed with the error "operation_timeout"' },
    ]);
  });

  it('takes five answers at a response_url', async () => {
    let url = '';
    await start((bolt) => {
      bolt.command('/demandes', async ({ ack, command: asked }) => {
        url = asked.response_url;
        await ack();
      });
    });
    await command('');
    const say = async (body: object) =>
      (
        await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status;
    expect(await say({ text: 'x', blocks: [{ type: 'chapter' }] })).toBe(400);
    for (let n = 0; n < 5; n += 1) expect(await say({ text: `${n}` })).toBe(200);
    expect(await say({ text: 'once more' })).toBe(404);
    expect(sandbox.slack.memory.ephemerals).toHaveLength(5);
  });

  it('replaces and deletes the message that was pressed', async () => {
    const url: string[] = [];
    await start((bolt) => {
      bolt.action('accept-request', async ({ ack, body }) => {
        if ('response_url' in body) url.push(body.response_url);
        await ack();
      });
    });
    await sandbox.slack.acts.press({ user, place: await posted(), actionId: 'accept-request' });
    const say = (body: object) =>
      fetch(url[0] ?? '', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
    await say({ replace_original: true, text: 'Acceptée' });
    expect(sandbox.slack.memory.messages).toMatchObject([{ text: 'Acceptée', blocks: [] }]);
    await say({ delete_original: true });
    expect(sandbox.slack.memory.messages).toEqual([]);
  });

  it('opens the home of a person, who is shown what the app publishes', async () => {
    await start((bolt) => {
      bolt.event('app_home_opened', async ({ event, client: web }) => {
        await web.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [section('Bonjour')] },
        });
      });
      bolt.action('accept-request', ({ ack }) => ack());
    });
    expect(await sandbox.slack.acts.openHome({ user: ids.manager })).toMatchObject({ warning: false });
    await expect.poll(() => sandbox.slack.memory.homes).toMatchObject([{ user: ids.manager, type: 'home' }]);
    await client.views.publish({ user_id: ids.manager, view: { type: 'home', blocks: [...decideBlocks] } });
    const pressed = sandbox.slack.acts.press({
      user: ids.manager,
      place: { kind: 'home' },
      actionId: 'accept-request',
    });
    expect((await pressed).exchange.status).toBe(200);
  });

  it('sends an event that failed three times more, unless it is told not to', async () => {
    let status = 500;
    const headers: Record<string, string> = {};
    const tries: (string | undefined)[] = [];
    const plain = createServer((req, res) => {
      tries.push(`${req.headers['x-slack-retry-num'] ?? 0} ${req.headers['x-slack-retry-reason'] ?? ''}`);
      res.writeHead(status, headers).end();
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    const to = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    const send = () => sandbox.slack.acts.sendEvent({ to, event: { type: 'user_change' } });
    try {
      expect(await send()).toMatchObject({ warning: true, exchange: { status: 500 } });
      await expect.poll(() => tries).toEqual(['0 ', '1 http_error', '2 http_error', '3 http_error']);
      headers['X-Slack-No-Retry'] = '1';
      await send();
      status = 200;
      await send();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(tries).toHaveLength(6);
    } finally {
      plain.close();
    }
  });

  it('verifies the address of requests', async () => {
    await start(() => undefined);
    expect(await sandbox.slack.acts.verifyUrl()).toMatchObject({
      isVerified: true,
      exchange: { status: 200 },
    });
    expect(await sandbox.slack.acts.verifyUrl({ secret: 'another' })).toMatchObject({ isVerified: false });
  });
});
