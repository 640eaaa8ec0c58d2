import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSlack } from '#sync/connectors/slack/client.ts';
import { slackCode } from '#sync/connectors/slack/errors.ts';
import { botScopes } from '#sync/connectors/slack/manifest.ts';
import { createSlackOauth } from '#sync/connectors/slack/oauth.ts';
import { type Sandbox, startSandbox } from '../../../../services/sandbox/src/sandbox.ts';
import { slackIds } from '../../../../services/sandbox/src/slack/seed-slack.ts';
import { failureOf, message } from './slack-api.ts';

let sandbox: Sandbox;
let slack: ReturnType<typeof createSlack>['interactive'];
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  const { SLACK_API_URL: apiUrl = '', SLACK_BOT_TOKEN: token = '' } = sandbox.environment;
  slack = createSlack({ apiUrl, token }).interactive;
});
afterAll(() => sandbox.stop());

const channel = slackIds.approvals;
const metadataOf = (id: string) => ({ event_type: 'account_request', event_payload: { request_id: id } });

/** The client and the stand-in were written apart, from the same documents. */
describe('the client before the sandbox', () => {
  it('knows who it is, and holds every scope of the manifest', async () => {
    const us = await slack.authTest();
    expect(us).toMatchObject({ teamId: slackIds.team, botId: slackIds.bot, botUserId: slackIds.botUser });
    expect(us.scopes).toEqual(expect.arrayContaining(botScopes.map(({ scope }) => scope)));
  });

  it('posts, finds by metadata in the channel and in the thread, and redraws', async () => {
    const since = new Date();
    const { ts } = await slack.postMessage({ channel, message: { ...message, metadata: metadataOf('a') } });
    const wanted = { channel, since, eventType: 'account_request' };
    expect(await slack.findMessage({ ...wanted, payload: { request_id: 'a' } })).toBe(ts);
    expect(await slack.findMessage({ ...wanted, payload: { request_id: 'b' } })).toBeNull();
    const reply = { ...message, metadata: metadataOf('b') };
    const told = await slack.postMessage({ channel, threadTs: ts, message: reply });
    const inThread = { ...wanted, threadTs: ts, payload: { request_id: 'b' } };
    expect(await slack.findMessage(inThread)).toBe(told.ts);
    await slack.updateMessage({ channel, ts, message: { ...message, text: 'Acceptée' } });
    await slack.postEphemeral({ channel, user: slackIds.sales, text: 'Déjà acceptée' });
  });

  it('knows people, channels and direct conversations', async () => {
    const sales = await slack.person(slackIds.sales);
    expect(sales).toMatchObject({ teamId: slackIds.team, email: 'vente@example.org', isGuest: false });
    expect(await slack.personByEmail('vente@example.org')).toMatchObject({ id: slackIds.sales });
    expect(await slack.personByEmail('nobody@example.org')).toBeNull();
    expect(await slack.person(slackIds.guest)).toMatchObject({ isGuest: true });
    expect(await slack.person(slackIds.botUser)).toMatchObject({ isBot: true });
    expect(await slack.channel(channel)).toMatchObject({ isMember: true, isShared: false });
    expect(await slack.channel(slackIds.shared)).toMatchObject({ isShared: true });
    expect(await slack.channel('C404')).toBeNull();
    const direct = await slack.openDirect(slackIds.sales);
    expect((await slack.postMessage({ channel: direct, message })).channel).toBe(direct);
  });

  it('publishes a Home tab', async () => {
    await slack.publishHome({ userId: slackIds.sales, view: { type: 'home', blocks: message.blocks } });
  });

  it('hears the reasons of refusals', async () => {
    const missing = slack.updateMessage({ channel, ts: '1.000001', message });
    expect(slackCode(await failureOf(missing))).toBe('message_not_found');
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Refuser' }, blocks: [] } as const;
    const late = slack.openView({ triggerId: 'unknown', view: { ...view, blocks: [] } });
    expect((await failureOf(late)).failure.word).toBe('rejected');
    const long = {
      ...message,
      blocks: [{ type: 'header', text: { type: 'plain_text', text: 'é'.repeat(151) } }],
    };
    const refused = await failureOf(slack.postMessage({ channel, message: long as typeof message }));
    expect(refused.failure).toMatchObject({ word: 'broken', code: 'invalid_blocks' });
  });

  it('revokes its token, and is told so', async () => {
    const { SLACK_API_URL: apiUrl = '', SLACK_BOT_TOKEN: token = '' } = sandbox.environment;
    const oauth = createSlackOauth({
      apiUrl,
      clientId: 'c',
      clientSecret: 's',
      redirectUri: 'https://x.example.org/',
    });
    await oauth.revoke(token);
    expect((await failureOf(slack.authTest())).failure.word).toBe('sign-in-again');
    await oauth.revoke(token);
  });
});
