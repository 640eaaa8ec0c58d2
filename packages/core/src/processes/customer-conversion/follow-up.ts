import type { FollowUpVersion } from '../../follow-up-version.ts';
import { type Instant, plusDays, plusSeconds } from '../../kernel/instant.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { isInWindow, nextInWindow } from '../../kernel/send-window.ts';
import { plusWorkingDays, plusWorkingTime } from '../../kernel/working-days.ts';
import { inLanguage } from '../../model/localized.ts';
import type { Actor } from '../../model/staff-member.ts';
import { clientMail } from './client-mail.ts';
import { endedWhere, withPromise } from './promises.ts';
import type { Conversion, Membership } from './state.ts';
import {
  type ConversionContext,
  change,
  decided,
  todayOf,
  type Work,
  windowOf,
  withEffect,
  withTimer,
} from './work.ts';

/** The membership that runs; at most one does. */
export function activeMembership({ memberships }: Conversion): Membership | undefined {
  return memberships.find(({ state }) => state === 'active');
}

/** The version of a rule in which somebody would begin now. */
export function currentVersion(rule: string, { company }: ConversionContext): FollowUpVersion | undefined {
  return company.followUps?.find(({ key, isCurrent }) => key === rule && isCurrent);
}

function versionOf(
  { rule, version }: Membership,
  { company }: ConversionContext,
): FollowUpVersion | undefined {
  return company.followUps?.find(({ key, number }) => key === rule && number === version);
}

/** Why somebody cannot be followed up by a rule now; null: they can. */
export function whyNotEnrolled(state: Conversion, rule: string, context: ConversionContext): Reason | null {
  const version = currentVersion(rule, context);
  if (!version) return reason('rule-unknown');
  if (state.optedOutAt !== null) return reason('opted-out');
  if (state.bouncedAt !== null) return reason('address-bounced');
  if (activeMembership(state)) return reason('followed-up-already');
  if (version.rule.once && state.memberships.some((past) => past.rule === rule))
    return reason('followed-up-once');
  const needsMail = version.rule.steps.some(({ kind }) => kind === 'mail');
  return needsMail && !state.person?.emails[0] ? reason('no-address') : null;
}

/** Begins a follow-up in the rule's version of now. */
export function enrolled(work: Work, rule: string, by: Actor | null, context: ConversionContext): Work {
  const version = currentVersion(rule, context);
  const first = version?.rule.steps[0];
  if (!version || !first) return work;
  const nextAt = afterDays(context.now, first.afterDays, context);
  const membership: Membership = {
    ...{ rule, version: version.number, enrolledAt: context.now, by, position: 0, nextAt },
    ...{ state: 'active', endedAt: null, stoppedBecause: null, done: [] },
  };
  const memberships = [...work.state.memberships, membership];
  return withTimer(change(work, { memberships }), 'follow-up', nextAt);
}

function afterDays(from: Instant, days: number, { company }: ConversionContext): Instant {
  const window = windowOf(company);
  return nextInWindow(days === 0 ? from : plusWorkingTime(from, days, window), window);
}

/** What ends a follow-up, the strongest first: of what comes at the same moment, one is told. */
const strength = [
  'opt-out',
  'account',
  'ended',
  'moved-by-hand',
  'next-step',
  'blocked',
  'reply',
  'bounce',
  'meeting',
  'call',
  'by-hand',
];

/** How long after its end a stronger word still is the reason of it. */
const sameMomentMs = 60_000;

/** Ends the follow-up that runs, and takes back what has not begun of it. */
export function stopped(work: Work, because: Reason, context: ConversionContext): Work {
  const active = activeMembership(work.state);
  if (!active) {
    const quiet = withoutLastMail(withoutTasks(work, because, context));
    return betterExplained(quiet, because, context);
  }
  const ended: Membership = {
    ...active,
    ...{ state: 'stopped', nextAt: null, endedAt: context.now, stoppedBecause: because },
  };
  return withoutLastMail(withMembership(withoutTasks(work, because, context), active, ended));
}

/** A mail that has not begun is taken back, also the last one of a follow-up that went through all its steps. */
function withoutLastMail(work: Work): Work {
  const last = work.state.memberships.at(-1);
  const underWay = last?.done.find(({ outcome }) => outcome === 'under-way');
  if (!last || !underWay) return work;
  // Should it have begun all the same, what came of it says so.
  const done = last.done.map((each) =>
    each === underWay ? { ...each, outcome: 'kept-back' as const } : each,
  );
  const cancel = { decision: underWay.decision, all: false };
  return { ...withMembership(work, last, { ...last, done }), cancel };
}

/** Tasks of a follow-up mean nothing after its end, also of one that went through all its steps. */
function withoutTasks(work: Work, because: Reason, context: ConversionContext): Work {
  return endedWhere(work, ({ kind }) => kind === 'task', 'moot', because, context);
}

