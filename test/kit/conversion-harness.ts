import type { Company } from '#core/company.ts';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Reason } from '#core/kernel/outcome.ts';
import type { Decision } from '#core/kernel/process.ts';
import { customerConversion } from '#core/processes/customer-conversion/process.ts';
import { type Conversion, conversionVersion } from '#core/processes/customer-conversion/state.ts';

/** An effect as the engine keeps it. */
export interface HeldEffect {
  id: string;
  effect: Effect;
  decision: number;
  dueAt: string;
  state: 'waiting' | 'done' | 'failed' | 'cancelled';
}

/** What the outside answers: a result, or a failure. */
export type Outside = (effect: Effect, at: string) => { result: object } | { failed: object };

export interface Heard {
  at: string;
  event: Event;
  outcome: Decision<Conversion, Effect>['outcome'];
  reason: Reason | null;
}

/**
 * One conversion with its timers and effects on a hand clock, as the engine runs it: effects of decisions in their
 * order, one that failed holds all later ones, what was cancelled before it began is never done.
 */
export function conversionRun(options: { company: Company; outside: Outside; now: string }) {
  const { outside } = options;
  let { company, now } = options;
  let state: Conversion | null = null;
  const timers = new Map<string, string>();
  const effects: HeldEffect[] = [];
  const heard: Heard[] = [];
  let onTold = () => {};

  function tell(event: Event): Decision<Conversion, Effect> {
    const context = { now, company };
    const decision =
      state === null
        ? customerConversion.start(event, context)
        : customerConversion.decide(state, event, context);
    const told = decision.outcome === 'advanced' && isTooLate(decision) ? tooLate : decision;
    heard.push({ at: now, event, outcome: told.outcome, reason: told.reason });
    if (told.outcome === 'advanced') take(told);
    onTold();
    return told;
  }

  const isTooLate = ({ cancel }: { cancel: { decision: number; all: boolean } | null }) =>
    cancel?.all === true && effects.some((one) => one.decision === cancel.decision && !isNotBegun(one));

  function take(decision: Extract<Decision<Conversion, Effect>, { outcome: 'advanced' }>): void {
    // Through the store and back: what is not in the schema does not survive it.
    state = customerConversion.read(JSON.parse(JSON.stringify(decision.state)), conversionVersion);
    for (const one of effects)
      if (decision.cancel?.decision === one.decision && isNotBegun(one)) one.state = 'cancelled';
    for (const one of effects)
      if (decision.restore === one.decision && one.state === 'cancelled') one.state = 'waiting';
    for (const { effect, decision: number, dueAt } of decision.effects)
      effects.push({ id: `effect-${effects.length}`, effect, decision: number, dueAt, state: 'waiting' });
    for (const { name, dueAt } of decision.startTimers) timers.set(name, dueAt);
  }

  /** The next thing that is due until an instant: a timer before an effect of the same instant. */
  function nextDue(until: string): { at: string; run(): void } | undefined {
    const fired = [...timers].map(([name, at]) => ({ at, run: () => fire(name) }));
    const ready = effects.filter(isReady).map((one) => ({ at: one.dueAt, run: () => perform(one) }));
    const due = [...fired, ...ready].filter(({ at }) => at <= until);
    return due.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0];
  }

  function isReady(one: HeldEffect): boolean {
    if (one.state !== 'waiting') return false;
    if (one.decision === 0) return true;
    const earlier = effects.slice(0, effects.indexOf(one)).filter(({ decision }) => decision > 0);
    return earlier.every((other) => other.state === 'done' || other.state === 'cancelled');
  }

  function fire(name: string): void {
    timers.delete(name);
    tell({ type: 'timer-fired', name });
  }

  function perform(one: HeldEffect): void {
    const answer = outside(one.effect, now);
    const of = { effectId: one.id, kind: one.effect.kind, decision: one.decision };
    one.state = 'result' in answer ? 'done' : 'failed';
    if ('result' in answer) tell({ type: 'effect-done', ...of, result: answer.result } as Event);
    else tell({ type: 'effect-failed', ...of, problem: answer.failed } as Event);
  }

  return {
    tell,
    /** Goes on to an instant: timers fire and effects are done, each at its own. */
    until(instant: string): void {
      for (let due = nextDue(instant); due; due = nextDue(instant)) {
        if (due.at > now) now = due.at;
        due.run();
      }
      now = instant;
    },
    get now() {
      return now;
    },
    get state(): Conversion {
      if (!state) throw new Error('Nothing is followed yet.');
      return state;
    },
    get isFollowed() {
      return state !== null;
    },
    set company(next: Company) {
      company = next;
    },
    /** Called after everything that was told. */
    set onTold(listener: () => void) {
      onTold = listener;
    },
    effects,
    heard,
    timers,
  };
}
export type ConversionRun = ReturnType<typeof conversionRun>;

/** What failed for good may be taken back as well as what has not begun. */
function isNotBegun({ state }: HeldEffect): boolean {
  return state === 'waiting' || state === 'failed';
}

const tooLate = { outcome: 'refused' as const, reason: { key: 'undo-too-late', values: {} } };
