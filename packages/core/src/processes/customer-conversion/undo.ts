import { reason } from '../../kernel/outcome.ts';
import type { Actor } from '../../model/staff-member.ts';
import { type Asked, refusal } from './asked.ts';
import type { Doing } from './asks.ts';
import { withAllReminders } from './promises.ts';
import { Conversion } from './state.ts';
import { type ConversionContext, change, type Work, withTimer } from './work.ts';

type Counts = Pick<Conversion, 'promiseCount' | 'decisionCount' | 'effectCount' | 'useCaseCount'>;

/** What was asked can be taken back for a while: the state before it is kept so long. */
export function withUndo(work: Work, before: Conversion, ask: Doing, by: Actor): Work {
  const { held } = work;
  if (!held || ask.type === 'record-opt-out' || ask.type === 'give-up') return work;
  const undo = {
    decision: held.decision,
    ask: ask.type,
    by,
    until: held.dueAt,
    cancelled: work.cancel?.decision ?? null,
    before: { ...before, undo: null },
  };
  return change(work, { undo });
}

/** Goes back to what was before; refused by the engine when something of it has begun. */
export function undone(work: Work, context: ConversionContext): Asked {
  const { now } = context;
  const { undo } = work.state;
  if (!undo) return refusal(reason('nothing-to-undo'));
  if (undo.until <= now) return refusal(reason('undo-too-late'));
  // Timers that were moved are set again.
  const before = { ...beforeUndo(undo, work.state), checkAt: null, failedDecision: null };
  const back = withAllReminders(change(work, before), context);
  const nextAt = back.state.memberships.find(({ state }) => state === 'active')?.nextAt;
  // The mail of a follow-up that was ended by it makes sense again.
  const taken = { ...back, cancel: { decision: undo.decision, all: true }, restore: undo.cancelled };
  return nextAt ? withTimer(taken, 'follow-up', nextAt) : taken;
}

/** The state without what can be taken back. Numbers are used once. */
export function beforeUndo(
  { before }: NonNullable<Conversion['undo']>,
  { promiseCount, decisionCount, effectCount, useCaseCount }: Counts,
): Conversion {
  return { ...Conversion.parse(before), promiseCount, decisionCount, effectCount, useCaseCount };
}
