import type { ActivityType } from '#core/model/activity-type.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';

/** What a subscription can be about, as far as the vendor's description lists it (pipedrive.md 3.1). */
export type WebhookObject =
  | 'activity'
  | 'deal'
  | 'lead'
  | 'note'
  | 'organization'
  | 'person'
  | 'pipeline'
  | 'product'
  | 'stage'
  | 'user'
  | '*';

export type WebhookAction = 'create' | 'change' | 'delete' | '*';

/** A subscription of ours as Pipedrive keeps it; never with its password. */
export interface Webhook {
  id: number;
  /** Not only a `WebhookObject`: the vendor knows more than it describes. */
  object: string;
  action: string;
  subscriptionUrl: string;
  name: string;
  isActive: boolean;
  /** `2.0`, or `1.0` for one made long ago. */
  version: string;
  /** Of the Basic credentials the deliveries come with; null without. */
  userName: string | null;
}

export interface NewWebhook {
  object: WebhookObject;
  action: WebhookAction;
  /** Public, HTTPS, without a redirect; Pipedrive tries it out (pipedrive.md 3.1). */
  subscriptionUrl: string;
  name: string;
  /** Basic credentials of the deliveries, the only proof that they are Pipedrive's (pipedrive.md 3.2). */
  user: string;
  password: string;
  /** Whose eyes the events are seen with: an administrator for all. Absent = the user our token belongs to. */
  userId?: number;
}

/** The types a custom field can be made with; a type is final (pipedrive.md 2.10). */
export type CustomFieldType =
  | 'varchar'
  | 'varchar_auto'
  | 'text'
  | 'phone'
  | 'double'
  | 'monetary'
  | 'date'
  | 'daterange'
  | 'time'
  | 'timerange'
  | 'set'
  | 'enum'
  | 'address'
  | 'org'
  | 'people'
  | 'user';

export interface NewField {
  name: string;
  type: CustomFieldType;
  /** The labels to choose from; for `enum` and `set` alone. */
  options?: string[];
}

/** What a filter lists. */
export type FilterType = 'deals' | 'leads' | 'org' | 'people' | 'products' | 'activity' | 'projects';

export interface FilterCondition {
  object: 'person' | 'deal' | 'organization' | 'product' | 'activity';
  /** See `listFilterFields`; the code of the field does not do. */
  fieldId: number;
  operator:
    | '='
    | '!='
    | '<'
    | '>'
    | '<='
    | '>='
    | 'IS NULL'
    | 'IS NOT NULL'
    | "LIKE '$%'"
    | "LIKE '%$%'"
    | "NOT LIKE '$%'";
  /** Ids as text; null for `IS NULL` and `IS NOT NULL`. */
  value: string | null;
}

export interface NewFilter {
  name: string;
  type: FilterType;
  /** All of these hold; at most 16 with the alternatives. */
  conditions: FilterCondition[];
  /** And at least one of these, if there are any. */
  alternatives?: FilterCondition[];
}

export interface Filter {
  id: number;
  name: string;
  type: string;
}

/** The vendor has some thirty more. */
export type ActivityIcon =
  | 'task'
  | 'call'
  | 'email'
  | 'meeting'
  | 'deadline'
  | 'document'
  | 'bell'
  | 'checkbox';

/**
 * The calls that set a company up, most of which need an administrator's token. None of them is idempotent: look
 * before repeating one.
 */
export interface PipedriveSetup {
  /** With a token of the app: those of the app alone (pipedrive.md 3.1). */
  listWebhooks(): Promise<Webhook[]>;
  /** There is no change: make the new one, then delete the old one. At most 40 per user. */
  createWebhook(webhook: NewWebhook): Promise<Webhook>;
  /** One that is already gone is fine. */
  deleteWebhook(id: number): Promise<void>;
  createPipeline(pipeline: { name: string }): Promise<Pipeline>;
  /** The new stage comes after the others. */
  createStage(stage: { name: string; pipelineId: number }): Promise<Stage>;
  createPersonField(field: NewField): Promise<CrmField>;
  createDealField(field: NewField): Promise<CrmField>;
  /** Kept filters of all types or one, without the passing ones of the screen. */
  listFilters(type?: FilterType): Promise<Filter[]>;
  createFilter(filter: NewFilter): Promise<Filter>;
  /** The numbers by which the conditions of filters name fields. */
  listFilterFields(object: 'deal' | 'person'): Promise<{ id: number; code: string; name: string }[]>;
  /** Active ones, in the order of the screen. */
  listActivityTypes(): Promise<ActivityType[]>;
  /** @returns with the key Pipedrive made of the name */
  createActivityType(type: { name: string; icon?: ActivityIcon }): Promise<ActivityType>;
}
