import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Companies } from '#sync/company/companies.ts';
import type { SlackInstallation, SlackOauth } from '#sync/connectors/slack/oauth.ts';
import { createBrowserSessions } from '#sync/http/browser-sessions.ts';
import { oauthSlack, type SlackOauthOptions } from '#sync/http/oauth-slack.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { listen } from '#sync/http/server.ts';
import { createLog } from '#sync/log.ts';
import { createSeal } from '#sync/sealed.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { aCompany, manager, sales } from '../../kit/account-request-samples.ts';

const seal = createSeal([Buffer.alloc(32, 1)]);
const sessions = createBrowserSessions(seal, false);
const installation: SlackInstallation = {
  botToken: 'xoxb-1',
  scopes: [],
  teamId: 'T1',
  teamName: 'Équipe',
  enterpriseId: null,
  botUserId: 'U0',
  appId: 'A1',
  installedBy: 'U1',
};
let url = '';
let close = async () => undefined as unknown;
const connected: string[] = [];
let isOurs = true;
let exchange: SlackOauth['exchangeCode'];
let isServed = true;

const companies = {
  serves: () => isServed,
  companyOf: () => aCompany(),
  staffMember: async (_company: string, id: number) => aCompany().staff.find((one) => one.id === id),
} as unknown as Companies;
const options: SlackOauthOptions = {
  oauth: () => ({
    authorizeUrl: (state) => `https://slack.com/oauth/v2/authorize?state=${state}`,
    exchangeCode: (code) => exchange(code),
    revoke: async () => undefined,
  }),
  seal,
  secure: false,
  sessions,
  companies,
  signInUrl: '/oauth/pipedrive/start',
  connected: async (companyId) => {
    if (isOurs) connected.push(companyId);
    return isOurs;
  },
  log: createLog('silent'),
};

beforeAll(async () => {
  const app = express();
  app.get('/sign-in/:staff', async (request, response) => {
    await sessions.begin(response, { companyId: '1001', staffId: Number(request.params.staff) });
    response.end();
  });
  app.use('/oauth/slack', oauthSlack(options));
  app.use('/elsewhere', oauthSlack({ ...options, signInUrl: null }));
  app.use(answerProblems(createLog('silent')));
  const server = await listen(app, '127.0.0.1', 0);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => new Promise((resolve) => server.close(resolve));
});
afterAll(() => close());
beforeEach(() => {
  connected.length = 0;
  isOurs = true;
  isServed = true;
  exchange = async () => installation;
});

const get = (path: string, cookie = '') =>
  fetch(`${url}${path}`, { redirect: 'manual', headers: { cookie } });
/** What a browser would send to `/oauth/slack` after an answer. */
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .filter((line) => /path=\/oauth\/slack(;|$)/i.test(line))
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');

/** Begins as a staff member; gives the state and what the browser keeps. */
async function begun(staff: number): Promise<{ state: string; cookie: string; response: Response }> {
  const session = cookiesOf(await get(`/sign-in/${staff}`));
  const response = await get('/oauth/slack/start', session);
  const location = response.headers.get('location') ?? 'https://nowhere.example.org';
  return { state: new URL(location).searchParams.get('state') ?? '', cookie: cookiesOf(response), response };
}

describe('connecting Slack', () => {
  it('is begun by an administrator, and ends on the settings page', async () => {
    const { state, cookie, response } = await begun(manager);
    expect(response.status).toBe(302);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const back = await get(`/oauth/slack/callback?code=c&state=${state}`, cookie);
    expect([back.status, back.headers.get('location')]).toEqual([302, '/surfaces/pipedrive/settings#slack']);
    expect(connected).toEqual(['1001']);
  });

  it('leads somebody without a session to sign in, and back', async () => {
    const response = await get('/oauth/slack/start');
    expect(response.headers.get('location')).toBe('/oauth/pipedrive/start?return=/oauth/slack/start');
  });

  it('is for the company of the settings page: signed in for another one, people sign in again', async () => {
    const session = cookiesOf(await get(`/sign-in/${manager}`));
    const again = '/oauth/pipedrive/start?return=/oauth/slack/start?company=2002';
    expect((await get('/oauth/slack/start?company=2002', session)).headers.get('location')).toBe(again);
    expect((await get('/oauth/slack/start?company=2002')).headers.get('location')).toBe(again);
    const begun = await get('/oauth/slack/start?company=1001', session);
    expect(begun.headers.get('location')).toContain('https://slack.com/');
  });

  it('says so where nobody can sign in', async () => {
    expect((await get('/elsewhere/start')).status).toBe(401);
  });

  it('is not for colleagues who administer nothing', async () => {
    expect((await begun(sales)).response.status).toBe(403);
  });

  it('is not for those who stopped being served while they were away', async () => {
    const { state, cookie } = await begun(manager);
    isServed = false;
    expect((await get(`/oauth/slack/callback?code=c&state=${state}`, cookie)).status).toBe(403);
    expect(connected).toEqual([]);
  });

  it.each([
    ['another browser', (cookie: string) => cookie.replace(/.+/, ''), (state: string) => state],
    ['another state', (cookie: string) => cookie, () => 'other'],
    ['an altered cookie', (cookie: string) => `${cookie}x`, (state: string) => state],
  ])('is refused in %s', async (_what, cookieOf, stateOf) => {
    const { state, cookie } = await begun(manager);
    const response = await get(`/oauth/slack/callback?code=c&state=${stateOf(state)}`, cookieOf(cookie));
    expect(response.status).toBe(400);
    expect(connected).toEqual([]);
  });

  it.each([
    ['somebody says no in Slack', 'error=access_denied', 400],
    ['the code is missing', '', 400],
  ])('ends with a word when %s', async (_what, query, status) => {
    const { state, cookie } = await begun(manager);
    expect((await get(`/oauth/slack/callback?${query}&state=${state}`, cookie)).status).toBe(status);
  });

  it('says what Slack says, and that a workspace decides for another company', async () => {
    const first = await begun(manager);
    exchange = () => Promise.reject(slackError('rejected', { code: 'invalid_code' }));
    expect((await get(`/oauth/slack/callback?code=c&state=${first.state}`, first.cookie)).status).toBe(400);
    exchange = async () => installation;
    isOurs = false;
    const second = await begun(manager);
    const response = await get(`/oauth/slack/callback?code=c&state=${second.state}`, second.cookie);
    expect(response.status).toBe(409);
    expect(JSON.stringify(await response.json())).toContain('Équipe');
  });
});
