import type { Company } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import type { Instant } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type Process } from '../../kernel/process.ts';
import { describeSubmission } from './describe.ts';
import { nextEffect } from './plan.ts';
import { type Entry, readSubmission, type SubmissionState, submissionVersion } from './state.ts';

type Result = Decision<SubmissionState, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** What entering a submission is decided with. */
export interface SubmissionContext {
  now: Instant;
  company: Company;
}

/** Every effect of a submission is of its one decision, so that one that failed holds back those behind it. */
const decision = 1;

/** A submission on its way into the CRM; its state table is in the README beside this file. */
export const submission: Process<SubmissionState, Event, Effect, SubmissionContext> = {
  name: 'submission',
  version: submissionVersion,
  read: readSubmission,
  describe: describeSubmission,
  start: (event, context) =>
    event.type === 'submission-received' ? received(event, context) : ignored(reason('nothing-new')),
  decide,
};

function decide(state: SubmissionState, event: Event, context: SubmissionContext): Result {
  switch (event.type) {
    case 'submission-received':
      return joined(state, event);
    case 'effect-done':
      return goingOn(learned(state, event), context);
    case 'effect-failed':
      return advance<SubmissionState, Effect>({ ...state, failed: event.kind });
    case 'retry-requested':
      return advance<SubmissionState, Effect>(
        { ...state, failed: null },
        { retry: { effectId: event.effectId, effect: null } },
      );
    default:
      return ignored(reason('nothing-new'));
  }
}

function received(event: EventOf<'submission-received'>, context: SubmissionContext): Result {
  const state: SubmissionState = {
    step: 'received',
    entries: [entryOf(event)],
    isLookedUp: false,
    isKnownPerson: false,
    organizationId: null,
    personId: null,
    dealId: null,
    requestId: null,
    failed: null,
  };
  return advance(state, { effects: effectsAfter(state, context) });
}

/** The same person sent the form again before the first one was entered (E-55): one person, one deal, two notes. */
function joined(state: SubmissionState, event: EventOf<'submission-received'>): Result {
  if (state.step === 'entered') return ignored(reason('nothing-new'));
  return advance<SubmissionState, Effect>({ ...state, entries: [...state.entries, entryOf(event)] });
}

function entryOf({ submission: told, by }: EventOf<'submission-received'>): Entry {
  return { submission: told, by, isOpened: false, isNoted: false };
}

function learned(state: SubmissionState, event: EventOf<'effect-done'>): SubmissionState {
  switch (event.kind) {
    case 'find-requester':
      return { ...state, ...event.result, isLookedUp: true, isKnownPerson: event.result.personId !== null };
    case 'ensure-organization':
    case 'ensure-person':
    case 'ensure-deal':
      return { ...state, ...event.result };
    case 'open-request':
      return { ...ticked(state, 'isOpened'), requestId: event.result.requestId ?? state.requestId };
    case 'keep-submission-as-note':
      return ticked(state, 'isNoted');
    default:
      return state;
  }
}

/** Effects are done one by one: the first entry that waits for one is meant. */
function ticked(state: SubmissionState, told: 'isOpened' | 'isNoted'): SubmissionState {
  const index = state.entries.findIndex((entry) => !entry[told]);
  const entries = state.entries.map((entry, at) => (at === index ? { ...entry, [told]: true } : entry));
  return { ...state, entries };
}

function goingOn(state: SubmissionState, context: SubmissionContext): Result {
  const effects = effectsAfter(state, context);
  const step = effects.length === 0 ? ('entered' as const) : ('entering' as const);
  return advance({ ...state, step, failed: null }, { effects });
}

function effectsAfter(state: SubmissionState, { company, now }: SubmissionContext) {
  const next = nextEffect(state, company);
  return next ? [{ ...next, decision, dueAt: now }] : [];
}
