import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Press } from '../../services/sandbox/src/slack/acts.ts';
import type { Exchange } from '../../services/sandbox/src/slack/exchange.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { signatureOf } from '../../services/sandbox/src/slack/send.ts';
import { reaches, submitted } from '../kit/flow.ts';
import { altered, everythingAbout, messageOf, type Payload, press, toldTo } from '../kit/slack-world.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
let requestId: string;
beforeAll(async () => {
  world = await startWorld({ slack: true });
  requestId = (await submitted(world)).request.id;
  await messageOf(world, requestId);
});
afterAll(() => world.stop());

let before: Awaited<ReturnType<typeof everythingAbout>>;
beforeEach(async () => {
  before = await everythingAbout(world, requestId);
  expect(before).toMatchObject({ step: 'pending', isOpen: true });
});

/** Nothing of it was carried out, and nobody was told anything. */
async function nothingHappened(): Promise<void> {
  expect(await everythingAbout(world, requestId)).toEqual(before);
  expect(toldTo(world, slackIds.sales)).toEqual([]);
}

const accept = (more: Partial<Press>) => press(world, requestId, 'accept-request', more);

/** An acceptance as Slack would send it, which never arrived: what a forger starts with. */
async function intercepted(): Promise<Exchange> {
  const { exchange } = await accept({ to: 'http://127.0.0.1:1' });
  expect(exchange.status).toBeNull();
  return { ...exchange, url: `${world.nodes[0]?.url}/slack/events` };
}

const signedAnew = (exchange: Exchange) => world.sandbox.slack.acts.repeat({ exchange, isSignedAnew: true });

/** Any body, signed as our app's requests are. */
function posted(body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = signatureOf(world.sandbox.slack.app.signingSecret, timestamp, body);
  const headers = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  };
  return fetch(`${world.nodes[0]?.url}/slack/events`, { method: 'POST', body, headers });
}

describe('an acceptance is refused, and changes nothing', () => {
  it.each<[string, Partial<Press>]>([
    ['that is not signed', { isUnsigned: true }],
    ['that another secret signed', { secret: 'f'.repeat(32) }],
    ['of 301 seconds ago', { shiftSeconds: -301 }],
    ['of an hour ago', { shiftSeconds: -3_600 }],
    ['of an hour ahead', { shiftSeconds: 3_600 }],
    ['of another app', { appId: 'A0ANOTHER1' }],
  ])('%s', async (_what, spoiled) => {
    const { exchange, warning } = await accept(spoiled);
    expect(exchange.status).toBe(401);
    expect(exchange.answer).toBe('');
    expect(warning).toBe(true);
    await nothingHappened();
  });

  it('whose body was changed after it was signed', async () => {
    const exchange = altered(await intercepted(), (payload) => {
      payload.user.id = slackIds.manager;
    });
    const headers = { ...exchange.headers };
    const sent = await world.sandbox.slack.acts.repeat({ exchange: { ...exchange, headers } });
    expect(sent.status).toBe(401);
    await nothingHappened();
  });

  it.each<[string, (payload: Payload) => void]>([
    [
      'of another workspace and its bot',
      (payload) => {
        payload.team.id = 'T0ANOTHER1';
        payload.user.team_id = 'T0ANOTHER1';
        Object.assign(payload.message ?? {}, { bot_id: 'B0ANOTHER1' });
      },
    ],
    [
      'on a message of another app in our workspace',
      (payload) => void Object.assign(payload.message ?? {}, { bot_id: 'B0ANOTHER1', app_id: 'A0ANOTHER1' }),
    ],
  ])('%s', async (_what, change) => {
    const sent = await signedAnew(altered(await intercepted(), change));
    expect(sent.status).toBe(401);
    await nothingHappened();
  });
});

describe('what is no request of Slack', () => {
  it.each<[string, string, string?]>([
    ['no payload at all', 'hello'],
    ['a payload that is no JSON', 'payload=%7B'],
    ['a payload that is a list', `payload=${encodeURIComponent('[1]')}`],
    ['JSON that ends too early', '{"type":', 'application/json'],
    ['JSON of nothing', 'null', 'application/json'],
    ['nothing', '', 'application/json'],
    ['bytes of an image', '\u0089PNG\u0000\u0001', 'image/png'],
  ])('%s', async (_what, body, type) => {
    const response = await posted(body, type);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    await nothingHappened();
  });

  it('more than Slack would ever send', async () => {
    expect((await posted(`payload=${'x'.repeat(1_100_000)}`)).status).toBe(413);
    await nothingHappened();
  });

  it('a command of nobody, and an event about nothing, are acknowledged', async () => {
    const team_id = slackIds.team;
    const command = String(new URLSearchParams({ command: '/demandes', team_id, text: '' }));
    expect((await posted(command)).status).toBe(200);
    const event = JSON.stringify({ type: 'event_callback', event_id: 'Ev0NOTHING', team_id });
    expect((await posted(event, 'application/json')).status).toBe(200);
    await nothingHappened();
  });

  it.each<[string, (payload: Payload) => void]>([
    ['a press without what was pressed', (payload) => void Object.assign(payload, { actions: [] })],
    ['a press of nobody', (payload) => void Reflect.deleteProperty(payload, 'user')],
    [
      'a press of a button that we do not have',
      (payload) => void Object.assign(payload, { actions: [{ type: 'button', action_id: 'x' }] }),
    ],
    [
      'a modal without a view',
      (payload) => void Object.assign(payload, { type: 'view_submission', actions: undefined, view: null }),
    ],
    [
      'a modal that is no modal',
      (payload) => void Object.assign(payload, { type: 'view_submission', actions: undefined, view: {} }),
    ],
    ['something that a later Slack sends', (payload) => void Object.assign(payload, { type: 'later' })],
  ])('%s is acknowledged, and nothing is done', async (_what, change) => {
    const sent = await signedAnew(altered(await intercepted(), change));
    expect(sent.status).toBe(200);
    expect(sent.tookMs).toBeLessThan(2_000);
    await nothingHappened();
  });
});

it('takes the same bytes once: the second time they are refused, on another node, too', async () => {
  const { exchange } = await accept({});
  expect(exchange.status).toBe(200);
  const second = await world.addNode();
  const urls = [exchange.url, `${second.url}/slack/events`];
  const again = await Promise.all(
    urls.map((url) => world.sandbox.slack.acts.repeat({ exchange: { ...exchange, url } })),
  );
  expect(again.map(({ status }) => status)).toEqual([401, 401]);
  const { journal } = await reaches(world, requestId, 'accepted');
  expect(journal.filter(({ text }) => text.startsWith('Demande acceptée'))).toHaveLength(1);
});
