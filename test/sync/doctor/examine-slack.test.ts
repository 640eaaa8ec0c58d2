import { describe, expect, it } from 'vitest';
import { botScopes } from '#sync/connectors/slack/manifest.ts';
import type { SlackChannel } from '#sync/connectors/slack/port.ts';
import { type ExaminedSlack, examineSlack } from '#sync/doctor/examine-slack.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { aCompany } from '../../kit/account-request-samples.ts';
import { somebody } from '../../kit/slack-door.ts';

const all = botScopes.map(({ scope }) => scope);
const info = {
  teamId: 'T1',
  teamName: 'Équipe',
  enterpriseId: null,
  botId: 'B1',
  botUserId: 'U0',
  scopes: all,
  url: 'https://equipe.slack.com/',
};
const room: SlackChannel = {
  id: 'C1',
  name: 'demandes',
  isPrivate: true,
  isShared: false,
  isMember: true,
  isArchived: false,
};

interface Found {
  scopes?: string[];
  channel?: Partial<SlackChannel> | null;
  id?: string | null;
  people?: ReturnType<typeof somebody>[];
  fails?: Error;
  waiting?: Awaited<ReturnType<ExaminedSlack['waiting']>>;
}

/** State and words of each check, by its name. */
async function look(found: Found = {}): Promise<Record<string, string>> {
  const { scopes = all, channel = {}, id = 'C1', fails, waiting = { count: 0, problem: null } } = found;
  const { people = [somebody('U1', 'vente@example.org'), somebody('U2', 'responsable@example.org')] } = found;
  const checks = await examineSlack(
    {
      slack: {
        authTest: async () => {
          if (fails) throw fails;
          return { ...info, scopes };
        },
        channel: async () => channel && { ...room, ...channel },
        personByEmail: async (email) => people.find((one) => one.email === email) ?? null,
      },
      channel: id,
      waiting: async () => waiting,
    },
    aCompany(),
    'https://passerelle.example.org',
  );
  return Object.fromEntries(checks.map(({ name, state, detail }) => [name.en, `${state}: ${detail.en}`]));
}

describe('the doctor on Slack', () => {
  it('finds all well', async () => {
    const found = await look();
    expect(Object.values(found).every((said) => said.startsWith('ok: '))).toBe(true);
    expect(found['Access to Slack']).toBe('ok: Équipe (T1)');
  });

  it('says that no workspace is connected, and where to', async () => {
    const [check] = await examineSlack(
      { slack: undefined, channel: null, waiting: async () => ({ count: 0, problem: null }) },
      aCompany(),
      'https://passerelle.example.org',
    );
    expect(check).toMatchObject({ state: 'advice' });
    expect(check?.fix?.en).toContain('https://passerelle.example.org/oauth/slack/start');
  });

  it('says alone that the token does not work, and what to do', async () => {
    const found = await look({ fails: slackError('sign-in-again', { code: 'token_revoked' }) });
    expect(found).toEqual({ 'Access to Slack': expect.stringMatching(/^wrong: .*token_revoked/) });
  });

  it('names the scopes that are missing, and what for; silence of Slack is none', async () => {
    const found = await look({ scopes: all.filter((scope) => scope !== 'users:read.email') });
    expect(found['Slack scopes']).toMatch(/^wrong: Missing: users:read\.email \(/);
    expect((await look({ scopes: [] }))['Slack scopes']).toMatch(/^ok/);
  });

  it.each([
    ['none is chosen', { id: null }, /^wrong: No channel is chosen/],
    ['it does not exist', { channel: null }, /^wrong: The channel C1 does not exist/],
    ['it is archived', { channel: { isArchived: true } }, /^wrong: .*archived/],
    [
      'the app is not in it',
      { channel: { isMember: false } },
      /^wrong: The app is not in the channel #demandes/,
    ],
    ['others read it', { channel: { isShared: true } }, /^wrong: .*another organization/],
    ['everybody reads it', { channel: { isPrivate: false } }, /^advice: .*public/],
  ])('speaks of the channel when %s', async (_what, found, words) => {
    expect((await look(found))['Channel of the requests']).toMatch(words);
  });

  it('names deciders who cannot decide in Slack; all of them is wrong', async () => {
    const guest = somebody('U2', 'responsable@example.org', { isGuest: true });
    const one = await look({ people: [somebody('U1', 'vente@example.org'), guest] });
    expect(one['Deciders in Slack']).toMatch(
      /^advice: .*Responsable commercial \(responsable@example\.org\)/,
    );
    expect((await look({ people: [] }))['Deciders in Slack']).toMatch(/^wrong: .*Chargée de clientèle/);
  });

  it('says what keeps messages waiting', async () => {
    const { problem } = slackError('not-found', { code: 'not_in_channel' });
    const found = await look({ waiting: { count: 3, problem } });
    expect(found['Slack messages']).toBe('wrong: 3 waiting. not_in_channel.');
  });
});
