import type { RequestHandler } from 'express';
import { callerOf } from './authentication.ts';
import { byId } from './lookup.ts';
import type { PipedriveMemory } from './records.ts';
import { Refusal, refusal } from './refusal.ts';

/** What one group of operations demands: one of these scopes from an app, and perhaps an admin behind the token. */
type Demand = { methods: readonly string[]; path: RegExp; scopes: readonly string[]; admin?: true };

const read = ['GET'];
const write = ['POST', 'PUT', 'PATCH', 'DELETE'];
const all = [...read, ...write];
const deals = ['deals:read', 'deals:full'];
const contacts = ['contacts:read', 'contacts:full'];
const activities = ['activities:read', 'activities:full'];

function fieldDemands(path: RegExp, records: string[], full: string, definitions: string): Demand[] {
  const options = new RegExp(`${path.source}/[^/]+/options$`);
  const one = new RegExp(`${path.source}/[^/]+$`);
  return [
    { methods: write, path: options, scopes: [full, 'admin', definitions] },
    { methods: ['PATCH'], path: one, scopes: [full, 'admin', definitions] },
    { methods: write, path, scopes: ['admin', definitions] },
    { methods: read, path, scopes: [...records, 'admin', definitions] },
  ];
}

// The first line that matches counts (pipedrive.md 1.3 and the security of the official descriptions).
const fields = [
  ...fieldDemands(/^\/dealFields/, deals, 'deals:full', 'deal-fields:full'),
  ...fieldDemands(/^\/(person|organization)Fields/, contacts, 'contacts:full', 'contact-fields:full'),
];

const v2: Demand[] = [
  { methods: read, path: /^\/itemSearch/, scopes: ['search:read'] },
  { methods: read, path: /^\/deals\/search$/, scopes: [...deals, 'search:read'] },
  { methods: read, path: /^\/(persons|organizations)\/search$/, scopes: [...contacts, 'search:read'] },
  { methods: read, path: /^\/deals/, scopes: deals },
  { methods: write, path: /^\/deals/, scopes: ['deals:full'] },
  { methods: read, path: /^\/(persons|organizations)/, scopes: contacts },
  { methods: write, path: /^\/(persons|organizations)/, scopes: ['contacts:full'] },
  { methods: read, path: /^\/activities/, scopes: activities },
  { methods: write, path: /^\/activities/, scopes: ['activities:full'] },
  { methods: read, path: /^\/(pipelines|stages)/, scopes: [...deals, 'admin'] },
  { methods: write, path: /^\/(pipelines|stages)/, scopes: ['admin'], admin: true },
  ...fields,
];

const v1: Demand[] = [
  { methods: read, path: /^\/users\/me$/, scopes: ['base'] },
  { methods: read, path: /^\/users/, scopes: ['users:read'] },
  { methods: all, path: /^\/webhooks/, scopes: ['admin'], admin: true },
  { methods: read, path: /^\/roles/, scopes: ['admin'], admin: true },
  { methods: read, path: /^\/activityTypes/, scopes: [...activities, 'admin'] },
  { methods: write, path: /^\/activityTypes/, scopes: ['admin'], admin: true },
  { methods: read, path: /^\/filters/, scopes: [...deals, ...activities, ...contacts] },
  { methods: write, path: /^\/filters/, scopes: ['deals:full', 'activities:full', 'contacts:full'] },
  { methods: read, path: /^\/notes/, scopes: [...deals, ...contacts] },
  { methods: write, path: /^\/notes/, scopes: ['deals:full', 'contacts:full'] },
  { methods: read, path: /^\/deals/, scopes: deals },
  { methods: write, path: /^\/deals/, scopes: ['deals:full'] },
  { methods: read, path: /^\/persons/, scopes: contacts },
  { methods: write, path: /^\/persons/, scopes: ['contacts:full'] },
  { methods: read, path: /^\/organizations/, scopes: contacts },
  ...fields,
];

const demands = { v1, v2 };

/** The scopes of which an app needs one for this operation; undefined = no rule, nobody is refused. */
export function scopesFor(version: 'v1' | 'v2', method: string, path: string): readonly string[] | undefined {
  return demandFor(version, method, path)?.scopes;
}

function demandFor(version: 'v1' | 'v2', method: string, path: string): Demand | undefined {
  return demands[version].find((each) => each.methods.includes(method) && each.path.test(path));
}

/**
 * Refuses with 403 an app that lacks the scope (pipedrive.md 1.3), and a user who is no admin where one is
 * needed: webhooks in their own words (2.3), else in the generic shape, whose text is UNVERIFIED.
 * Fields are made by anybody with the scope: whether a permission set forbids it is not simulated.
 */
export function requirePermission(memory: PipedriveMemory, version: 'v1' | 'v2'): RequestHandler {
  return (request, response, next) => {
    const demand = demandFor(version, request.method, request.path);
    const { userId, scopes } = callerOf(response);
    if (demand && scopes && !demand.scopes.some((scope) => scopes.includes(scope))) throw scopeMismatch();
    if (demand?.admin && !byId(memory.users, userId)?.admin) throw adminsOnly(request.path);
    next();
  };
}

/** What an app hears that lacks the scope. */
export function scopeMismatch(): Refusal {
  return new Refusal(403, {
    success: false,
    error: 'Scope and URL mismatch',
    errorCode: 403,
    error_info: 'Please check developers.pipedrive.com',
  });
}

function adminsOnly(path: string): Refusal {
  if (path.startsWith('/webhooks')) return new Refusal(403, { success: false, message: 'Forbidden' });
  return refusal(403, 'You do not have permissions to do this', 'Only an admin may.');
}
