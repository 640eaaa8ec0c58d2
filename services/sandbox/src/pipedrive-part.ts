import type { RequestHandler } from 'express';
import type { MisbehaviourRules } from './misbehaviour.ts';
import { type AuthorizationServer, createAuthorizationServer } from './oauth/authorization-server.ts';
import { noOauth } from './oauth/grants.ts';
import { tokenOf } from './pipedrive/authentication.ts';
import { byId } from './pipedrive/lookup.ts';
import { createPipedriveStandIn, type PipedriveStandIn } from './pipedrive/stand-in.ts';
import type { SandboxOptions } from './sandbox.ts';
import type { SandboxMemory } from './sandbox-memory.ts';
import { sandboxSecrets } from './secrets.ts';

const defaultRetryMs = [3000, 30_000, 150_000];
const instantRetryMs = [10, 20, 30];

type Shared = {
  now: () => Date;
  onChange: () => void;
  rules: MisbehaviourRules;
  places: { url: string; serviceUrl: string };
};

/** The companies at the vendor's, and the one app that may be installed in them. */
export type Companies = {
  /** The team's company first: pages and tests that name none mean it. */
  all: readonly [PipedriveStandIn, ...PipedriveStandIn[]];
  /** The company with this id; undefined when there is none. */
  find(companyId: number): PipedriveStandIn | undefined;
  oauth: AuthorizationServer;
  /** Hands an API request to the company its token belongs to; one without any to the first, which refuses it. */
  router: RequestHandler;
};

/**
 * Makes the Pipedrive stand-in of this sandbox: two companies with fixed credentials, the memories read back if
 * there are any, webhooks that misbehave as the rules say, and the OAuth of the app.
 */
export function createCompanies(options: SandboxOptions, memory: SandboxMemory, shared: Shared): Companies {
  const { now, onChange, places } = shared;
  const find = (companyId: number) => all.find((each) => each.memory.companyId === companyId);
  const oauth = createAuthorizationServer({
    memory: memory.oauth,
    now,
    onChange,
    isActive: (companyId, userId) => byId(find(companyId)?.memory.users ?? [], userId)?.active ?? false,
    onUninstalled: (companyId, userId) => find(companyId)?.forgetApp(userId),
    defaultCallbackUrl: () => `${places.serviceUrl.replace(/\/$/, '')}/oauth/pipedrive/callback`,
    apiDomain: () => places.url,
  });
  const { companyId, apiToken, freshCompanyId, freshApiToken } = sandboxSecrets;
  const open = (company: Company): PipedriveStandIn => openCompany(options, shared, oauth, company);
  const all: Companies['all'] = [
    open({ companyId, apiToken, fresh: false, memory: memory.pipedrive }),
    open({ companyId: freshCompanyId, apiToken: freshApiToken, fresh: true, memory: memory.freshPipedrive }),
  ];
  const router: RequestHandler = (request, response, next) => {
    const token = tokenOf((header) => request.get(header));
    const company = all.find((each) => token !== undefined && each.knows(token)) ?? all[0];
    company.router(request, response, next);
  };
  return { all, find, oauth, router };
}

type Company = {
  companyId: number;
  apiToken: string;
  fresh: boolean;
  memory: SandboxMemory['pipedrive'];
};

function openCompany(
  options: SandboxOptions,
  { now, onChange, rules, places }: Shared,
  oauth: AuthorizationServer,
  { companyId, apiToken, fresh, memory }: Company,
): PipedriveStandIn {
  const { serviceUrl } = places;
  const standIn = createPipedriveStandIn({
    companyId,
    apiToken,
    fresh,
    findAppUser: (token) => oauth.findAppUser(companyId, token),
    clientSecret: sandboxSecrets.clientSecret,
    webhookUser: sandboxSecrets.webhookUser,
    webhookPassword: sandboxSecrets.webhookPassword,
    serviceUrl,
    webhookRetryMs: options.webhookRetryMs ?? (options.instant ? instantRetryMs : defaultRetryMs),
    onChange,
    now,
    ...(memory ? { memory } : {}),
    webhookMisbehaviour: () => webhookHabit(rules),
  });
  // A memory read back may point to where the service was last time.
  standIn.setServiceUrl(serviceUrl);
  if (options.instant) standIn.memory.limits.searchLagMs = 0;
  return standIn;
}

/** Everything back to the first day: both companies, and nobody has installed the app. */
export function resetCompanies({ all, oauth }: Companies, options: SandboxOptions): void {
  Object.assign(oauth.memory, noOauth());
  for (const standIn of all) {
    standIn.seed();
    if (options.instant) standIn.memory.limits.searchLagMs = 0;
  }
}

type WebhookHabit = { kind: 'duplicate' | 'late' | 'lost' | 'reorder'; ms?: number };

function webhookHabit(rules: MisbehaviourRules): WebhookHabit | undefined {
  const { rule } = rules.take('webhooks', 'POST', '');
  if (!rule) return undefined;
  const { kind, ms } = rule;
  if (kind !== 'duplicate' && kind !== 'late' && kind !== 'lost' && kind !== 'reorder') return undefined;
  return { kind, ...(ms === undefined ? {} : { ms }) };
}
