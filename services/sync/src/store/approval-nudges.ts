import { sql } from 'kysely';
import type { ApprovalMessage, MessageKey } from './approval-messages.ts';
import type { Store } from './instances.ts';

/** A message whose request waits for a decision, and since when it does. */
export type WaitingMessage = Pick<
  ApprovalMessage,
  'instanceId' | 'company' | 'channel' | 'remindedAt' | 'escalatedAt' | 'nudgingSince'
> & { ts: string; waitingSince: Date };

/** What is said once of a request that nobody decides. */
export type Nudge = 'reminder' | 'escalation';

/**
 * Requests of a company that wait for a decision and of which not everything was said, the longest waiting first.
 * @param escalates whether an escalation is to be said
 */
export async function waitingMessages(
  store: Store,
  { company, channel, escalates }: { company: string; channel: string; escalates: boolean },
): Promise<WaitingMessage[]> {
  const found = await sql<WaitingMessage>`
    select instance_id as "instanceId", approval_messages.company, channel, ts, reminded_at as "remindedAt",
      escalated_at as "escalatedAt", nudging_since as "nudgingSince", coalesce((
        select max(at) from journal where journal.instance_id = instances.id and step_after = 'pending'
          and step_before is distinct from 'pending'), instances.created_at) as "waitingSince"
    from approval_messages join instances on instances.id = instance_id
    where instances.company = ${company} and process = 'account-request' and step = 'pending'
      and channel = ${channel} and ts is not null
      and (reminded_at is null or (${escalates}::boolean and escalated_at is null))
    order by "waitingSince" limit 500`.execute(store);
  return found.rows;
}

/** Notes that it is about to be said, so that it is looked for should the answer get lost. */
export async function beginNudge(store: Store, { instanceId, channel }: MessageKey): Promise<void> {
  await sql`
    update approval_messages set nudging_since = clock_timestamp()
    where instance_id = ${instanceId} and channel = ${channel}`.execute(store);
}

/** It was said: never again. Who escalates reminds too. */
export async function endNudge(
  store: Store,
  { instanceId, channel }: MessageKey,
  nudge: Nudge,
): Promise<void> {
  const escalated = nudge === 'escalation' ? sql`, escalated_at = clock_timestamp()` : sql``;
  await sql`
    update approval_messages set nudging_since = null, reminded_at = coalesce(reminded_at, clock_timestamp())
      ${escalated}
    where instance_id = ${instanceId} and channel = ${channel}`.execute(store);
}

/** It was refused for certain: nothing was said. */
export async function giveUpNudge(store: Store, { instanceId, channel }: MessageKey): Promise<void> {
  await sql`
    update approval_messages set nudging_since = null
    where instance_id = ${instanceId} and channel = ${channel}`.execute(store);
}