function betterExplained(work: Work, because: Reason, { now }: ConversionContext): Work {
  const last = work.state.memberships.at(-1);
  if (last?.state !== 'stopped' || last.endedAt === null || !last.stoppedBecause) return work;
  const isSameMoment = Date.parse(now) - Date.parse(last.endedAt) <= sameMomentMs;
  const isStronger = strength.indexOf(because.key) < strength.indexOf(last.stoppedBecause.key);
  return isSameMoment && isStronger ? withMembership(work, last, { ...last, stoppedBecause: because }) : work;
}

function withMembership(work: Work, before: Membership, after: Membership): Work {
  const memberships = work.state.memberships.map((each) => (each === before ? after : each));
  return change(work, { memberships });
}

/** Nodes read new versions within seconds. */
const versionReadSeconds = 60;

/** The next step is due: it is done, or waits for a better moment. */
export function nextStepOfFollowUp(work: Work, context: ConversionContext): Work | null {
  const active = activeMembership(work.state);
  if (!active?.nextAt || active.nextAt > context.now) return null;
  const version = versionOf(active, context);
  // Another node made it a moment ago, and this one reads it soon.
  if (!version) return postponed(work, active, plusSeconds(context.now, versionReadSeconds));
  const step = version.rule.steps[active.position];
  if (!step) return stopped(work, reason('ended'), context);
  if (step.kind === 'task')
    return taskStep(
      work,
      active,
      inLanguage(step.subject, context.company.settings.locale),
      step.type,
      context,
    );
  const waitUntil = whenMailMayLeave(work.state, context);
  if (waitUntil > context.now) return postponed(work, active, waitUntil);
  return mailStep(work, active, step.template, context);
}

/** Not outside the hours of mails, and not right after another one. */
function whenMailMayLeave({ memberships }: Conversion, { now, company }: ConversionContext): Instant {
  const window = windowOf(company);
  const sent = memberships.flatMap(({ done }) =>
    done.filter(({ kind, outcome }) => kind === 'mail' && outcome !== 'kept-back').map(({ at }) => at),
  );
  const last = sent.toSorted().at(-1);
  const free = last === undefined ? now : plusDays(last, company.settings.conversion.gapDays);
  const earliest = free > now ? free : now;
  return isInWindow(earliest, window) ? earliest : nextInWindow(earliest, window);
}

function postponed(work: Work, active: Membership, nextAt: Instant): Work {
  return withTimer(withMembership(work, active, { ...active, nextAt }), 'follow-up', nextAt);
}

function taskStep(
  work: Work,
  active: Membership,
  text: string,
  activityType: string,
  context: ConversionContext,
): Work {
  const dueOn = plusWorkingDays(todayOf(context), 0, context.company.settings);
  const made = withPromise(work, { kind: 'task', dueOn, text, activityType }, context);
  return done(made, active, { kind: 'task', decision: 0, outcome: 'made' }, context);
}

/** A mail has a decision of its own, by which it can be taken back. Without an address it is left out. */
function mailStep(work: Work, active: Membership, template: string, context: ConversionContext): Work {
  const to = work.state.person?.emails[0];
  const { dealId } = work.state;
  if (!to || dealId === null)
    return done(work, active, { kind: 'mail', decision: 0, outcome: 'kept-back' }, context);
  const begun = decided(work, context);
  const version = { rule: active.rule, number: active.version };
  const since = work.state.lastHeardAt ?? active.enrolledAt;
  const mail = clientMail(work.state, { template, to, dealId, version, unlessHeardSince: since }, context);
  const sent = { ...withEffect(begun, mail, context), held: work.held };
  return done(
    sent,
    active,
    { kind: 'mail', decision: begun.state.decisionCount, outcome: 'under-way' },
    context,
  );
}

function done(
  work: Work,
  active: Membership,
  what: Pick<Membership['done'][number], 'kind' | 'decision' | 'outcome'>,
  context: ConversionContext,
): Work {
  const position = active.position + 1;
  const next = versionOf(active, context)?.rule.steps[position];
  const nextAt = next ? afterDays(context.now, next.afterDays, context) : null;
  const after: Membership = {
    ...active,
    position,
    nextAt,
    ...(nextAt === null && { state: 'finished' as const, endedAt: context.now }),
    done: [...active.done, { position: active.position, at: context.now, ...what }],
  };
  const moved = withMembership(work, active, after);
  return nextAt === null ? moved : withTimer(moved, 'follow-up', nextAt);
}

/** What came of the mail of a decision. */
export function mailSettled(work: Work, decision: number, outcome: 'sent' | 'kept-back'): Work {
  const memberships = work.state.memberships.map((membership) => ({
    ...membership,
    done: membership.done.map((each) =>
      each.decision === decision && each.kind === 'mail' ? { ...each, outcome } : each,
    ),
  }));
  return change(work, { memberships });
}
