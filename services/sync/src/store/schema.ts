import type { ColumnType, Generated } from 'kysely';
import type { DefaultStamp, Json, OptionalJson, OptionalStamp, Stamp } from './column-types.ts';
import type { BudgetTables } from './schema-budgets.ts';
import type { ConversionTables } from './schema-conversions.ts';
import type { HelpscoutTables } from './schema-helpscout.ts';

export const deliveryStates = ['recorded', 'routed', 'ignored', 'unreadable', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type EffectState = 'waiting' | 'running' | 'retrying' | 'done' | 'dead-letter' | 'cancelled';

/** The tables of the migrations, where each is explained. */
export interface Schema extends HelpscoutTables, ConversionTables, BudgetTables {
  deliveries: {
    id: Generated<number>;
    company: string;
    source: string;
    key: string;
    subject: string;
    body: string;
    request_id: string;
    received_at: DefaultStamp;
    state: Generated<DeliveryState>;
    reason: string | null;
    attempts: Generated<number>;
    due_at: DefaultStamp;
    routed_at: OptionalStamp;
  };
  delivery_replays: {
    id: Generated<number>;
    delivery_id: number;
    at: DefaultStamp;
    by_name: string;
    state_before: DeliveryState;
    reason_before: string | null;
  };
  instances: {
    id: string;
    company: string;
    process: string;
    version: number;
    revision: number;
    step: string;
    state: Json;
    search: string;
    created_at: Stamp;
    updated_at: Stamp;
    audience_id: Generated<number | null>;
  };
  audiences: {
    id: Generated<number>;
    company: string;
    key: string;
    everybody: boolean;
    staff_ids: number[];
  };
  links: { company: string; kind: string; value: string; instance_id: string };
  journal: {
    id: Generated<number>;
    instance_id: string;
    revision: number;
    at: Stamp;
    event: Json;
    outcome: 'advanced' | 'ignored' | 'refused';
    reason: OptionalJson;
    step_before: string | null;
    step_after: string;
    request_id: string | null;
    said_digest: ColumnType<string | null, undefined, never>;
  };
  effects: {
    id: string;
    instance_id: string;
    ordinal: Generated<number>;
    decision: number;
    key: string;
    kind: string;
    payload: Json;
    state: Generated<EffectState>;
    superseded: Generated<boolean>;
    attempts: Generated<number>;
    problem: OptionalJson;
    due_at: Stamp;
    started_at: OptionalStamp;
    claimed_by: Generated<string | null>;
    handed_over_at: OptionalStamp;
    finished_at: OptionalStamp;
    request_id: string | null;
    shadow: OptionalJson;
  };
  timers: { instance_id: string; name: string; due_at: Stamp };
  commands: { company: string; id: string; staff_id: number; answer: OptionalJson; at: DefaultStamp };
  crm_records: {
    company: string;
    entity: string;
    id: number;
    record: Json;
    deleted: Generated<boolean>;
    person_id: number | null;
    organization_id: number | null;
    changed_at: Stamp;
    audience_id: Generated<number | null>;
    audience_at: OptionalStamp;
  };
  resolved_names: { company: string; kind: string; name: string; id: number };
  company_facts: { company: string; name: string; value: Json; updated_at: DefaultStamp };
  companies: {
    id: string;
    name: string;
    api_url: string;
    state: 'active' | 'locked';
    locked_because: 'uninstalled' | 'access-revoked' | null;
    installed_at: DefaultStamp;
    locked_at: OptionalStamp;
    revision: Generated<number>;
  };
  pipedrive_tokens: {
    company: string;
    user_id: number;
    is_admin: boolean;
    scopes: string[];
    access_token: string;
    refresh_token: string;
    expires_at: Stamp;
    refused_at: OptionalStamp;
    granted_at: DefaultStamp;
  };
  webhook_subscriptions: {
    id: string;
    company: string;
    object: string;
    webhook_id: number | null;
    password: string;
    created_at: DefaultStamp;
  };
  settings_history: {
    company: string;
    revision: number;
    settings: Json;
    changes: Json;
    changed_by_id: number | null;
    changed_by_name: string;
    changed_at: DefaultStamp;
  };
  step_changes: {
    company: string;
    process: string;
    step: string;
    change: number;
    audience_id: Generated<number | null>;
  };
  saved_views: {
    id: string;
    company: string;
    staff_id: number;
    name: string;
    query: Json;
    shared: boolean;
    created_at: DefaultStamp;
  };
  bulk_decisions: {
    id: string;
    company: string;
    command_id: string;
    staff_id: number;
    actor: Json;
    decision: Json;
    request_id: string | null;
    created_at: DefaultStamp;
    finished_at: OptionalStamp;
  };
  bulk_decision_items: {
    bulk_decision_id: string;
    position: number;
    instance_id: string;
    command_id: string;
    outcome: Generated<'waiting' | 'advanced' | 'ignored' | 'refused' | 'failed'>;
    reason: OptionalJson;
  };
  approval_changes: {
    instance_id: string;
    company: string;
    changed_at: DefaultStamp;
    due_at: DefaultStamp;
    held_until: OptionalStamp;
    attempts: Generated<number>;
    problem: OptionalJson;
  };
  approval_messages: {
    instance_id: string;
    company: string;
    channel: string;
    ts: string | null;
    posting_since: OptionalStamp;
    shown: string | null;
    revision: Generated<number>;
    told_line: Generated<number>;
    telling_line: number | null;
    telling_since: OptionalStamp;
    reminded_at: OptionalStamp;
    escalated_at: OptionalStamp;
    nudging_since: OptionalStamp;
  };
  slack_workspaces: {
    company: string;
    team_id: string;
    enterprise_id: string | null;
    team_name: string;
    bot_token: string;
    bot_id: string;
    bot_user_id: string;
    scopes: string[];
    connected_at: DefaultStamp;
    problem: OptionalJson;
  };
  slack_people: {
    company: string;
    team_id: string;
    user_id: string;
    staff_id: number | null;
    email: string | null;
    name: string;
    is_guest: boolean;
    language: 'fr' | 'en';
    time_zone: string | null;
    checked_at: DefaultStamp;
    home_opened_at: OptionalStamp;
    home: OptionalJson;
  };
  slack_requests_seen: { signature: string; seen_at: DefaultStamp };
  delegations: {
    id: Generated<number>;
    company: string;
    staff_id: number;
    delegate_id: number;
    from_at: Stamp;
    until_at: Stamp;
    made_at: DefaultStamp;
  };
  slack_digests: {
    company: string;
    day: string;
    channel: string;
    posting_since: OptionalStamp;
    posted_at: OptionalStamp;
  };
}
