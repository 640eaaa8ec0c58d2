import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';
import { axeProblems } from '../../kit/axe.ts';
import { leadsOn } from '../../kit/browser.ts';
import { examinePage, looks } from '../../kit/every-look.ts';
import { plain } from './slack-blocks.ts';
import { channel, type SlackStage, startSlackStage } from './slack-stage.ts';

let stage: SlackStage;
beforeAll(async () => {
  stage = await startSlackStage();
});
afterAll(() => stage.stop());
beforeEach(() => stage.begin());

describe('the composer', () => {
  it('sends messages, replies and commands, and says what Slack does not allow', async () => {
    const { page } = await stage.open();
    await page.getByLabel(/^Message, ou commande/).fill('Qui s’en charge ?');
    await page.keyboard.press('Enter');
    await page.getByRole('log').getByText('Qui s’en charge ?').waitFor();
    await page.getByLabel(/^Message, ou commande/).fill('/demandes valmont');
    await page.keyboard.press('Enter');
    await page.getByText('Cherché : valmont').waitFor();
    await leadsOn(page, () => page.getByRole('link', { name: 'Répondre' }).first().click());
    const reply = page.getByLabel('Répondre dans le fil');
    await reply.fill('/demandes');
    await reply.press('Enter');
    await page.getByText('Les commandes ne marchent pas dans les fils.').waitFor();
    await reply.fill('Moi');
    await reply.press('Enter');
    await page.getByRole('log', { name: 'Fil de discussion' }).getByText('Moi', { exact: true }).waitFor();
    await page.getByRole('link', { name: '1 réponse' }).waitFor();
  });
});

describe('"Add to Slack"', () => {
  const asked = () => ({
    client_id: sandboxSecrets.slackClientId,
    scope: 'chat:write,commands',
    redirect_uri: `${stage.app.url}/oauth/slack/callback`,
    state: 'abc',
  });
  const authorize = `/oauth/v2/authorize`;

  it('leads back to the app with a code for the workspace, or with the refusal', async () => {
    const { page } = await stage.open(`${authorize}?${new URLSearchParams(asked())}`);
    await page.getByText('Envoyer des messages en son nom').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Espace de travail').selectOption('Nouvelle entreprise');
    await page.getByRole('button', { name: 'Autoriser' }).click();
    await page.waitForURL(/callback/);
    const allowed = new URL(page.url()).searchParams;
    expect(allowed.get('state')).toBe('abc');
    expect(stage.sandbox.slack.memory.codes).toMatchObject([
      { code: allowed.get('code'), team_id: slackIds.partnerTeam, user: slackIds.partnerAdmin },
    ]);
    await page.goto(`${stage.sandbox.url}${authorize}?${new URLSearchParams(asked())}`);
    await page.getByRole('button', { name: 'Annuler' }).click();
    await page.waitForURL(/error=access_denied&state=abc/);
  });

  it('sends nobody anywhere but to the service', async () => {
    const foreign = { ...asked(), redirect_uri: 'https://example.org/callback' };
    const response = await fetch(`${stage.sandbox.url}${authorize}?${new URLSearchParams(foreign)}`);
    expect([response.status, await response.json()]).toEqual([400, { error: 'bad_redirect_uri' }]);
  });
});

describe('who one is', () => {
  it('decides what there is to see: ephemerals, the App Home, the conversation with the app', async () => {
    await stage.call('chat.postEphemeral', {
      channel,
      user: slackIds.trainee,
      text: 'Vous ne pouvez pas décider.',
    });
    const home = { type: 'home', blocks: [{ type: 'section', text: plain('Votre file') }] };
    await stage.call('views.publish', { user_id: slackIds.trainee, view: home });
    const { page } = await stage.open();
    expect(await page.getByText('Visible par vous seul').count()).toBe(0);
    await leadsOn(page, () => page.getByLabel('Vous êtes').selectOption({ label: 'Stagiaire' }));
    await page.getByText('Visible par vous seul').waitFor();
    await page.getByRole('button', { name: 'Masquer le message' }).click();
    await expect.poll(() => page.getByText('Visible par vous seul').count()).toBe(0);
    await page.getByRole('link', { name: 'Passerelle', exact: true }).click();
    await page.getByText('Votre file').waitFor();
    expect(await axeProblems(page)).toEqual([]);
  });

  it('is said by each window for itself', async () => {
    const { page, context } = await stage.open(`/slack?as=${slackIds.trainee}`);
    const other = await context.newPage();
    await other.goto(`${stage.sandbox.url}/slack?as=${slackIds.manager}`);
    await page.getByLabel(/^Message, ou commande/).fill('De ma part');
    await page.keyboard.press('Enter');
    await other.getByText('De ma part').waitFor();
    expect(stage.sandbox.slack.memory.messages.at(-1)?.user).toBe(slackIds.trainee);
    expect(await other.getByLabel('Vous êtes').inputValue()).toBe(slackIds.manager);
  });
});

describe('the start page', () => {
  it('leads to Slack, counts its messages and switches its bad days on', async () => {
    const { page } = await stage.open('/');
    const step = page.getByRole('listitem').filter({ hasText: 'Ou décidez dans Slack' });
    expect(await step.getByText('Messages dans Slack : 1').count()).toBe(1);
    const bad = page.getByRole('form', { name: 'Slack' });
    await bad.getByLabel('Panne').selectOption('refuse le jeton (invalid_auth)');
    await bad.getByRole('button', { name: 'Allumer' }).click();
    await page.getByRole('button', { name: 'Arrêter' }).waitFor();
    expect(stage.sandbox.misbehaviour.list()).toMatchObject([{ vendor: 'slack', kind: 'error', count: 1 }]);
    await step.getByRole('link', { name: 'Ouvrir Slack' }).click();
    await page.getByRole('heading', { name: 'Commune de Valmont' }).waitFor();
  });
});

describe.each(looks)('in $locale, $theme', (look) => {
  it('the channel with a thread and a modal is for everybody, narrow and wide', async () => {
    await stage.call('chat.postMessage', { channel, text: 'Raconté', thread_ts: stage.ts() });
    const { page, complaints } = await stage.open(`/slack/channel/${channel}?thread=${stage.ts()}`, look);
    await page.getByText('Raconté').waitFor();
    await examinePage(page, `slack thread ${look.locale}`);
    await page.locator('[data-action="refuse"]').first().click();
    await page.getByRole('dialog').waitFor();
    await examinePage(page, `slack modal ${look.locale}`);
    expect(complaints).toEqual([]);
  });
});
