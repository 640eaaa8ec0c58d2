/** What becomes of the rows of a table when a person is erased. */
export interface PersonTable {
  /** Rows that belong to the person. `emptied`: columns with what stays in them, as SQL. */
  rows: 'deleted' | 'journal' | { emptied: Record<string, string> };
  /** Rows of others that name their address: the same, or the address alone is replaced. */
  naming: 'same' | 'masked';
  /** Columns that tell whoever has a row in hand that it changed meanwhile. */
  touched?: Record<string, string>;
  /** Which rows belong to the person without naming them; SQL over `t` and `sought` (find-person.ts). */
  belongs: string;
  /** Columns that may hold words of or about a person; every other column of text is an id, a key or a state. */
  words: readonly string[];
  /** Columns of text that say nothing of persons. */
  others: readonly string[];
}

const ofInstance = 't.instance_id::text = any (sought.instances)';
const never = 'false';

/**
 * Every table that may hold something of a person, and the only list of them: what is exported of a person is found by it,
 * and what is erased, too. A new table or column of text that is in no list here fails a test
 * (test/sync/keeping/person-tables.test.ts).
 */
export const personTables: Record<string, PersonTable> = {
  delivery_replays: {
    rows: { emptied: { reason_before: 'null' } },
    naming: 'masked',
    belongs: 't.delivery_id = any (sought.deliveries)',
    words: ['reason_before'],
    others: ['by_name', 'state_before'],
  },
  deliveries: {
    rows: {
      emptied: { body: "''", reason: "'erased'", state: "'ignored'", subject: "'erased:' || t.id::text" },
    },
    naming: 'same',
    belongs: 't.id = any (sought.deliveries)',
    words: ['subject', 'body', 'reason'],
    others: ['company', 'source', 'key', 'request_id', 'state'],
  },
  commands: {
    rows: 'deleted',
    naming: 'same',
    belongs:
      "exists (select from unnest(sought.instances) as own (id) where t.answer::text like '%' || own.id || '%')",
    words: ['answer'],
    others: ['company'],
  },
  crm_records: {
    rows: 'deleted',
    naming: 'masked',
    belongs: `(t.entity = 'person' and t.company || ':' || t.id = any (sought.persons))
      or t.company || ':' || t.person_id = any (sought.persons)
      or (t.entity = 'deal' and t.company || ':' || t.id = any (sought.deals))`,
    words: ['record'],
    others: ['company', 'entity'],
  },
  links: {
    rows: 'deleted',
    naming: 'same',
    belongs: ofInstance,
    words: ['value'],
    others: ['company', 'kind'],
  },
  effects: {
    rows: {
      emptied: {
        payload: "'{}'",
        problem: 'null',
        shadow: "case when t.shadow is null then null else '[]'::jsonb end",
        state: "case when t.state = 'done' then 'done' else 'cancelled' end",
        finished_at: 'coalesce(t.finished_at, clock_timestamp())',
      },
    },
    naming: 'masked',
    belongs: ofInstance,
    words: ['payload', 'problem', 'shadow'],
    others: ['claimed_by', 'key', 'kind', 'state', 'request_id'],
  },
  timers: { rows: 'deleted', naming: 'masked', belongs: ofInstance, words: [], others: ['name'] },
  bulk_decision_items: {
    rows: { emptied: { reason: 'null' } },
    naming: 'masked',
    belongs: ofInstance,
    words: ['reason'],
    others: ['outcome'],
  },
  bulk_decisions: {
    rows: { emptied: {} },
    naming: 'masked',
    belongs: never,
    words: ['decision'],
    others: ['company', 'request_id', 'actor'],
  },
  saved_views: {
    rows: 'deleted',
    naming: 'same',
    belongs: never,
    words: ['name', 'query'],
    others: ['company'],
  },
  approval_changes: {
    rows: 'deleted',
    naming: 'masked',
    belongs: ofInstance,
    words: ['problem'],
    others: ['company'],
  },
  approval_messages: {
    rows: 'deleted',
    naming: 'masked',
    belongs: ofInstance,
    words: ['shown'],
    others: ['company', 'channel', 'ts'],
  },
  slack_people: {
    rows: 'deleted',
    naming: 'same',
    belongs: never,
    words: ['email', 'name', 'home'],
    others: ['company', 'team_id', 'user_id', 'language', 'time_zone'],
  },
  form_invitations: {
    rows: 'deleted',
    naming: 'same',
    belongs: "t.company || ':' || t.conversation_id = any (sought.conversations)",
    words: ['name', 'email'],
    others: ['company', 'code_digest', 'used_by'],
  },
  opt_outs: {
    rows: { emptied: { email: 'erased_address(t.email)' } },
    naming: 'same',
    belongs: never,
    words: ['email'],
    others: ['company', 'told_by'],
  },
  company_facts: {
    rows: { emptied: {} },
    naming: 'masked',
    belongs: never,
    words: ['value'],
    others: ['company', 'name'],
  },
  drifts: { rows: 'deleted', naming: 'masked', belongs: ofInstance, words: [], others: ['company', 'kind'] },
  account_looks: { rows: 'deleted', naming: 'masked', belongs: ofInstance, words: [], others: [] },
  restored_doubts: { rows: 'deleted', naming: 'masked', belongs: ofInstance, words: [], others: [] },
  journal: {
    rows: 'journal',
    naming: 'same',
    belongs: ofInstance,
    words: ['event', 'reason'],
    others: ['outcome', 'step_before', 'step_after', 'request_id', 'said_digest'],
  },
  instances: {
    rows: {
      emptied: { process: "'erased'", step: "'erased'", state: "'{}'", search: "''", updated_at: 'now()' },
    },
    naming: 'masked',
    belongs: 't.id::text = any (sought.instances)',
    touched: { revision: 't.revision + 1' },
    words: ['state', 'search'],
    others: ['company', 'process', 'step'],
  },
};

/** Texts of a company itself. Where they name somebody, colleagues wrote so, and colleagues change it. */
export const companyTexts: Record<string, string> = {
  settings_history: 'the settings and their history: change the settings; what they were stays',
  follow_up_versions: 'rules of follow-ups and their mails: change the settings; what was promised stays',
  helpscout_saved_replies: 'saved replies: change them in Help Scout; they are read again',
};

/** They hold secrets, colleagues, or figures alone: nothing of the people that write to a company. */
export const ofNobody: readonly string[] = [
  'audiences',
  'calendar_feeds',
  'call_leases',
  'call_turns',
  'companies',
  'delegations',
  'erasures',
  'helpscout_tokens',
  'journal_salts',
  'journal_seals',
  'pipedrive_tokens',
  'request_form_limits',
  'resolved_names',
  'slack_digests',
  'slack_requests_seen',
  'slack_workspaces',
  'step_changes',
  'token_budget',
  'token_hours',
  'webhook_subscriptions',
  'week_digests',
];
