import type { Company, Place } from '../../company.ts';
import { placeOf, robotOwnerId } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { type Instant, plusDays, plusSeconds } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import {
  type Advanced,
  advance,
  type Decision,
  ignored,
  type NewEffect,
  refused,
} from '../../kernel/process.ts';
import { type Actor, absentOf } from '../../model/staff-member.ts';
import { targetsOf } from '../../settings.ts';
import { unsentMail } from './evidence.ts';
import {
  placeOfTarget,
  planAcceptance,
  planAttachment,
  planEvidenceMail,
  planReconsideration,
  planRefusal,
} from './plans.ts';
import { type AccountRequest, isOpen, mayLinkExisting, type RequestDecision } from './state.ts';

/** What a decision is taken with: the instant, the company, and a number that grows with every decision. */
export interface DecisionContext {
  now: Instant;
  company: Company;
  turn: number;
}

type Result = Decision<AccountRequest, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;
type DecisionBaseKey = Exclude<keyof Extract<RequestDecision, { type: 'reconsider' }>, 'type'>;
type DecisionDetails = RequestDecision extends infer One
  ? One extends RequestDecision
    ? Omit<One, DecisionBaseKey>
    : never
  : never;

/** Accept, or accept attached to a known deal. */
export function accept(
  request: AccountRequest,
  event: Omit<EventOf<'acceptance-requested'>, 'type'>,
  context: DecisionContext,
): Result {
  const closed = notOpen(request, 'accept');
  if (closed) return closed;
  if (request.person.emails.length === 0) return refused(reason('email-missing'));
  const input = { request, company: context.company, by: event.by, turn: context.turn };
  if (event.attachToDealId !== null) {
    if (event.attachToDealId === request.dealId) return refused(reason('attach-to-own-deal'));
    const details = { type: 'accept' as const, target: null, attachToDealId: event.attachToDealId };
    return decided(request, details, event.by, planAttachment(input, event.attachToDealId), context);
  }
  const targets = targetsOf(context.company.settings);
  const target = event.target === null ? targets[0] : targets.find(({ key }) => key === event.target);
  if (!target) return refused(reason('target-unknown', { target: event.target ?? '' }));
  const place = placeOfTarget(context.company, target);
  if ('missing' in place) return placeMissing(place);
  const details = { type: 'accept' as const, target: target.key, attachToDealId: null };
  return decided(request, details, event.by, planAcceptance(input, place), context);
}

/** Refuse with a reason of the list. */
export function refuse(
  request: AccountRequest,
  event: Omit<EventOf<'refusal-requested'>, 'type'>,
  context: DecisionContext,
): Result {
  const closed = notOpen(request, 'refuse');
  if (closed) return closed;
  const { settings } = context.company;
  if (!settings.refusalReasons.some(({ key }) => key === event.reason)) {
    return refused(reason('reason-unknown', { reason: event.reason }));
  }
  const place = placeOf(context.company, settings.pipelines.refused, settings.stages.refused);
  if ('missing' in place) return placeMissing(place);
  const details = { type: 'refuse' as const, reason: event.reason, note: event.note };
  const input = { request, company: context.company, by: event.by, turn: context.turn };
  return decided(request, details, event.by, planRefusal(input, place, details), context);
}

/** Ask the requester for a document; a reminder and an expiry follow by timer. */
export function askForEvidence(
  request: AccountRequest,
  event: EventOf<'evidence-requested'>,
  context: DecisionContext,
): Result {
  const closed = notOpen(request, 'ask-for-evidence');
  if (closed) return closed;
  if (request.person.emails.length === 0) return refused(reason('email-missing'));
  const { evidence } = context.company.settings;
  const input = { request, company: context.company, by: event.by, turn: context.turn };
  const effects = planEvidenceMail(input, 'evidence-request', event.document);
  const details = { type: 'ask-for-evidence' as const, document: event.document };
  const result = decided(request, details, event.by, effects, context);
  return {
    ...result,
    state: { ...result.state, evidence: { document: event.document, expired: false } },
    startTimers: [
      { name: 'evidence-reminder', dueAt: plusDays(context.now, evidence.remindAfterDays) },
      { name: 'evidence-expiry', dueAt: plusDays(context.now, evidence.expireAfterDays) },
    ],
  };
}

