import { expect } from 'vitest';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Advanced, Decision } from '#core/kernel/process.ts';
import type { DecisionContext } from '#core/processes/account-request/decisions.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import type { AccountRequest, Step } from '#core/processes/account-request/state.ts';
import { reasonText } from '#core/processes/account-request/texts.ts';
import { aCompany } from './account-request-samples.ts';

type Result = Decision<AccountRequest, Effect>;

/** What an event is expected to come to; what is left out is not looked at, except that a list names every item. */
export interface Expected {
  step: Step;
  /** Part of the state. */
  state?: object;
  /** Every effect, in order; of each, the part that matters. */
  effects?: object[];
  /** Names of the timers started. */
  timers?: string[];
  /** The reason in French, as the journal tells it. */
  says?: string | RegExp;
}

/** A request after what was given: the next event is the one under test. */
export interface Given {
  state: AccountRequest;
  /** Every effect asked for so far, in order. */
  effects: Effect[];
  /** One more event of the past; it has to move the request. */
  and(...events: Event[]): Given;
  /** Every outstanding effect of the decision in force was carried out; `results` by kind where they matter. */
  andAllDone(results?: Partial<Record<Effect['kind'], object>>): Given;
  when(event: Event, now?: string): Outcome;
}

export interface Outcome {
  /** It moved on, as expected. */
  thenMoves(expected: Expected): Given;
  /** Ignored, and why, as the reader is told in French. */
  thenNothing(says: string | RegExp): void;
  thenRefused(says: string | RegExp): void;
}

/** The instant at which things happen unless a test says another one. */
export const now = '2026-11-22T09:30:00.000Z';

/** A request born of the first event and moved by the others. */
export function given(events: [Event, ...Event[]], context: Partial<DecisionContext> = {}): Given {
  const full: DecisionContext = { now, company: aCompany(), turn: 0, ...context };
  const [first, ...rest] = events;
  const born = moved(accountRequest.start(first, full), first);
  return scene(born.state, effectsOf(born), full).and(...rest);
}

/** Nothing is known yet. */
export function givenNothing(context: Partial<DecisionContext> = {}): Pick<Given, 'when'> {
  const full: DecisionContext = { now, company: aCompany(), turn: 0, ...context };
  return {
    when: (event, at = full.now) =>
      outcome(accountRequest.start(event, { ...full, now: at }), [], { ...full, now: at }),
  };
}

function scene(state: AccountRequest, effects: Effect[], context: DecisionContext): Given {
  const and = (...events: Event[]): Given =>
    events.reduce((before: Given, event) => {
      const next = moved(accountRequest.decide(before.state, event, context), event);
      return scene(next.state, [...before.effects, ...effectsOf(next)], context);
    }, scenes());
  const scenes = (): Given => ({
    state,
    effects,
    and,
    andAllDone: (results = {}) => and(...doneEvents(state, effects, results)),
    when: (event, at = context.now) =>
      outcome(accountRequest.decide(state, event, { ...context, now: at }), effects, { ...context, now: at }),
  });
  return scenes();
}

function outcome(result: Result, before: Effect[], context: DecisionContext): Outcome {
  const says = result.reason && reasonText(result.reason, 'fr', 'Europe/Paris');
  const declined = (wanted: 'ignored' | 'refused', sentence: string | RegExp) => {
    expect(result.outcome).toBe(wanted);
    expectText(says, sentence);
  };
  return {
    thenMoves(expected) {
      expect(result).toMatchObject({
        outcome: 'advanced',
        state: { ...expected.state, step: expected.step },
      });
      const advanced = moved(result);
      if (expected.effects) {
        expect(effectsOf(advanced)).toMatchObject(expected.effects);
        expect(effectsOf(advanced)).toHaveLength(expected.effects.length);
      }
      if (expected.timers) expect(advanced.startTimers.map(({ name }) => name)).toEqual(expected.timers);
      if (expected.says !== undefined) expectText(says, expected.says);
      return scene(advanced.state, [...before, ...effectsOf(advanced)], context);
    },
    thenNothing: (sentence) => declined('ignored', sentence),
    thenRefused: (sentence) => declined('refused', sentence),
  };
}

function expectText(text: string | null, wanted: string | RegExp): void {
  if (typeof wanted === 'string') expect(text).toBe(wanted);
  else expect(text).toMatch(wanted);
}

function moved(result: Result, event?: Event): Advanced<AccountRequest, Effect> {
  if (result.outcome === 'advanced') return result;
  throw new Error(`${event?.type ?? 'The event'} was ${result.outcome}: ${result.reason.key}`);
}

function effectsOf(advanced: Advanced<AccountRequest, Effect>): Effect[] {
  return advanced.effects.map(({ effect }) => effect);
}

function doneEvents(
  { decision, person, dealId }: AccountRequest,
  effects: Effect[],
  results: Record<string, object>,
): Event[] {
  const owned = effects.findLast((effect) => effect.kind === 'ensure-person-owner');
  const defaults: Record<string, object> = {
    'ensure-admin-account': {
      account: { id: 'account-1', state: 'invited', email: person.emails[0] },
      outcome: 'created',
    },
    'ensure-deal-placed': { dealId, leftAlone: null },
    'ensure-person-owner': { personId: person.id, ownerId: owned?.ownerId ?? null },
    'send-email': { to: person.emails[0], confirmed: true },
  };
  return (decision?.outstanding ?? []).map((key) => {
    const kind = key.replace(/-\d+$/, '');
    const result = results[kind] ?? defaults[kind] ?? {};
    return { type: 'effect-done', effectId: key, kind, decision: decision?.number ?? 0, result } as Event;
  });
}
