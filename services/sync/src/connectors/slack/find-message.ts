import type { Calls } from './calls.ts';
import type { Slack, SlackWorkspaceInfo } from './port.ts';
import { History, type HistoryMessage } from './schema.ts';
import { toTs } from './translate.ts';

type Wanted = Parameters<Slack['findMessage']>[0];

const pageSize = 200;
const pageCountMax = 5;
/** Our clock and Slack's may differ: as much as Slack itself tolerates (slack.md 3). */
const clockLeewayMs = 5 * 60_000;

/**
 * Looks for a message of ours by its metadata, in the channel (newest first) or in the thread: after a post whose
 * fate is unknown. Anybody may copy metadata, so the message must be our bot's.
 *
 * @param whoWeAre asked only when a message fits
 * @returns the ts, or null when the last 1,000 messages do not hold it
 */
export async function findMessage(
  { run, log }: Calls,
  wanted: Wanted,
  whoWeAre: () => Promise<SlackWorkspaceInfo>,
): Promise<string | null> {
  const { channel, threadTs, since } = wanted;
  const method = threadTs === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor: string | undefined;
  for (let page = 0; page < pageCountMax; page += 1) {
    const oldest = toTs(new Date(since.getTime() - clockLeewayMs));
    const place = { channel, ts: threadTs, oldest, inclusive: true };
    const args = { ...place, include_all_metadata: true, limit: pageSize, cursor };
    const { messages, response_metadata } = await run({ method, channel, args }, History);
    const fitting = messages.filter((message) => fits(message, wanted));
    if (fitting.length > 0) {
      const us = await whoWeAre();
      const ours = fitting.find((message) => isBy(us, message));
      if (ours) return ours.ts;
    }
    cursor = response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return null;
  }
  log?.warn({ vendor: 'slack', method, channel }, 'too many messages to look through for one of ours');
  return null;
}

function fits({ metadata }: HistoryMessage, { eventType, payload }: Wanted): boolean {
  if (metadata?.event_type !== eventType) return false;
  return Object.entries(payload).every(([key, value]) => metadata.event_payload[key] === value);
}

function isBy(us: SlackWorkspaceInfo, { bot_id, user }: HistoryMessage): boolean {
  return bot_id ? bot_id === us.botId : user === us.botUserId;
}
