import { describe, expect, it } from 'vitest';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, failureOf, refuses, succeeds, workspace } from './slack-api.ts';

nockOnly();

const camille = {
  id: 'U1',
  team_id: 'T1',
  name: 'camille',
  deleted: false,
  real_name: 'Camille Exemple',
  tz: 'Europe/Paris',
  locale: 'fr-FR',
  profile: { email: 'Camille@Example.org', display_name: 'cam', team: 'T1' },
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_email_confirmed: true,
  updated: 1,
};

async function personFrom(user: object) {
  succeeds('users.info', { user });
  return workspace().interactive.person('U1');
}

describe('person', () => {
  it('is told in our words, with the language asked for', async () => {
    const sent = succeeds('users.info', { user: camille });
    expect(await workspace().interactive.person('U1')).toEqual({
      id: 'U1',
      teamId: 'T1',
      enterpriseId: null,
      isStranger: false,
      name: 'Camille Exemple',
      email: 'camille@example.org',
      isGuest: false,
      isBot: false,
      isDeleted: false,
      language: 'fr',
      timeZone: 'Europe/Paris',
    });
    expect(sent).toEqual([{ user: 'U1', include_locale: 'true' }]);
  });

  it.each([
    ['confirmed', { is_email_confirmed: true }, 'camille@example.org'],
    ['of which Slack does not say', { is_email_confirmed: undefined }, 'camille@example.org'],
    ['unconfirmed', { is_email_confirmed: false }, null],
    ['hidden', { profile: {} }, null],
    ['absent with the profile', { profile: null }, null],
    ['nonsense', { profile: { email: 'camille' } }, null],
  ])('with an address that is %s', async (_what, more, email) => {
    expect((await personFrom({ ...camille, ...more })).email).toBe(email);
  });

  it.each([
    ['a guest of several channels', { is_restricted: true }, { isGuest: true }],
    [
      'somebody of an organization',
      { enterprise_user: { id: 'U1', enterprise_id: 'E1' } },
      { enterpriseId: 'E1' },
    ],
    ['somebody of another company', { is_stranger: true }, { isStranger: true }],
    ['a guest of one channel', { is_ultra_restricted: true }, { isGuest: true }],
    ['a bot', { is_bot: true }, { isBot: true }],
    ['Slackbot', { id: 'USLACKBOT' }, { isBot: true }],
    ['a deactivated person', { deleted: true }, { isDeleted: true }],
    ['somebody of another workspace', { team_id: 'T9' }, { teamId: 'T9' }],
    ['an English speaker', { locale: 'en-GB' }, { language: 'en' }],
    ['a German speaker', { locale: 'de-DE' }, { language: 'en' }],
    ['a Canadian', { locale: 'fr-CA' }, { language: 'fr' }],
    ['somebody without a language', { locale: undefined }, { language: 'fr' }],
    ['somebody without a zone', { tz: null }, { timeZone: null }],
    ['somebody without a real name', { real_name: '' }, { name: 'cam' }],
    ['somebody without any name', { real_name: null, name: null, profile: null }, { name: 'U1' }],
  ])('%s', async (_who, more, expected) => {
    expect(await personFrom({ ...camille, ...more })).toMatchObject(expected);
  });

  it('that Slack does not know is an error', async () => {
    refuses('users.info', 'user_not_found');
    expect((await failureOf(workspace().interactive.person('U9'))).failure.word).toBe('not-found');
  });
});

describe('personByEmail', () => {
  it('finds, or is null', async () => {
    const { background } = workspace();
    const sent = succeeds('users.lookupByEmail', { user: camille });
    expect(await background.personByEmail('camille@example.org')).toMatchObject({ id: 'U1' });
    expect(sent).toEqual([{ email: 'camille@example.org' }]);
    refuses('users.lookupByEmail', 'users_not_found');
    expect(await background.personByEmail('nobody@example.org')).toBeNull();
  });

  it('does not take a missing permission for nobody', async () => {
    refuses('users.lookupByEmail', 'missing_scope', { needed: 'users:read.email' });
    const { failure } = await failureOf(workspace().background.personByEmail('camille@example.org'));
    expect(failure.title.fr).toContain('users:read.email');
  });
});

describe('channel', () => {
  const shown = { id: 'C1', name: 'demandes', is_private: true, is_member: true, is_archived: false };

  it.each([
    ['private', {}, { isPrivate: true, isMember: true, isShared: false, isArchived: false }],
    ['public, without us', { is_private: false, is_member: false }, { isPrivate: false, isMember: false }],
    ['shared with others', { is_ext_shared: true }, { isShared: true }],
    ['about to be shared', { is_pending_ext_shared: true }, { isShared: true }],
    ['shared inside the organisation', { is_shared: true, is_org_shared: true }, { isShared: false }],
    ['archived', { is_archived: true }, { isArchived: true }],
    ['a conversation', { name: undefined, is_private: false, is_im: true }, { name: '', isPrivate: true }],
  ])('%s', async (_what, more, expected) => {
    succeeds('conversations.info', { channel: { ...shown, ...more } });
    const found = await workspace().background.channel('C1');
    expect(found).toMatchObject({ id: 'C1', ...expected });
  });

  it('is null when Slack does not show it', async () => {
    refuses('conversations.info', 'channel_not_found');
    expect(await workspace().background.channel('C9')).toBeNull();
  });
});

describe('who and where we are', () => {
  const answer = {
    ok: true,
    url: 'https://exemple.slack.com/',
    team: 'Exemple',
    user: 'passerelle',
    team_id: 'T1',
    user_id: 'U0BOT',
    bot_id: 'B0BOT',
    is_enterprise_install: false,
  };

  it('tells workspace, bot and scopes', async () => {
    answers('auth.test', { body: answer, headers: { 'x-oauth-scopes': 'chat:write, commands,users:read' } });
    expect(await workspace().background.authTest()).toEqual({
      teamId: 'T1',
      teamName: 'Exemple',
      enterpriseId: null,
      botId: 'B0BOT',
      botUserId: 'U0BOT',
      scopes: ['chat:write', 'commands', 'users:read'],
      url: 'https://exemple.slack.com/',
    });
  });

  it('does without scopes, and knows the organisation', async () => {
    answers('auth.test', { body: { ...answer, enterprise_id: 'E1' } });
    expect(await workspace().background.authTest()).toMatchObject({ scopes: [], enterpriseId: 'E1' });
  });

  it('does not work in the name of a person', async () => {
    answers('auth.test', { body: { ...answer, bot_id: undefined } });
    const { failure } = await failureOf(workspace().background.authTest());
    expect(failure).toMatchObject({ word: 'sign-in-again', code: 'not_allowed_token_type' });
    expect(failure.detail.fr).toContain('xoxb-');
  });

  it('opens a conversation with one person', async () => {
    const sent = succeeds('conversations.open', { channel: { id: 'D1' } });
    expect(await workspace().background.openDirect('U1')).toBe('D1');
    expect(sent).toEqual([{ users: 'U1' }]);
  });
});
