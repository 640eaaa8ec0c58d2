import { createHttp } from '../http.ts';
import { activityCalls } from './activities.ts';
import type { OnBehalfOf, TokenBudget } from './budget.ts';
import type { CallLog } from './calls.ts';
import { createCalls } from './calls.ts';
import { companyCalls } from './company.ts';
import { contactCalls } from './contacts.ts';
import { companionCalls } from './deal-companions.ts';
import { dealCalls } from './deals.ts';
import type { Pipedrive } from './port.ts';
import { loadApis } from './sdk.ts';

export interface PipedriveOptions {
  /** Base without a path (interfaces.md section 5). */
  apiUrl: string;
  apiToken: string;
  budget: TokenBudget;
  /** Calls for people may use the last tokens of the day. */
  onBehalfOf?: OnBehalfOf;
  timeoutMs?: number;
  log?: CallLog;
}

/**
 * Our Pipedrive: the vendor's client behind our HTTP settings and the company's budget, answering in the words of
 * the core. Loads the vendor's classes when called, not when imported.
 */
export function createPipedrive(options: PipedriveOptions): Pipedrive {
  const { apiUrl, apiToken, budget, onBehalfOf = 'service', timeoutMs = 10_000, log } = options;
  const http = createHttp({ vendor: 'pipedrive', timeoutMs, onAnswer: budget.observe });
  const apis = loadApis(apiUrl, apiToken, http);
  const calls = createCalls({ budget, onBehalfOf, ...(log ? { log } : {}) });
  return {
    ...dealCalls(apis, calls),
    ...contactCalls(apis, calls),
    ...companionCalls(apis, calls),
    ...activityCalls(apis, calls),
    ...companyCalls(apis, calls),
  };
}
