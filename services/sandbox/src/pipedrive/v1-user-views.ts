import type { PipedriveMemory, User } from './records.ts';
import type { Role } from './structure-records.ts';
import { v1Time } from './times.ts';

type View = Record<string, unknown>;

const timeZone = 'Europe/Paris';

function access(user: User): View[] {
  const set = (app: string, last: number) => ({
    app,
    admin: user.admin,
    permission_set_id: `00000000-0000-4000-8000-00000000000${last}`,
  });
  return [set('sales', 1), set('global', 2)];
}

/** A user as v1 shows it; `isYou` marks the user of the token (pipedrive.md 2.9). */
export function userView(user: User, isYou: boolean): View {
  return {
    id: user.id,
    name: user.name,
    default_currency: 'EUR',
    locale: 'fr_FR',
    lang: 5,
    email: user.email,
    phone: null,
    activated: true,
    last_login: v1Time(user.created),
    created: v1Time(user.created),
    modified: null,
    has_created_company: user.admin && isYou,
    access: access(user),
    active_flag: user.active,
    timezone_name: timeZone,
    timezone_offset: '+01:00',
    role_id: user.role_id,
    icon_url: null,
    is_you: isYou,
    is_deleted: false,
  };
}

/** The user of the token with what `/users/me` adds about the company (pipedrive.md 1.1). */
export function meView(memory: PipedriveMemory, user: User): View {
  return {
    ...userView(user, true),
    company_id: memory.companyId,
    company_name: memory.company.name,
    company_domain: memory.company.domain,
    company_country: 'FR',
    company_industry: null,
    language: { language_code: 'fr', country_code: 'FR' },
  };
}

const everybodyMay = [
  ...[
    'can_add_products',
    'can_add_prospects_as_leads',
    'can_convert_deals_to_leads',
    'can_delete_activities',
  ],
  ...['can_edit_deals_closed_date', 'can_follow_other_users', 'can_merge_deals', 'can_merge_organizations'],
  ...['can_merge_people', 'can_modify_labels', 'can_see_deals_list_summary', 'can_see_other_users'],
  ...['can_use_api', 'can_use_email_tracking'],
];
const adminsMay = [
  ...['can_add_custom_fields', 'can_bulk_edit_items', 'can_change_visibility_of_items'],
  ...['can_create_own_workflow', 'can_delete_custom_fields', 'can_delete_deals', 'can_edit_custom_fields'],
  ...['can_edit_products', 'can_edit_shared_filters', 'can_export_data_from_lists'],
  ...['can_see_company_wide_statistics', 'can_see_hidden_items_names', 'can_see_other_users_statistics'],
  ...['can_see_security_dashboard', 'can_share_filters', 'can_share_insights', 'can_use_import'],
];

/** What a user may do, as `/users/{id}/permissions` tells it: admins everything, others the usual. */
export function permissionsView(user: User): View {
  return Object.fromEntries([
    ...everybodyMay.map((name) => [name, true]),
    ...adminsMay.map((name) => [name, user.admin]),
  ]);
}

/** A role as v1 lists it; counts are strings of digits there. */
export function roleView(memory: PipedriveMemory, role: Role): View {
  return {
    ...role,
    active_flag: true,
    assignment_count: String(memory.users.filter((user) => user.role_id === role.id).length),
    sub_role_count: String(memory.roles.filter((other) => other.parent_role_id === role.id).length),
  };
}
