import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSlackDoorWorld, type SlackDoorWorld, signingSecret } from '../../kit/slack-door.ts';

let world: SlackDoorWorld;
beforeAll(async () => {
  world = await openSlackDoorWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.counted.length = 0;
  world.homes.length = 0;
});

let count = 0;
const closed = () => {
  count += 1;
  const view = { id: `V${count}`, type: 'modal', callback_id: 'refuse', bot_id: 'B1', app_id: 'A1' };
  return {
    type: 'view_closed',
    team: { id: 'T1' },
    user: { id: 'U1', team_id: 'T1' },
    api_app_id: 'A1',
    view,
  };
};
const form = (payload: object) => String(new URLSearchParams({ payload: JSON.stringify(payload) }));
const json = { 'content-type': 'application/json' };

describe('who is let in', () => {
  it('takes a request that our app’s secret signed, with the character set a proxy adds', async () => {
    expect((await world.post(form(closed()))).status).toBe(200);
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    expect((await world.post(form(closed()), { headers })).status).toBe(200);
    expect(world.counted).toEqual(['taken', 'taken']);
  });

  it.each([
    ['without a signature', { headers: { 'x-slack-signature': undefined } }, 'unsigned'],
    ['without an instant', { headers: { 'x-slack-request-timestamp': undefined } }, 'unsigned'],
    ['with an instant that is no number', { headers: { 'x-slack-request-timestamp': '1e9' } }, 'unsigned'],
    ['signed with another secret', { secret: 'another secret' }, 'forged'],
    ['of five minutes ago', { shiftSeconds: -302 }, 'too-old'],
    ['of in an hour', { shiftSeconds: 3600 }, 'too-early'],
  ] as const)('refuses a request %s', async (_what, spoiled, outcome) => {
    const response = await world.post(form(closed()), spoiled);
    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
    expect(world.counted).toEqual([outcome]);
  });

  it('takes one that is nearly five minutes old, or ahead', async () => {
    expect((await world.post(form(closed()), { shiftSeconds: -295 })).status).toBe(200);
    expect((await world.post(form(closed()), { shiftSeconds: 295 })).status).toBe(200);
  });

  it('refuses another version of the signature, though it is computed rightly', async () => {
    const body = form(closed());
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac('sha256', signingSecret).update(`v1:${timestamp}:${body}`).digest('hex');
    const headers = { 'x-slack-signature': `v1=${mac}`, 'x-slack-request-timestamp': timestamp };
    expect((await world.post(body, { headers })).status).toBe(401);
    expect(world.counted).toEqual(['forged']);
  });

  it('refuses the same request a second time, also when both come at once', async () => {
    // Of two seconds they would have two signatures.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const body = form(closed());
    const both = await Promise.all([world.post(body), world.post(body)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await world.post(body)).status).toBe(401);
    expect(world.counted.toSorted()).toEqual(['replayed', 'replayed', 'taken']);
  });

  it.each([
    ['another workspace', { team: { id: 'T9' }, user: { id: 'U9', team_id: 'T9' }, view: { id: 'V' } }],
    ['another app’s view', { view: { id: 'V', bot_id: 'B9', app_id: 'A1' } }],
    ['another app', { api_app_id: 'A9' }],
  ])('refuses a request of %s', async (_what, more) => {
    expect((await world.post(form({ ...closed(), ...more }))).status).toBe(401);
    expect(world.counted).toEqual(['foreign']);
  });

  it('remembers which app is ours, for requests that are about nothing of it', async () => {
    expect((await world.post(form(closed()))).status).toBe(200);
    const { view: _view, ...bare } = { ...closed(), type: 'view_closed', api_app_id: 'A9' };
    expect((await world.post(form(bare))).status).toBe(401);
  });

  it('refuses what is too large before it reads it to its end', async () => {
    expect((await world.post('x'.repeat(1_100_000))).status).toBe(413);
    expect(world.counted).toEqual([]);
  });

  it('answers what cannot be read', async () => {
    expect((await world.post('{"type":', { headers: json })).status).toBe(400);
    expect((await world.post('payload=%7B', {})).status).toBe(400);
  });
});

