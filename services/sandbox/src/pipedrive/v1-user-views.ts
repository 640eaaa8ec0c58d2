import type { PipedriveMemory, User } from './records.ts';
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
    role_id: 1,
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
    company_name: 'Sandbox',
    company_domain: `company-${memory.companyId}`,
    company_country: 'FR',
    company_industry: null,
    language: { language_code: 'fr', country_code: 'FR' },
  };
}
