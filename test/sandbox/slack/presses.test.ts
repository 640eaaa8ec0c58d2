import type { App } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { signatureOf } from '../../../services/sandbox/src/slack/send.ts';
import { startBoltApp } from './bolt-app.ts';
import { clientOf, decideBlocks, ids, text } from './kit.ts';

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

describe('signing', () => {
  it('makes the signature of the documented example', () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    expect(body).toHaveLength(362);
    expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', '1531420618', body)).toBe(
      'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    );
  });

  it('is refused by Bolt when it is forged, missing or old', async () => {
    await start((bolt) => bolt.action('accept-request', ({ ack }) => ack()));
    const place = await posted();
    const pressed = async (spoiled: object) =>
      (await sandbox.slack.acts.press({ user, place, actionId: 'accept-request', ...spoiled })).exchange
        .status;
    expect(await pressed({})).toBe(200);
    expect(await pressed({ secret: 'another' })).toBe(401);
    expect(await pressed({ isUnsigned: true })).toBe(401);
    expect(await pressed({ shiftSeconds: -301 })).toBe(401);
  });
});

describe('presses', () => {
  it('tell the app who pressed what, where', async () => {
    const seen: unknown[] = [];
    await start((bolt) => {
      bolt.action('accept-request', async ({ ack, body, action, respond }) => {
        seen.push({ body, action });
        await ack();
        await respond({ text: 'Déjà acceptée', response_type: 'ephemeral', replace_original: false });
      });
    });
    const place = await posted();
    const pressed = await sandbox.slack.acts.press({ user, place, actionId: 'accept-request' });
    expect(pressed).toMatchObject({ warning: false, exchange: { status: 200, answer: '' } });
    expect(seen).toMatchObject([
      {
        body: {
          type: 'block_actions',
          user: { id: user, team_id: ids.team },
          team: { id: ids.team },
          api_app_id: ids.app,
          container: { type: 'message', channel_id: channel, message_ts: place.ts, is_ephemeral: false },
          channel: { id: channel, name: 'demandes-comptes' },
          message: { ts: place.ts, text: 'Demande' },
        },
        action: { type: 'button', action_id: 'accept-request', block_id: 'decide:1', value: 'sealed' },
      },
    ]);
    await expect
      .poll(() => sandbox.slack.memory.ephemerals)
      .toMatchObject([{ user, channel, text: 'Déjà acceptée' }]);
  });

  it('carry a forged value, other people and chosen options', async () => {
    const seen: unknown[] = [];
    await start((bolt) => {
      bolt.action(/.*/, async ({ ack, action, body }) => {
        seen.push({ action, user: body.user });
        await ack();
      });
    });
    const select = {
      type: 'static_select',
      action_id: 'target',
      option_groups: [
        { label: text('Destination'), options: [{ text: text('Suspect'), value: 'target:s' }] },
      ],
    } as const;
    const blocks = [{ type: 'actions', block_id: 'decide:2', elements: [select] }] as const;
    const { ts = '' } = await client.chat.postMessage({
      channel: ids.shared,
      text: 'x',
      blocks: [...blocks],
    });
    const place = { kind: 'message', channel: ids.shared, ts } as const;
    const { acts } = sandbox.slack;
    await acts.press({ user: ids.partner, place, actionId: 'target', chosen: 'target:s' });
    await acts.press({
      user,
      place: await posted(),
      actionId: 'accept-request',
      forged: { value: 'stolen' },
    });
    expect(seen).toMatchObject([
      {
        action: { type: 'static_select', selected_option: { value: 'target:s', text: { text: 'Suspect' } } },
        user: { id: ids.partner, team_id: ids.partnerTeam },
      },
      { action: { value: 'stolen' } },
    ]);
    await expect(acts.press({ user, place, actionId: 'target', chosen: 'other' })).rejects.toThrow('offer');
    await expect(acts.press({ user, place, actionId: 'missing' })).rejects.toThrow('nothing called');
    await expect(
      acts.press({ user: ids.stranger, place, actionId: 'target', chosen: 'target:s' }),
    ).rejects.toThrow('not in the channel');
  });

  it('warn the person when the app does not acknowledge in time, or is not there', async () => {
    await start((bolt) => bolt.action('accept-request', () => Promise.resolve()));
    sandbox.slack.memory.acknowledgeMs = 100;
    const place = await posted();
    const slow = await sandbox.slack.acts.press({ user, place, actionId: 'accept-request' });
    expect(slow).toMatchObject({ warning: true, exchange: { status: null, isTimedOut: true } });
    app?.close();
    const gone = await sandbox.slack.acts.press({ user, place, actionId: 'accept-request' });
    expect(gone).toMatchObject({ warning: true, exchange: { status: null, isTimedOut: false } });
  });

  it('can be sent again, byte by byte or signed anew', async () => {
    await start((bolt) => bolt.action('accept-request', ({ ack }) => ack()));
    const { acts } = sandbox.slack;
    const { exchange } = await acts.press({ user, place: await posted(), actionId: 'accept-request' });
    expect(await acts.repeat({ exchange })).toMatchObject({ status: 200, headers: exchange.headers });
    const later = { ...exchange, headers: { ...exchange.headers, 'x-slack-signature': 'v0=00' } };
    expect(await acts.repeat({ exchange: later })).toMatchObject({ status: 401 });
    expect(await acts.repeat({ exchange: later, isSignedAnew: true })).toMatchObject({ status: 200 });
  });
});
