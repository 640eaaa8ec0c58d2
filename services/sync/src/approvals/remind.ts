import { dayOf } from '#core/kernel/instant.ts';
import { isWorkingDay, plusWorkingTime, workingDaysBetween } from '#core/kernel/working-days.ts';
import type { Settings } from '#core/settings.ts';
import { OutsideError } from '../connectors/errors.ts';
import { troubleOf } from '../connectors/slack/codes.ts';
import { slackCode } from '../connectors/slack/errors.ts';
import { escalationMessage, reminderMessage } from '../connectors/slack/messages/reminders.ts';
import { forgetMessage } from '../store/approval-messages.ts';
import {
  beginNudge,
  endNudge,
  giveUpNudge,
  type Nudge,
  type WaitingMessage,
  waitingMessages,
} from '../store/approval-nudges.ts';
import { onOneNode } from '../store/one-node.ts';
import { createEscalation, type Escalation } from './escalation.ts';
import { createMentions, type MentionOf } from './mention.ts';
import { type Announcing, type ApprovalOptions, announcedCompanies } from './options.ts';
import type { Pauses } from './pauses.ts';
import { type Picture, pictureOfRequest, wordingOfChannel } from './picture-of-request.ts';
import { HoldLost, postOnce } from './post-once.ts';
import { isMessageGone, isThreadClosed } from './tell-story.ts';

/** Reminds of what nobody decides; called every minute by every node that works. */
export type Remind = (signal: AbortSignal) => Promise<void>;

interface Reminding extends ApprovalOptions {
  mentionOf: MentionOf;
  escalation: Escalation;
  /** Until when (ms) a request is left alone of which Slack did not take what was to be said. */
  leftUntilMs: Map<string, number>;
}

/** Of a backlog so many a minute: a channel is to be read, and decisions are posted there, too. */
const atOnceMax = 10;
/** What Slack does not take of one request is tried again so much later, and keeps no other one waiting. */
const laterMs = 3_600_000;
const nudgeType = 'account_request_nudge';

/**
 * After `slack.remindAfterDays` working days without a decision the thread reminds, in sight of the channel; after
 * `slack.escalateAfterDays` it calls `slack.escalateTo`, who gets a direct message too. Each once per request, and
 * never on a day on which nobody works.
 *
 * @param pauses of the node: a company whose Slack takes nothing at the moment is not asked
 */
export function createReminders(options: ApprovalOptions, pauses?: Pick<Pauses, 'allowance'>): Remind {
  const mentionOf = createMentions(options.log);
  const escalation = createEscalation(options);
  const reminding: Reminding = { ...options, mentionOf, escalation, leftUntilMs: new Map() };
  return async (signal) => {
    for (const companyId of announcedCompanies(options)) {
      const announcing = options.slackOf(companyId);
      if (signal.aborted) return;
      if (!announcing || pauses?.allowance(companyId, announcing.slack) === 0) continue;
      try {
        await onOneNode(options.db, `passerelle.reminders.${companyId}`, () =>
          remindCompany(reminding, companyId, announcing, signal),
        );
      } catch (error) {
        const said = error instanceof Error ? error.message : '';
        options.log.warn({ companyId, error: said }, 'requests were not recalled in Slack; trying again');
      }
    }
  };
}

async function remindCompany(
  reminding: Reminding,
  companyId: string,
  announcing: Announcing,
  signal: AbortSignal,
): Promise<void> {
  const { settings } = reminding.companies.companyOf(companyId);
  const now = reminding.now().toISOString();
  if (!isWorkingDay(dayOf(now, settings.timeZone), settings)) return;
  const escalates = settings.slack.escalateTo !== undefined;
  const { channel } = announcing;
  const waiting = await waitingMessages(reminding.db, { company: companyId, channel, escalates });
  const due = waiting.flatMap((message) => {
    const nudge = isLeft(reminding, message) ? null : dueNudge(settings, message, now);
    return nudge ? [{ message, nudge, now }] : [];
  });
  for (const one of due.slice(0, atOnceMax)) {
    if (signal.aborted) return;
    await sayOrLeave(reminding, announcing, one, signal);
  }
}

