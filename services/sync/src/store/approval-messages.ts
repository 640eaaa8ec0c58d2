import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** The message of a request in a channel as stored: see migrations/0010_slack.sql. */
export interface ApprovalMessage {
  instanceId: string;
  company: string;
  channel: string;
  /** Null: no post is known to have arrived. */
  ts: string | null;
  /** Since when the answer to a post is missing. */
  postingSince: Date | null;
  /** Digest of what it shows; null when it was never there. */
  shown: string | null;
  /** Id of the last journal line its thread tells. */
  toldLine: number;
  /** The line up to which a reply tells whose answer is missing. */
  tellingLine: number | null;
  tellingSince: Date | null;
  remindedAt: Date | null;
  escalatedAt: Date | null;
  nudgingSince: Date | null;
}

/** Which message: a request has one in a channel. */
export type MessageKey = Pick<ApprovalMessage, 'instanceId' | 'channel'>;

const columns = sql`instance_id as "instanceId", company, channel, ts, posting_since as "postingSince", shown,
  told_line as "toldLine", telling_line as "tellingLine", telling_since as "tellingSince",
  reminded_at as "remindedAt", escalated_at as "escalatedAt", nudging_since as "nudgingSince"`;

const keyed = ({ instanceId, channel }: MessageKey) =>
  sql`instance_id = ${instanceId} and channel = ${channel}`;

/** The messages of a request: one, and more where the company changed its channel. */
export async function messagesOf(store: Store, instanceId: string): Promise<ApprovalMessage[]> {
  const found = await sql<ApprovalMessage>`
    select ${columns} from approval_messages where instance_id = ${instanceId} order by channel`.execute(
    store,
  );
  return found.rows;
}

/** Whose message this is; undefined when it is none of ours. */
export async function messageAt(
  store: Store,
  channel: string,
  ts: string,
): Promise<ApprovalMessage | undefined> {
  const found = await sql<ApprovalMessage>`
    select ${columns} from approval_messages where channel = ${channel} and ts = ${ts}`.execute(store);
  return found.rows[0];
}

/**
 * Notes that a post is about to leave. Committed before it does: whatever happens then, it is looked for.
 * @returns since when a post of this message may be there already; null when this is the first one; 'posted' when it is
 *   there for certain
 */
export async function beginPost(
  store: Store,
  { instanceId, company, channel }: MessageKey & { company: string },
): Promise<Date | null | 'posted'> {
  const begun = await sql`
    insert into approval_messages (instance_id, company, channel, posting_since)
    values (${instanceId}, ${company}, ${channel}, clock_timestamp())
    on conflict (instance_id, channel) do update set posting_since = excluded.posting_since
    where approval_messages.posting_since is null and approval_messages.ts is null`.execute(store);
  if (begun.numAffectedRows === 1n) return null;
  const [known] = (await messagesOf(store, instanceId)).filter((message) => message.channel === channel);
  return known?.ts ? 'posted' : (known?.postingSince ?? null);
}

/** A message that is there. */
export type PostedMessage = ApprovalMessage & { ts: string };

/** The message is there. @returns it; undefined when its request is gone meanwhile */
export async function endPost(
  store: Store,
  key: MessageKey,
  { ts, shown, revision }: { ts: string; shown: string; revision: number },
): Promise<PostedMessage | undefined> {
  const posted = await sql<PostedMessage>`
    update approval_messages set ts = ${ts}, posting_since = null, shown = ${shown}, revision = ${revision}
    where ${keyed(key)} returning ${columns}`.execute(store);
  return posted.rows[0];
}

/** The post was refused for certain: there is no message. */
export async function giveUpPost(store: Store, key: MessageKey): Promise<void> {
  await sql`
    update approval_messages set posting_since = null where ${keyed(key)} and ts is null`.execute(store);
}

/** What a message shows now. @param revision of the request that is shown */
export async function noteShown(
  store: Store,
  key: MessageKey,
  { shown, revision }: { shown: string; revision: number },
): Promise<void> {
  await sql`
    update approval_messages set shown = ${shown}, revision = ${revision} where ${keyed(key)}`.execute(store);
}

/** Somebody deleted the message in Slack: that it was there is remembered, and what was told is not told again. */
export async function forgetMessage(store: Store, key: MessageKey): Promise<void> {
  await sql`
    update approval_messages set ts = null, posting_since = null, shown = '', telling_since = null,
      telling_line = null, nudging_since = null
    where ${keyed(key)}`.execute(store);
}

/** Notes that a reply is about to tell the story up to a line; see `beginPost`. */
export async function beginTelling(store: Store, key: MessageKey, line: number): Promise<void> {
  await sql`
    update approval_messages set telling_since = clock_timestamp(), telling_line = ${line}
    where ${keyed(key)}`.execute(store);
}

/** The thread tells the story up to a line. */
export async function endTelling(store: Store, key: MessageKey, line: number): Promise<void> {
  await sql`
    update approval_messages set telling_since = null, telling_line = null, told_line = greatest(told_line, ${line})
    where ${keyed(key)}`.execute(store);
}

/** The reply was refused for certain: it has to be told again. */
export async function giveUpTelling(store: Store, key: MessageKey): Promise<void> {
  await sql`
    update approval_messages set telling_since = null, telling_line = null where ${keyed(key)}`.execute(
    store,
  );
}

/** A channel got another id: private ones do when people of other organizations are let in (slack.md 13). */
export async function renameChannel(
  store: Store,
  company: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql`
    update approval_messages set channel = ${to} where company = ${company} and channel = ${from}
      and not exists (select from approval_messages as other
        where other.instance_id = approval_messages.instance_id and other.channel = ${to})`.execute(store);
}
