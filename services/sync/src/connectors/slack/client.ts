import type { CallTurns } from '#core/model/call-turns.ts';
import { createOwnTurns, turnsOfAll } from '../call-turns.ts';
import { type CallLog, type Calls, createCalls } from './calls.ts';
import { chatCalls } from './chat.ts';
import { findMessage } from './find-message.ts';
import { createPacing } from './pacing.ts';
import { readingCalls } from './people-and-places.ts';
import type { Slack, SlackWorkspaceInfo } from './port.ts';
import { viewCalls } from './views.ts';
import { createWebClient } from './web-client.ts';

export interface SlackOptions {
  /** Ends in `/api/` (interfaces.md section 5). */
  apiUrl: string;
  /** A bot token (xoxb-). */
  token: string;
  log?: CallLog;
  timeoutsMs?: { background: number; interactive: number };
  /** Whether the background keeps Slack's pace; off only before a stand-in that has no limits. */
  isPaced?: boolean;
  /** The line of all nodes; absent: there is no other node. */
  turns?: CallTurns;
}

/** A trigger dies after 3 s (slack.md 7): an interactive call that is slower has failed anyway. */
const defaultTimeoutsMs = { background: 8_000, interactive: 3_000 };
/** Whoever would wait longer for their turn is told how long, and gives the worker back. */
const waitMaxMs = 10_000;

/**
 * Our Slack, twice: `background` keeps below Slack's limits and may wait for its turn; `interactive` is for somebody
 * who has just pressed and never waits, neither for a turn nor behind the other. Make one pair per workspace and keep
 * it: without other nodes the pace is counted in it.
 */
export function createSlack(options: SlackOptions): { background: Slack; interactive: Slack } {
  const { apiUrl, token, log, timeoutsMs = defaultTimeoutsMs, isPaced = true } = options;
  const own = createOwnTurns(() => performance.now());
  const turns = options.turns ? turnsOfAll(options.turns, own) : own;
  const sideOf = (timeoutMs: number, pacing: Parameters<typeof createPacing>[0]) =>
    slackOver(createCalls(createWebClient({ apiUrl, token, timeoutMs }), createPacing(pacing), log));
  return {
    background: sideOf(timeoutsMs.background, { isPaced, waitMaxMs, turns }),
    interactive: sideOf(timeoutsMs.interactive, { isPaced: false, waitMaxMs: 0 }),
  };
}

function slackOver(calls: Calls): Slack {
  const reads = readingCalls(calls);
  let known: SlackWorkspaceInfo | undefined;
  const whoWeAre = async () => {
    known ??= await reads.authTest();
    return known;
  };
  return {
    ...reads,
    ...chatCalls(calls),
    ...viewCalls(calls),
    findMessage: (wanted) => findMessage(calls, wanted, whoWeAre),
  };
}