function isLeft({ leftUntilMs, now }: Reminding, { instanceId }: WaitingMessage): boolean {
  const untilMs = leftUntilMs.get(instanceId);
  if (untilMs === undefined) return false;
  if (untilMs > now().getTime()) return true;
  leftUntilMs.delete(instanceId);
  return false;
}

/** @throws OutsideError when Slack would take nothing else either; HoldLost */
async function sayOrLeave(
  reminding: Reminding,
  announcing: Announcing,
  due: Due,
  signal: AbortSignal,
): Promise<void> {
  try {
    await say(reminding, announcing, due, signal);
  } catch (error) {
    if (error instanceof HoldLost) throw error;
    if (endsRound(error)) throw error;
    const { instanceId } = due.message;
    reminding.leftUntilMs.set(instanceId, reminding.now().getTime() + laterMs);
    const said = error instanceof Error ? error.message : '';
    reminding.log.warn(
      { instanceId, error: said },
      'a request was not recalled in Slack; trying again later',
    );
  }
}

/** Slack is silent or busy, the token is dead, the channel is closed to us: the next one would fare no better. */
function endsRound(error: unknown): boolean {
  if (!(error instanceof OutsideError)) return false;
  const trouble = troubleOf(slackCode(error) ?? '');
  return error.failure.word === 'retry-later' || ['token', 'channel', 'archived'].includes(trouble);
}

/** What is due of a request; whoever escalates need not remind any more. */
function dueNudge(
  settings: Settings,
  { waitingSince, remindedAt, escalatedAt }: WaitingMessage,
  now: string,
): Nudge | null {
  const { remindAfterDays, escalateAfterDays, escalateTo } = settings.slack;
  const isOver = (days: number) => plusWorkingTime(waitingSince.toISOString(), days, settings) <= now;
  if (escalateTo !== undefined && escalatedAt === null && isOver(escalateAfterDays)) return 'escalation';
  return remindedAt === null && isOver(remindAfterDays) ? 'reminder' : null;
}

interface Due {
  message: WaitingMessage;
  nudge: Nudge;
  now: string;
}

async function say(
  reminding: Reminding,
  announcing: Announcing,
  { message, nudge, now }: Due,
  signal: AbortSignal,
): Promise<void> {
  const { db } = reminding;
  const { instanceId, company, channel, ts, nudgingSince } = message;
  const picture = await pictureOfRequest(reminding, instanceId, null);
  if (picture?.request.step !== 'pending') return;
  const { settings } = reminding.companies.companyOf(company);
  const called = nudge === 'escalation' ? await reminding.escalation.whom(company, announcing) : null;
  const mention =
    nudge === 'escalation'
      ? (called?.mention ?? null)
      : await reminding.mentionOf(announcing, settings.slack.mention);
  const waitingDays = workingDaysBetween(message.waitingSince.toISOString(), now, settings);
  const text = textOf(reminding, { picture, nudge, mention, waitingDays, company });
  const metadata = { event_type: nudgeType, event_payload: { request_id: instanceId, nudge } };
  try {
    await postOnce(
      { slack: announcing.slack, channel, threadTs: ts, broadcast: true, message: { ...text, metadata } },
      {
        begin: async () => {
          if (nudgingSince === null) await beginNudge(db, message);
          return nudgingSince;
        },
        giveUp: () => giveUpNudge(db, message),
      },
      signal,
    );
  } catch (error) {
    if (isMessageGone(error)) return forgetMessage(db, message);
    // Where no reply is taken none ever will be: who is called is told in person all the same.
    if (!isThreadClosed(error)) throw error;
  }
  await endNudge(db, message, nudge);
  if (called) await reminding.escalation.tellInPerson(announcing, called, text);
}

function textOf(
  reminding: Reminding,
  nudged: {
    picture: Picture;
    nudge: Nudge;
    mention: string | null;
    waitingDays: number;
    company: string;
  },
) {
  const { request, restricted } = nudged.picture;
  const { mention, waitingDays } = nudged;
  const write = nudged.nudge === 'escalation' ? escalationMessage : reminderMessage;
  return write({ request, restricted, mention, waitingDays }, wordingOfChannel(reminding, nudged.company));
}
