/** What stands behind a refusal of Slack, as far as somebody has to do something else about it. */
export type Trouble =
  | 'token'
  | 'wrong-token'
  | 'scope'
  | 'permission'
  | 'tab'
  | 'channel'
  | 'archived'
  | 'person'
  | 'message'
  | 'thread'
  | 'fixed'
  | 'too-late'
  | 'moved-on'
  | 'content'
  | 'code'
  | 'app'
  | 'busy'
  | 'down'
  | 'unknown';

/** Slack's words (`error` of an answer that is not ok), from the pages of the methods we call (slack.md 7-12). */
const codes: Record<Exclude<Trouble, 'unknown'>, readonly string[]> = {
  token: [
    'invalid_auth',
    'token_revoked',
    'token_expired',
    'account_inactive',
    'not_authed',
    'two_factor_setup_required',
    'team_access_not_granted',
  ],
  'wrong-token': ['not_allowed_token_type', 'not_bearer_token'],
  scope: ['missing_scope'],
  permission: [
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'access_denied',
    'accesslimited',
    'ekm_access_denied',
    'enterprise_is_restricted',
    'channel_is_limited_access',
    'team_not_found',
  ],
  tab: ['not_enabled', 'messages_tab_disabled'],
  // Of `no_permission` Slack says: make sure that the app is a member of the conversation.
  channel: ['channel_not_found', 'not_in_channel', 'no_permission'],
  archived: ['is_archived', 'is_inactive'],
  person: [
    'user_not_found',
    'users_not_found',
    'user_not_visible',
    'user_disabled',
    'user_not_in_channel',
    'cannot_dm_bot',
  ],
  message: ['message_not_found', 'thread_not_found'],
  // Of one thread or of replies alone: messages of the channel are taken all the same.
  thread: [
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'cannot_reply_to_message',
  ],
  fixed: ['cant_update_message', 'edit_window_closed'],
  'too-late': [
    'expired_trigger_id',
    'exchanged_trigger_id',
    'trigger_expired',
    'trigger_exchanged',
    'invalid_trigger_id',
  ],
  'moved-on': ['hash_conflict', 'not_found', 'view_not_found', 'push_limit_reached'],
  content: [
    'msg_too_long',
    'msg_blocks_too_long',
    'no_text',
    'invalid_blocks',
    'invalid_blocks_format',
    'duplicate_external_id',
    'view_too_large',
    'metadata_too_large',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'metadata_must_be_sent_from_app',
    'block_mismatch',
    'invalid_arguments',
    'invalid_arg_name',
    'invalid_array_arg',
    'invalid_form_data',
    'invalid_thread_ts',
  ],
  code: ['invalid_code', 'code_already_used', 'code_expired'],
  app: ['invalid_client_id', 'bad_client_secret', 'bad_redirect_uri', 'oauth_authorization_url_mismatch'],
  busy: ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
  down: [
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'update_failed',
    'external_channel_migrating',
    'team_added_to_org',
    'org_login_required',
  ],
};

const troubles = new Map<string, Trouble>(
  Object.entries(codes).flatMap(([trouble, words]) => words.map((word) => [word, trouble as Trouble])),
);

/** After these Slack may have carried out a part of the call (slack.md 12, the errors that all methods share). */
const halfDone = new Set(['internal_error', 'fatal_error', 'service_unavailable']);

/** The trouble behind one of Slack's words. */
export function troubleOf(code: string): Trouble {
  return troubles.get(code) ?? 'unknown';
}

/** Whether the call may have been carried out although Slack says it failed. */
export function mayBeDone(code: string): boolean {
  return halfDone.has(code);
}
