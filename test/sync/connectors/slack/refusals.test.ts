import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { maybeSent, slackCode } from '#sync/connectors/slack/errors.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, channel, failureOf, message, refuses, token, workspace } from './slack-api.ts';

nockOnly();

const post = () => failureOf(workspace().background.postMessage({ channel, message }));

describe('what Slack refuses', () => {
  it.each([
    ['invalid_auth', 'sign-in-again', /^Le jeton Slack n’est plus valable$/],
    ['token_revoked', 'sign-in-again', /^Le jeton Slack/],
    ['token_expired', 'sign-in-again', /^Le jeton Slack/],
    ['account_inactive', 'sign-in-again', /^Le jeton Slack/],
    ['not_authed', 'sign-in-again', /^Le jeton Slack/],
    ['two_factor_setup_required', 'sign-in-again', /^Le jeton Slack/],
    ['team_access_not_granted', 'sign-in-again', /^Le jeton Slack/],
    ['not_allowed_token_type', 'sign-in-again', /jeton de bot/],
    ['missing_scope', 'sign-in-again', /^L’autorisation Slack manque/],
    ['restricted_action', 'sign-in-again', /ne permet pas/],
    ['restricted_action_read_only_channel', 'sign-in-again', /ne permet pas/],
    ['restricted_action_thread_only_channel', 'sign-in-again', /ne permet pas/],
    ['restricted_action_non_threadable_channel', 'rejected', /réponse dans ce fil/],
    ['restricted_action_thread_locked', 'rejected', /réponse dans ce fil/],
    ['channel_is_limited_access', 'sign-in-again', /ne permet pas/],
    ['access_denied', 'sign-in-again', /ne permet pas/],
    ['accesslimited', 'sign-in-again', /ne permet pas/],
    ['ekm_access_denied', 'sign-in-again', /ne permet pas/],
    ['enterprise_is_restricted', 'sign-in-again', /ne permet pas/],
    ['team_not_found', 'sign-in-again', /ne permet pas/],
    ['channel_not_found', 'not-found', /n’est pas dans le salon/],
    ['not_in_channel', 'not-found', /n’est pas dans le salon/],
    ['no_permission', 'not-found', /n’est pas dans le salon/],
    ['not_enabled', 'sign-in-again', /^Un onglet/],
    ['messages_tab_disabled', 'sign-in-again', /^Un onglet/],
    ['not_bearer_token', 'sign-in-again', /jeton de bot/],
    ['is_archived', 'not-found', /archivé/],
    ['is_inactive', 'not-found', /archivé/],
    ['user_not_found', 'not-found', /^Personne/],
    ['users_not_found', 'not-found', /^Personne/],
    ['user_not_visible', 'not-found', /^Personne/],
    ['user_disabled', 'not-found', /^Personne/],
    ['user_not_in_channel', 'not-found', /^Personne/],
    ['cannot_dm_bot', 'not-found', /^Personne/],
    ['message_not_found', 'not-found', /^Message introuvable/],
    ['thread_not_found', 'not-found', /^Message introuvable/],
    ['cannot_reply_to_message', 'rejected', /réponse dans ce fil/],
    ['cant_update_message', 'rejected', /ne laisse plus modifier/],
    ['edit_window_closed', 'rejected', /ne laisse plus modifier/],
    ['expired_trigger_id', 'rejected', /n’a pas attendu/],
    ['exchanged_trigger_id', 'rejected', /n’a pas attendu/],
    ['trigger_expired', 'rejected', /n’a pas attendu/],
    ['trigger_exchanged', 'rejected', /n’a pas attendu/],
    ['invalid_trigger_id', 'rejected', /n’a pas attendu/],
    ['hash_conflict', 'rejected', /entre-temps/],
    ['not_found', 'rejected', /entre-temps/],
    ['view_not_found', 'rejected', /entre-temps/],
    ['push_limit_reached', 'rejected', /entre-temps/],
    ['msg_too_long', 'broken', /ce contenu/],
    ['msg_blocks_too_long', 'broken', /ce contenu/],
    ['no_text', 'broken', /ce contenu/],
    ['invalid_blocks', 'broken', /ce contenu/],
    ['invalid_blocks_format', 'broken', /ce contenu/],
    ['duplicate_external_id', 'broken', /ce contenu/],
    ['view_too_large', 'broken', /ce contenu/],
    ['metadata_too_large', 'broken', /ce contenu/],
    ['invalid_metadata_format', 'broken', /ce contenu/],
    ['invalid_metadata_schema', 'broken', /ce contenu/],
    ['metadata_must_be_sent_from_app', 'broken', /ce contenu/],
    ['block_mismatch', 'broken', /ce contenu/],
    ['invalid_arguments', 'broken', /ce contenu/],
    ['invalid_arg_name', 'broken', /ce contenu/],
    ['invalid_array_arg', 'broken', /ce contenu/],
    ['invalid_form_data', 'broken', /ce contenu/],
    ['invalid_thread_ts', 'broken', /ce contenu/],
    ['invalid_code', 'sign-in-again', /installation/],
    ['code_already_used', 'sign-in-again', /installation/],
    ['code_expired', 'sign-in-again', /installation/],
    ['invalid_client_id', 'sign-in-again', /ne reconnaît pas/],
    ['bad_client_secret', 'sign-in-again', /ne reconnaît pas/],
    ['bad_redirect_uri', 'sign-in-again', /ne reconnaît pas/],
    ['oauth_authorization_url_mismatch', 'sign-in-again', /ne reconnaît pas/],
    ['request_timeout', 'retry-later', /^Slack est en panne$/],
    ['update_failed', 'retry-later', /^Slack est en panne$/],
    ['external_channel_migrating', 'retry-later', /^Slack est en panne$/],
    ['team_added_to_org', 'retry-later', /^Slack est en panne$/],
    ['org_login_required', 'retry-later', /^Slack est en panne$/],
    ['never_seen_before', 'broken', /a refusé l’appel/],
  ])('%s is %s', async (code, word, title) => {
    refuses('chat.postMessage', code);
    const error = await post();
    expect(error.failure).toMatchObject({ vendor: 'slack', word, code, unclear: false });
    expect(error.failure.title.fr).toMatch(title);
    expect(error.failure.title.en).not.toBe(error.failure.title.fr);
    expect(slackCode(error)).toBe(code);
    expect(maybeSent(error)).toBe(false);
  });

  it.each(['internal_error', 'fatal_error', 'service_unavailable'])('%s may have posted', async (code) => {
    refuses('chat.postMessage', code);
    const error = await post();
    expect(error.failure).toMatchObject({ word: 'retry-later', code, unclear: true });
    expect(error.failure.detail.fr).toContain('a peut-être eu lieu');
    expect(maybeSent(error)).toBe(true);
  });

  it('says who acts on a dead token, and on a channel without us', async () => {
    refuses('chat.postMessage', 'token_revoked');
    expect((await post()).failure.detail).toMatchObject({
      fr: expect.stringMatching(/administrateur.*réinstalle.*SLACK_BOT_TOKEN/),
      en: expect.stringMatching(/administrator installs.*SLACK_BOT_TOKEN/),
    });
    refuses('chat.postMessage', 'not_in_channel');
    expect((await post()).failure.detail.fr).toMatch(/^Invitez l’application dans le salon/);
  });

  it('names the missing permission, when Slack does so in its own form', async () => {
    refuses('chat.postMessage', 'missing_scope', { needed: 'channels:history', provided: 'chat:write' });
    expect((await post()).failure.title.fr).toBe(
      'L’autorisation Slack « channels:history » manque à Passerelle',
    );
    refuses('chat.postMessage', 'missing_scope', { needed: '<b>Camille</b>' });
    expect((await post()).failure.title.fr).toBe('L’autorisation Slack manque à Passerelle');
  });

  it('keeps the place of a bad block for the log, and nothing that it quotes', async () => {
    const messages = ['[ERROR] must be shorter: Camille [json-pointer:/blocks/3/text/text]'];
    refuses('chat.postMessage', 'invalid_blocks', { response_metadata: { messages } });
    const error = await post();
    expect(error.failure.cause).toMatchObject({
      message: 'chat.postMessage: invalid_blocks /blocks/3/text/text',
    });
    expect(inspect(error, { depth: 9 })).not.toContain('Camille');
  });

  it.each([
    ['a page', { body: '<html>Camille</html>' }],
    ['a page with a status', { status: 502, body: '<html>Camille</html>' }],
    ['a sentence as its error', { body: { ok: false, error: 'Camille xoxb-very-secret' } }],
    ['an answer of another form', { body: { ok: true, channel: 7, ts: 'Camille' } }],
    ['a list', { body: '[]' }],
  ])('may have posted when Slack answers with %s, and repeats none of it', async (_what, answer) => {
    answers('chat.postMessage', answer);
    const error = await post();
    expect(maybeSent(error)).toBe(true);
    expect(inspect(error, { depth: 9 })).not.toMatch(new RegExp(`Camille|camille|${token}`));
  });

  it.each([
    [403, 'retry-later', 'Slack nous bloque pour un moment'],
    [404, 'broken', 'L’adresse réglée ne mène pas à Slack'],
    [302, 'broken', 'L’adresse réglée ne mène pas à Slack'],
    [408, 'retry-later', 'Slack est en panne'],
    [500, 'retry-later', 'Slack est en panne'],
    [503, 'retry-later', 'Slack est en panne'],
  ])('status %i is %s', async (status, word, title) => {
    const headers = { location: 'https://elsewhere.example.org/' };
    answers('chat.postMessage', { status, body: '<html></html>', headers });
    const { failure } = await post();
    expect(failure).toMatchObject({ word, title: { fr: title } });
    expect(failure.unclear).toBe(status >= 500 || status === 408);
  });

  it('an update that fails may be repeated, whatever happened', async () => {
    answers('chat.update', { status: 500, body: '' });
    const { background } = workspace();
    const error = await failureOf(background.updateMessage({ channel, ts: '1.0', message }));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: false });
  });

  it('takes an error of unknown origin for a post that may have left', () => {
    expect(maybeSent(new Error('the database is away'))).toBe(true);
  });
});