/** A refused request is examined again: robot owner, pipeline of organizations, open (DS-27 to DS-29). */
export function reconsider(
  request: AccountRequest,
  event: EventOf<'reconsideration-requested'>,
  context: DecisionContext,
): Result {
  if (request.decision?.type === 'reconsider' && request.step === 'pending')
    return alreadyDecided(request, 'ignored');
  if (request.step !== 'refused') return refused(reason('nothing-to-reconsider'));
  const { settings } = context.company;
  if (robotOwnerId(context.company) === null) return refused(reason('robot-owner-missing'));
  const place = placeOf(context.company, settings.pipelines.organizations, settings.stages.reconsidered);
  if ('missing' in place) return placeMissing(place);
  const input = { request, company: context.company, by: event.by, turn: context.turn };
  return decided(request, { type: 'reconsider' }, event.by, planReconsideration(input, place), context);
}

/** Effects with a key each: the kind, and a running number where a plan names a kind twice. */
export function keyed(effects: readonly Effect[]): { key: string; effect: Effect }[] {
  const seen = new Map<string, number>();
  return effects.map((effect) => {
    const count = (seen.get(effect.kind) ?? 0) + 1;
    seen.set(effect.kind, count);
    return { key: count === 1 ? effect.kind : `${effect.kind}-${count}`, effect };
  });
}

const stepAfter = {
  accept: 'accepting',
  refuse: 'refusing',
  'ask-for-evidence': 'awaiting-evidence',
  reconsider: 'pending',
} as const;

function decided(
  request: AccountRequest,
  details: DecisionDetails,
  by: Actor,
  plan: Effect[],
  { now, company }: DecisionContext,
): Advanced<AccountRequest, Effect> {
  const { undoSeconds } = company.settings;
  const number = request.decisionCount + 1;
  const dueAt = plusSeconds(now, undoSeconds);
  const named = keyed(plan);
  const decision: RequestDecision = {
    ...details,
    number,
    by,
    confirmedBy: null,
    at: now,
    undoUntil: undoSeconds > 0 ? dueAt : null,
    stepBefore: request.step,
    proposalBefore: request.proposal,
    outstanding: named.map(({ key }) => key),
    doneCount: 0,
    failed: [],
  };
  const effects: NewEffect<Effect>[] = named.map(({ key, effect }) => ({
    effect,
    decision: number,
    key,
    dueAt,
  }));
  const pastDecisions = request.decision
    ? [...request.pastDecisions, request.decision]
    : request.pastDecisions;
  return advance<AccountRequest, Effect>(
    {
      ...request,
      step: stepAfter[details.type],
      proposal: null,
      decision,
      pastDecisions,
      decisionCount: number,
    },
    { effects, cancel: unsentMail(request) },
  );
}

/** Why nothing is decided of a request any more; null while it waits for a decision. */
export function notOpen(request: AccountRequest, wanted: RequestDecision['type']): Result | null {
  if (wanted !== 'ask-for-evidence' && mayLinkExisting(request)) return null;
  if (request.step === 'withdrawn') {
    return refused(reason('request-withdrawn', { why: request.withdrawnBecause ?? 'taken-by-staff' }));
  }
  if (wanted === 'ask-for-evidence' && request.step === 'awaiting-evidence')
    return alreadyDecided(request, 'ignored');
  if (isOpen(request)) return null;
  return alreadyDecided(request, request.decision?.type === wanted ? 'ignored' : 'refused');
}

function alreadyDecided(request: AccountRequest, outcome: 'ignored' | 'refused'): Result {
  const { decision } = request;
  if (!decision) return refused(reason('nothing-to-undo'));
  const why = reason('already-decided', {
    by: decision.by.name,
    ...absentOf(decision.by),
    and: decision.confirmedBy?.name ?? '',
    ...(decision.confirmedBy?.standsInFor && { andAbsent: decision.confirmedBy.standsInFor.name }),
    from: decision.by.surface,
    at: decision.at,
    decision: decision.type,
  });
  return outcome === 'ignored' ? ignored(why) : refused(why);
}

/** A place of the settings does not exist: who has to correct what. */
export function placeMissing({ missing }: Extract<Place, { missing: unknown }>): Result {
  return refused(
    reason('place-missing', { what: missing.what, name: missing.name, nearest: missing.nearest ?? '' }),
  );
}
