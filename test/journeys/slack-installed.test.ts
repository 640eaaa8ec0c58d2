import { afterAll, beforeAll, expect, it } from 'vitest';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, quiet } from '../kit/flow.ts';
import { aBrowser, befall, callAs, consent, install, newAdmin } from '../kit/installing.ts';
import { startWorld, type World } from '../kit/start-world.ts';

const newId = String(newAdmin.companyId);
let world: World;
beforeAll(async () => {
  const { slackClientId: SLACK_CLIENT_ID, slackClientSecret: SLACK_CLIENT_SECRET } = sandboxSecrets;
  world = await startWorld({ slack: true, environment: { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET } });
  await quiet(world);
  await install(world);
});
afterAll(() => world.stop());

const browser = aBrowser();
const here = (path: string) => new URL(path, world.nodes[0]?.url).href;
/** Follows nothing: where the browser is sent. */
const sentTo = async (address: string) => (await browser.open(here(address))).headers.get('location') ?? '';
const workspaces = () => inStore(world, 'select company, team_id from slack_workspaces');
const installation = () =>
  world.sandbox.slack.memory.installations.find(({ team_id: team }) => team === slackIds.partnerTeam);

it('is connected for the company whose settings page led there, whoever the browser was before', async () => {
  await install(world, { companyId: sandboxSecrets.companyId, userId: 22 }, browser);
  const { body } = await callAs(world, newAdmin, '/api/settings');
  const { connectUrl } = body.slack as { connectUrl: string };
  const again = await sentTo(connectUrl);
  expect(again).toMatch(/^\/oauth\/pipedrive\/start\?/);
  const signedIn = await sentTo(await consent(browser, new URL(await sentTo(again))));
  expect(signedIn).toBe(`/oauth/slack/start?company=${newId}`);

  const asked = new URL(await sentTo(signedIn)).searchParams;
  const answer = world.sandbox.slack.acts.grant({
    teamId: slackIds.partnerTeam,
    user: slackIds.partnerAdmin,
    scopes: (asked.get('scope') ?? '').split(','),
    redirectUri: asked.get('redirect_uri') ?? '',
    state: asked.get('state') ?? '',
  });
  expect(await sentTo(answer)).toBe('/surfaces/pipedrive/settings#slack');
  expect(await workspaces()).toEqual([{ company: newId, team_id: slackIds.partnerTeam }]);
  expect(installation()?.trouble).toBeNull();
});

it('is let go when the app leaves the company’s Pipedrive, and its token is given back', async () => {
  expect(await befall(world, 'uninstall')).toMatchObject({ notices: [{ status: 204 }] });
  expect(await workspaces()).toEqual([]);
  expect(installation()?.trouble).toBe('token_revoked');
});
