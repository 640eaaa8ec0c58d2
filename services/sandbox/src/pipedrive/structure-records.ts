// What an account is made of besides its records: REST v1 keys (pipedrive.md 2.8, 2.9).

import type { Json } from './records.ts';

/** Facts about the company that `/users/me` tells (pipedrive.md 1.1). */
export type CompanyFacts = { name: string; domain: string };

export type Role = { id: number; parent_role_id: number | null; name: string; level: number };

export type ActivityType = {
  id: number;
  name: string;
  key_string: string;
  icon_key: string;
  order_nr: number;
  color: string | null;
  is_custom_flag: boolean;
  add_time: string;
  update_time: string;
};

export type FilterType = 'deals' | 'leads' | 'org' | 'people' | 'products' | 'activity' | 'projects';

/** `field_id` is the numeric id of the v1 field list (pipedrive.md 2.9). */
export type FilterCondition = {
  object: string;
  field_id: string;
  operator: string;
  value: Json;
  extra_value: Json;
};

/** Exactly one group glued by `and` that holds one `and` group and one `or` group. */
export type FilterConditions = {
  glue: 'and';
  conditions: { glue: 'and' | 'or'; conditions: FilterCondition[] }[];
};

export type SavedFilter = {
  id: number;
  name: string;
  type: FilterType;
  user_id: number;
  conditions: FilterConditions;
  add_time: string;
  update_time: string;
};
