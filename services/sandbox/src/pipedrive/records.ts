import type { Limits } from './limits.ts';
import type { ActivityType, CompanyFacts, Role, SavedFilter } from './structure-records.ts';

// The vendor's records as they are kept: REST v2 keys for deals, persons, organizations and structure,
// v1 keys for users, notes and webhooks (pipedrive.md 2 and 3.1). Plain JSON, so memory can be a file.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type CustomValues = Record<string, Json>;

/** One address or number of a person; the first without any `primary` becomes the primary one (2.5). */
export type ContactPoint = { value: string; primary: boolean; label: string };

export type Deal = {
  id: number;
  title: string;
  creator_user_id: number;
  owner_id: number;
  value: number;
  currency: string;
  person_id: number | null;
  org_id: number | null;
  pipeline_id: number;
  stage_id: number;
  probability: number | null;
  lost_reason: string | null;
  visible_to: number;
  add_time: string;
  update_time: string;
  stage_change_time: string | null;
  status: 'open' | 'won' | 'lost';
  is_archived: boolean;
  archive_time: string | null;
  is_deleted: boolean;
  close_time: string | null;
  won_time: string | null;
  first_won_time: string | null;
  lost_time: string | null;
  expected_close_date: string | null;
  label_ids: number[];
  origin: string;
  /** Answered by REST where it is asked for; webhooks do not tell it (pipedrive.md 2.2, 3.4). */
  last_incoming_mail_time: string | null;
  custom_fields: CustomValues;
};

export type Person = {
  id: number;
  name: string;
  first_name: string | null;
  last_name: string | null;
  owner_id: number;
  org_id: number | null;
  add_time: string;
  update_time: string;
  emails: ContactPoint[];
  phones: ContactPoint[];
  is_deleted: boolean;
  visible_to: number;
  label_ids: number[];
  picture_id: number | null;
  custom_fields: CustomValues;
};

export type Organization = {
  id: number;
  name: string;
  owner_id: number;
  add_time: string;
  update_time: string;
  is_deleted: boolean;
  visible_to: number;
  address: { [part: string]: Json } | null;
  label_ids: number[];
  website: string | null;
  linkedin: string | null;
  industry: number | null;
  annual_revenue: number | null;
  employee_count: number | null;
  custom_fields: CustomValues;
};

export type Note = {
  id: number;
  content: string;
  user_id: number;
  last_update_user_id: number | null;
  deal_id: number | null;
  person_id: number | null;
  org_id: number | null;
  active_flag: boolean;
  pinned_to_deal_flag: boolean;
  pinned_to_person_flag: boolean;
  pinned_to_organization_flag: boolean;
  add_time: string;
  update_time: string;
};

export type Activity = {
  id: number;
  subject: string;
  type: string;
  owner_id: number;
  creator_user_id: number;
  deal_id: number | null;
  org_id: number | null;
  due_date: string | null;
  due_time: string | null;
  duration: string | null;
  busy: boolean;
  done: boolean;
  marked_as_done_time: string | null;
  participants: { person_id: number; primary: boolean }[];
  public_description: string | null;
  priority: number | null;
  note: string | null;
  is_deleted: boolean;
  add_time: string;
  update_time: string;
};

export type Participant = {
  id: number;
  deal_id: number;
  person_id: number;
  add_time: string;
  added_by_user_id: number;
};

export type User = {
  id: number;
  name: string;
  email: string;
  admin: boolean;
  active: boolean;
  role_id: number;
  created: string;
};

type Ordered = {
  id: number;
  name: string;
  order_nr: number;
  is_deleted: boolean;
  add_time: string;
  update_time: string;
};
export type Pipeline = Ordered & { is_deal_probability_enabled: boolean };
export type Stage = Ordered & {
  pipeline_id: number;
  deal_probability: number;
  is_deal_rot_enabled: boolean;
  days_to_rotten: number | null;
};

export type FieldType =
  | 'varchar'
  | 'varchar_auto'
  | 'text'
  | 'double'
  | 'phone'
  | 'date'
  | 'daterange'
  | 'time'
  | 'timerange'
  | 'enum'
  | 'set'
  | 'monetary'
  | 'address'
  | 'user'
  | 'org'
  | 'people';

export type FieldOption = { id: number; label: string; color: string | null };

export type FieldDefinition = {
  /** Known to v1 alone, where filters name fields by it (pipedrive.md 2.10). */
  id: number;
  field_name: string;
  field_code: string;
  field_type: FieldType | 'status' | 'stage' | 'visible_to' | 'int';
  options: FieldOption[] | null;
  is_custom_field: boolean;
};

export type Subscription = {
  id: number;
  owner_id: number;
  user_id: number;
  event_action: string;
  event_object: string;
  subscription_url: string;
  name: string;
  /** Made by the app with an OAuth token: seen by the app alone, gone with its installation (pipedrive.md 3.1). */
  of_app: boolean;
  http_auth_user: string | null;
  http_auth_password: string | null;
  add_time: string;
  last_delivery_time: string | null;
  last_http_status: number | null;
  /** First attempts that failed in a row; ten of them start a ban (3.5). */
  failures: number;
  banned_until: string | null;
  last_success_time: string | null;
};

/** The records a webhook can be about. */
export type RecordOf = {
  deal: Deal;
  person: Person;
  organization: Organization;
  note: Note;
  activity: Activity;
  pipeline: Pipeline;
  stage: Stage;
  user: User;
};
export type EntityName = keyof RecordOf;
export type FieldOwner = 'deal' | 'person' | 'organization';

/** Everything the stand-in remembers: plain JSON, arrays sorted by rising id. */
export type PipedriveMemory = {
  companyId: number;
  company: CompanyFacts;
  lastIds: Record<string, number>;
  users: User[];
  roles: Role[];
  pipelines: Pipeline[];
  stages: Stage[];
  fields: Record<FieldOwner, FieldDefinition[]>;
  activityTypes: ActivityType[];
  filters: SavedFilter[];
  organizations: Organization[];
  persons: Person[];
  deals: Deal[];
  participants: Participant[];
  notes: Note[];
  activities: Activity[];
  subscriptions: Subscription[];
  limits: Limits;
  spending: { day: string; tokens: number };
};
