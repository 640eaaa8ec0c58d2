import { type CallLog, type Calls, createCalls } from './calls.ts';
import { conversationCalls } from './conversations.ts';
import { customerPropertyCalls } from './customer-properties.ts';
import type { TokenSource } from './oauth.ts';
import { createPacing, type PacingOptions } from './pacing.ts';
import { readingCalls } from './people-and-inboxes.ts';
import type { Helpscout } from './port.ts';
import { savedReplyCalls } from './saved-replies.ts';
import { searchCalls } from './search.ts';
import { webhookCalls } from './webhook-subscriptions.ts';

export interface HelpscoutOptions {
  /** Ends in `/v2` (interfaces.md section 5). */
  apiUrl: string;
  token: TokenSource;
  log?: CallLog;
  timeoutsMs?: { background: number; interactive: number };
  pacing?: PacingOptions;
}

const defaultTimeoutsMs = { background: 10_000, interactive: 5_000 };
/** Whoever would wait longer for their turn is told how long, and gives the worker back. */
const backgroundSide = { leavesReserve: true, waitMaxMs: 10_000 };
const interactiveSide = { leavesReserve: false, waitMaxMs: 0 };

/**
 * Our Help Scout, twice over one account's limit: what an agent waits for (`interactive`) goes before background work,
 * which leaves a reserve. Make one pair per account and keep it: the limit is counted in it.
 */
export function createHelpscout(options: HelpscoutOptions): {
  background: Helpscout;
  interactive: Helpscout;
} {
  const { apiUrl, token, log, timeoutsMs = defaultTimeoutsMs } = options;
  const pacing = createPacing(options.pacing ?? {});
  const shared = { apiUrl, token, pacing, ...(log === undefined ? {} : { log }) };
  const background = { ...shared, side: backgroundSide, timeoutMs: timeoutsMs.background };
  const interactive = { ...shared, side: interactiveSide, timeoutMs: timeoutsMs.interactive };
  return {
    background: deskOver(createCalls(background), apiUrl),
    interactive: deskOver(createCalls(interactive), apiUrl),
  };
}

function deskOver(calls: Calls, apiUrl: string): Helpscout {
  return {
    ...readingCalls(calls),
    ...conversationCalls(calls),
    ...searchCalls(calls, apiUrl),
    ...savedReplyCalls(calls),
    ...customerPropertyCalls(calls),
    ...webhookCalls(calls),
  };
}
