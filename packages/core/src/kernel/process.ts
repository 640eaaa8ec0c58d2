import type { Instant } from './instant.ts';
import type { Reason } from './outcome.ts';

/**
 * An effect as a process asks for it.
 *
 * `decision` groups the effects of one decision (0 = of no decision); `key` makes it unique inside the group;
 * `dueAt` holds it back until an instant.
 */
export interface NewEffect<Effect> {
  effect: Effect;
  decision: number;
  key: string;
  dueAt: Instant;
}

/** A timer by name: starting one of the same name moves it. */
export interface NewTimer {
  name: string;
  dueAt: Instant;
}

/** The process moved on: everything listed here is committed together with the state. */
export interface Advanced<State, Effect> {
  outcome: 'advanced';
  state: State;
  reason: Reason | null;
  effects: NewEffect<Effect>[];
  startTimers: NewTimer[];
  /**
   * Takes back the effects of a decision that have not begun. With `all`, the engine refuses the whole advance as
   * too late when one of them is under way or done.
   */
  cancel: { decision: number; all: boolean } | null;
  /** The decision whose effects, taken back before, make sense again. */
  restore: number | null;
  /** Gives a failed effect another try, with a new payload when the facts changed since. */
  retry: { effectId: string; effect: Effect | null } | null;
  /** Gives what gave up of a decision another try: what was in its way is out of it. */
  retryFailed: { decision: number; kind: string } | null;
}

/** Nothing was changed, and why. */
export interface Declined {
  outcome: 'ignored' | 'refused';
  reason: Reason;
}

export type Decision<State, Effect> = Advanced<State, Effect> | Declined;

/** A process: pure, versioned, with an upgrade for what older versions stored. */
export interface Process<State, Event, Effect, Context> {
  name: string;
  version: number;
  /** Reads a stored state of any earlier version; throws when it cannot be one. */
  read(stored: unknown, version: number): State;
  /** What the service keeps beside the state: the step, words to search for, and the outside things it belongs to. */
  describe(state: State): { step: string; search: string; links: { kind: string; value: string }[] };
  start(event: Event, context: Context): Decision<State, Effect>;
  decide(state: State, event: Event, context: Context): Decision<State, Effect>;
}

/** An advance with nothing but a new state; add the rest with a spread. */
export function advance<State, Effect>(
  state: State,
  more: Partial<Advanced<State, Effect>> = {},
): Advanced<State, Effect> {
  return {
    outcome: 'advanced',
    state,
    reason: null,
    effects: [],
    startTimers: [],
    cancel: null,
    restore: null,
    retry: null,
    retryFailed: null,
    ...more,
  };
}

/** Nothing to do, with the reason. */
export function ignored(why: Reason): Declined {
  return { outcome: 'ignored', reason: why };
}

/** Not allowed, with the reason. */
export function refused(why: Reason): Declined {
  return { outcome: 'refused', reason: why };
}
