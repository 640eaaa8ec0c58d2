import { randomBytes } from 'node:crypto';
import { forgetExpired } from './expiry.ts';
import type { Trigger } from './records.ts';
import type { SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';

const triggerMs = 3_000;
/** Old ones are kept a while: their second use is answered with another error than an unknown one. */
const keptMs = 60_000;

/** A ticket for one modal, given with each interaction. */
export function newTrigger(
  context: SlackContext,
  teamId: string,
  user: string,
  viewId: string | null,
): string {
  const { memory, now } = context;
  const at = now().getTime();
  forgetExpired(memory.triggers, at - keptMs);
  const id = `${at}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`;
  const expiresAt = new Date(at + triggerMs).toISOString();
  memory.triggers.push({ id, team_id: teamId, user, view_id: viewId, usedAt: null, expiresAt });
  return id;
}

/**
 * Uses a ticket up: good once, for three seconds (slack.md 7).
 * @throws SlackError invalid_trigger_id, expired_trigger_id, exchanged_trigger_id
 */
export function spendTrigger({ memory, now }: SlackContext, teamId: string, id: unknown): Trigger {
  const trigger = memory.triggers.find((each) => each.id === id && each.team_id === teamId);
  if (!trigger) throw new SlackError('invalid_trigger_id');
  if (trigger.usedAt !== null) throw new SlackError('exchanged_trigger_id');
  if (now().getTime() > Date.parse(trigger.expiresAt)) throw new SlackError('expired_trigger_id');
  trigger.usedAt = now().toISOString();
  return trigger;
}
