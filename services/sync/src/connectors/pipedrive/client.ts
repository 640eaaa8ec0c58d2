import type { TokenPurpose } from '#core/model/token-purpose.ts';
import { createHttp } from '../http.ts';
import { activityCalls } from './activities.ts';
import type { PipedriveAuth } from './authentication.ts';
import { createAuthentication } from './authentication.ts';
import type { TokenBudget } from './budget.ts';
import type { CallLog } from './calls.ts';
import { createCalls } from './calls.ts';
import { companyCalls } from './company.ts';
import { contactCalls } from './contacts.ts';
import { companionCalls } from './deal-companions.ts';
import { dealCalls } from './deals.ts';
import { filterCalls } from './filters.ts';
import { newRecordCalls } from './new-records.ts';
import type { Pipedrive } from './port.ts';
import { loadApis } from './sdk.ts';
import { structureCalls } from './structure.ts';
import { visibilityCalls } from './visibility.ts';
import { webhookCalls } from './webhook-subscriptions.ts';

export interface PipedriveOptions {
  /** Base without a path (interfaces.md section 5); of an installation, the `apiDomain` of its tokens. */
  apiUrl: string;
  auth: PipedriveAuth;
  budget: TokenBudget;
  /** What the calls are for: the more important may use more of the day's tokens, and leave first. */
  purpose?: TokenPurpose;
  timeoutMs?: number;
  log?: CallLog;
}

/**
 * Our Pipedrive: the vendor's client behind our HTTP settings and the company's budget, answering in the words of
 * the core. Loads the vendor's classes when called, not when imported.
 */
export function createPipedrive(options: PipedriveOptions): Pipedrive {
  const { apiUrl, auth, budget, purpose = 'decision', timeoutMs = 10_000, log } = options;
  const http = createHttp({ vendor: 'pipedrive', timeoutMs, onAnswer: budget.observe });
  const apis = loadApis(apiUrl, http);
  const authentication = createAuthentication(auth, http);
  const calls = createCalls({ budget, purpose, authentication, ...(log ? { log } : {}) });
  return {
    ...dealCalls(apis, calls),
    ...contactCalls(apis, calls),
    ...newRecordCalls(apis, calls),
    ...companionCalls(apis, calls),
    ...activityCalls(apis, calls),
    ...companyCalls(apis, calls),
    ...visibilityCalls(apis, calls),
    ...structureCalls(apis, calls),
    ...filterCalls(apis, calls),
    ...webhookCalls(apis, calls),
  };
}