describe('what is not for anybody', () => {
  it('answers the check of the address', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'abc', token: 't' });
    const response = await world.post(body, { headers: json });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it.each([
    ['a shortcut', { type: 'shortcut', callback_id: 'x' }],
    ['something of a later Slack', { type: 'something_new' }],
  ])('acknowledges %s, and counts it', async (_what, more) => {
    const started = performance.now();
    const { view: _view, ...bare } = closed();
    const response = await world.post(form({ ...bare, ...more }));
    expect(response.status).toBe(200);
    expect(world.counted).toContain('unmatched');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('acknowledges that Slack sends less of its events', async () => {
    const body = JSON.stringify({
      type: 'app_rate_limited',
      team_id: 'T1',
      minute_rate_limited: 1,
      api_app_id: 'A1',
    });
    expect((await world.post(body, { headers: json })).status).toBe(200);
  });
});

it('waits no longer than 3 s for where an answer goes, and finds another way', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const startedAtMs = performance.now();
  const more = { response_url: `http://127.0.0.1:${port}/` };
  await world.press({ userId: 'U0NOBODY', actionId: 'accept-request', value: 'x', more });
  expect(performance.now() - startedAtMs).toBeLessThan(4_500);
  expect(world.told.at(-1)).toContain('Slack ne confirme pas votre adresse');
  silent.closeAllConnections();
  silent.close();
});

describe('events', () => {
  const event = (id: string, more: object) =>
    JSON.stringify({ type: 'event_callback', event_id: id, team_id: 'T1', api_app_id: 'A1', event: more });

  it('opens the Home of a person once, however often Slack sends the event', async () => {
    const opened = event('Ev1', { type: 'app_home_opened', user: 'U0SALES', tab: 'home' });
    expect((await world.post(opened, { headers: json })).status).toBe(200);
    const again = await world.post(opened, {
      headers: { ...json, 'x-slack-retry-num': '1' },
      shiftSeconds: 1,
    });
    expect(again.status).toBe(200);
    await world.idle();
    expect(world.homes).toEqual([{ notice: null }]);
    expect(world.counted).toEqual(['taken', 'repeated-event']);
  });

  it('opens the Home of somebody unknown, which says why they see nothing, and says it once', async () => {
    const opened = event('Ev2', { type: 'app_home_opened', user: 'U0NOBODY', tab: 'home' });
    await world.post(opened, { headers: json });
    await world.idle();
    expect(world.homes).toEqual([{ notice: null }]);
  });

  it('reads a person anew once Slack says that they changed', async () => {
    await world.acting.recognise(world.workspace, { userId: 'U0SALES', teamId: 'T1' });
    const changed = event('Ev3', { type: 'user_change', user: { id: 'U0SALES', team_id: 'T1' } });
    await world.post(changed, { headers: json });
    await world.idle();
    const rows = await world.requests.database.pool.query(
      "select checked_at < now() - interval '1 day' as old from slack_people where user_id = 'U0SALES'",
    );
    expect(rows.rows).toEqual([{ old: true }]);
  });

  it('forgets a workspace that took the app away, but not for a late word of an earlier time', async () => {
    const { pool } = world.requests.database;
    await pool.query("insert into companies (id, name, api_url, state) values ('1001', '', '', 'active')");
    await pool.query(`insert into slack_workspaces (company, team_id, team_name, bot_token, bot_id, bot_user_id, scopes)
      values ('1001', 'T1', 'Team', 'sealed', 'B1', 'U0', '{}')`);
    const kept = async () => (await pool.query('select 1 from slack_workspaces')).rowCount;
    await world.post(event('Ev4', { type: 'tokens_revoked', tokens: {} }), { headers: json });
    await world.idle();
    expect(await kept()).toBe(1);
    const { slackError } = await import('../../fakes/fake-slack.ts');
    world.requests.slack.down = slackError('sign-in-again', { code: 'token_revoked' });
    await world.post(event('Ev5', { type: 'app_uninstalled' }), { headers: json });
    await world.idle();
    world.requests.slack.down = null;
    expect(await kept()).toBe(0);
  });
});
