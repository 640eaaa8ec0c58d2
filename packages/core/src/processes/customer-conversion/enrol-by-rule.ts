import type { FollowUpVersion } from '../../follow-up-version.ts';
import { type Instant, plusDays } from '../../kernel/instant.ts';
import { nextInWindow } from '../../kernel/send-window.ts';
import { activeMembership, enrolled, whyNotEnrolled } from './follow-up.ts';
import type { Conversion } from './state.ts';
import { type ConversionContext, change, type Work, windowOf, withTimer } from './work.ts';

/** How soon a rule is looked at again whose other conditions do not hold yet. */
const lookAgainDays = 7;

/** Rules that somebody may enter by themselves, in their order. */
function rulesFor(state: Conversion, context: ConversionContext): FollowUpVersion[] {
  const { step } = state;
  const current = (context.company.followUps ?? []).filter(({ isCurrent }) => isCurrent);
  return current.filter(({ key, rule }) => {
    const steps: readonly string[] = rule.when?.steps ?? [];
    return steps.includes(step) && whyNotEnrolled(state, key, context) === null;
  });
}

/** When somebody has been out of touch for long enough. */
function silentSince({ lastContact, startedAt }: Conversion, { rule }: FollowUpVersion): Instant {
  return plusDays(lastContact?.at ?? startedAt, rule.when?.daysWithoutContact ?? 0);
}

function isNothingPlanned({ plannedActivities, promises }: Conversion, { rule }: FollowUpVersion): boolean {
  if (!rule.when?.withoutNextActivity) return true;
  return plannedActivities.length === 0 && promises.every(({ state }) => state !== 'open');
}

/** Enters the first rule whose conditions hold now; null: none does. */
export function enrolledByRule(work: Work, context: ConversionContext): Work | null {
  const { state } = work;
  if (activeMembership(state) || state.blocked) return null;
  const due = rulesFor(state, context).find(
    (version) => silentSince(state, version) <= context.now && isNothingPlanned(state, version),
  );
  return due ? enrolled(work, due.key, null, context) : null;
}

/** Sets the timer at which rules are looked through next, where that is another instant than before. */
export function withNextCheck(work: Work, context: ConversionContext): Work {
  const { state } = work;
  const checkAt = nextCheck(state, context);
  if (checkAt === state.checkAt) return work;
  const noted = change(work, { checkAt });
  return checkAt === null ? noted : withTimer(noted, 'follow-up-check', checkAt);
}

function nextCheck(state: Conversion, context: ConversionContext): Instant | null {
  if (activeMembership(state)) return null;
  const window = windowOf(context.company);
  const checks = rulesFor(state, context).map((version) => {
    const at = silentSince(state, version);
    if (at > context.now) return nextInWindow(at, window);
    // Something else keeps it out: what changes that is mostly heard of.
    const kept = state.checkAt;
    return kept !== null && kept > context.now
      ? kept
      : nextInWindow(plusDays(context.now, lookAgainDays), window);
  });
  return checks.toSorted()[0] ?? null;
}
