import { type Company, isRobotOwner } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { CrmFacts, Event } from '../../events.ts';
import { plusSeconds } from '../../kernel/instant.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { type Advanced, advance, type Decision, ignored, type NewEffect } from '../../kernel/process.ts';
import type { Deal } from '../../model/deal.ts';
import { normaliseEmails } from '../../model/email-address.ts';
import type { Person } from '../../model/person.ts';
import type { DecisionContext } from './decisions.ts';
import { type AccountRequest, isOpen } from './state.ts';
import { whatChanged } from './what-changed.ts';

type Observed = Extract<Event, { type: 'crm-observed' }>;
type Result = Decision<AccountRequest, Effect>;

/** A request is born when a person owned by a robot owner appears (DS-11). */
export function born({ facts, source, at }: Observed, context: DecisionContext): Result {
  const { person } = facts;
  if (!person || !isRobotOwner(context.company, person.ownerId)) return ignored(reason('not-a-request'));
  const request: AccountRequest = {
    step: 'incomplete',
    person: requestPerson(person),
    organization: null,
    dealId: null,
    dealTitle: null,
    otherDealIds: [],
    duplicates: [],
    submittedDealIds: [],
    robotOwned: true,
    submittedAt: person.addedAt ?? at,
    source,
    account: null,
    verdict: 'unknown',
    verdictReasons: [],
    decision: null,
    pastDecisions: [],
    decisionCount: 0,
    evidence: null,
    withdrawnBecause: null,
  };
  const received = settled(withFacts(request, facts, context.company), context);
  return because(asking(received, null, context), reason('request-received'));
}

/** The CRM changed: facts follow, and the request leaves or comes back where people or forms say so. */
export function observe(request: AccountRequest, { facts }: Observed, context: DecisionContext): Result {
  const { person } = facts;
  if (!person) return personDeleted(request);
  const followed = withFacts(request, facts, context.company);
  const robotOwned = isRobotOwner(context.company, person.ownerId);
  if (isOpen(followed) && !robotOwned && !movedByUs(request)) {
    const by = context.company.staff.find(({ id }) => id === person.ownerId)?.name ?? '';
    return withdrawn(followed, 'taken-by-staff', reason('taken-over', { by }));
  }
  const again = resubmitted(request, facts, robotOwned, context.company);
  if (again) return because(settled(reopened(followed), context), reason(again));
  if (JSON.stringify(followed) === JSON.stringify(request)) return ignored(reason('nothing-new'));
  const why = whatChanged(request, followed);
  if (!isOpen(followed)) return because(advance(followed), why);
  const askAgain = followed.step !== 'incomplete' && addressesChanged(request, followed);
  const result = settled(followed, context);
  const asked = askAgain ? { ...result, effects: [askDirectory(followed, context)] } : result;
  return because(asking(asked, request, context), why);
}

function because(result: Advanced<AccountRequest, Effect>, why: Reason): Advanced<AccountRequest, Effect> {
  return { ...result, reason: why };
}

/** An organization whose name no webhook told is read, once its own webhook had the time to come. */
function asking(
  result: Advanced<AccountRequest, Effect>,
  before: AccountRequest | null,
  { now }: DecisionContext,
) {
  const { organization } = result.state;
  if (!organization || organization.name !== null || before?.organization?.id === organization.id)
    return result;
  const effect: Effect = { kind: 'find-organization', organizationId: organization.id };
  const key = `find-organization-${organization.id}`;
  return {
    ...result,
    effects: [...result.effects, { effect, decision: 0, key, dueAt: plusSeconds(now, 3) }],
  };
}

function addressesChanged(before: AccountRequest, after: AccountRequest): boolean {
  return after.person.emails.length > 0 && before.person.emails.join() !== after.person.emails.join();
}

/** A person's record as the request keeps it: addresses normalised (E-05, E-06, E-07). */
function requestPerson(person: Person): AccountRequest['person'] {
  const { id, name, emails, phones } = person;
  return { id, name: name.trim(), emails: normaliseEmails(emails), phone: phones[0] ?? null };
}

function withFacts(request: AccountRequest, { person, deals, organization }: CrmFacts, company: Company) {
  const own = ownDeal(request, deals, company);
  const open = deals.filter((deal) => deal.status === 'open');
  const organizationId = person?.organizationId ?? own?.organizationId ?? null;
  const known = request.organization?.id === organizationId ? request.organization : null;
  return {
    ...request,
    robotOwned: isRobotOwner(company, person?.ownerId ?? null),
    person: person ? requestPerson(person) : request.person,
    organization:
      organizationId === null
        ? null
        : { id: organizationId, name: organization?.name ?? known?.name ?? null },
    ...(isAttached(request) ? {} : { dealId: own?.id ?? null, dealTitle: own?.title ?? null }),
    otherDealIds: open.filter((deal) => deal.id !== own?.id).map((deal) => deal.id),
    submittedDealIds: union(request.submittedDealIds, robotDeals(deals, company)),
  };
}

/**
 * Only the request's own deal ever moves (product.md section 3): the one it has, while it exists; else the newest
 * open deal of the person that a robot owns. Somebody's other deals are never taken (E-24, E-25, E-44, E-45).
 */
function ownDeal(request: AccountRequest, deals: Deal[], company: Company): Deal | undefined {
  const current = deals.find((deal) => deal.id === request.dealId);
  if (current && (current.status === 'open' || !isOpen(request))) return current;
  const candidates = deals.filter((deal) => deal.status === 'open' && isRobotOwner(company, deal.ownerId));
  return candidates.toSorted((a, b) => b.id - a.id)[0];
}

/** The deal of an attached request is somebody else's: the person's own deals say nothing about it. */
function isAttached({ decision, dealId }: AccountRequest): boolean {
  return (
    decision?.type === 'accept' && decision.attachToDealId !== null && decision.attachToDealId === dealId
  );
}

function robotDeals(deals: Deal[], company: Company): number[] {
  return deals.filter((deal) => isRobotOwner(company, deal.ownerId)).map((deal) => deal.id);
}

/** Incomplete without an address, pending with one; the directory is asked as soon as there is one (DS-12). */
function settled(request: AccountRequest, context: DecisionContext): Advanced<AccountRequest, Effect> {
  const usable = request.person.emails.length > 0;
  if (!usable) return advance({ ...request, step: request.step === 'pending' ? 'incomplete' : request.step });
  if (request.step !== 'incomplete') return advance(request);
  return advance<AccountRequest, Effect>(
    { ...request, step: 'pending' },
    { effects: [askDirectory(request, context)] },
  );
}

function askDirectory(
  { person, decisionCount }: AccountRequest,
  { now }: DecisionContext,
): NewEffect<Effect> {
  const effect: Effect = { kind: 'find-admin-account', emails: person.emails };
  return {
    effect,
    decision: 0,
    key: `find-admin-account-${decisionCount}-${person.emails.join(',')}`,
    dueAt: now,
  };
}

function personDeleted(request: AccountRequest): Result {
  if (isOpen(request)) return withdrawn(request, 'person-deleted', reason('person-gone'));
  return ignored(reason('nothing-new'));
}

function withdrawn(
  request: AccountRequest,
  withdrawnBecause: NonNullable<AccountRequest['withdrawnBecause']>,
  why: Reason,
): Result {
  const state = { ...request, step: 'withdrawn' as const, robotOwned: false, withdrawnBecause };
  return because(advance<AccountRequest, Effect>(state), why);
}

/** Our own reconsideration is still on its way to the CRM: the owner there is not a person's word yet. */
function movedByUs({ decision }: AccountRequest): boolean {
  return decision?.type === 'reconsider' && decision.outstanding.length > 0;
}

/** Whether the form was sent again, or a colleague gave the person back to a robot owner: the key of the reason. */
function resubmitted(
  request: AccountRequest,
  { deals }: CrmFacts,
  robotOwned: boolean,
  company: Company,
): 'given-back' | 'submitted-again' | null {
  const givenBack = robotOwned && !request.robotOwned ? 'given-back' : null;
  if (request.step === 'withdrawn') return request.withdrawnBecause === 'account-exists' ? null : givenBack;
  if (request.step !== 'refused') return null;
  const fresh = deals.some(
    (deal) =>
      deal.status === 'open' &&
      isRobotOwner(company, deal.ownerId) &&
      !request.submittedDealIds.includes(deal.id),
  );
  return fresh ? 'submitted-again' : givenBack;
}

function reopened(request: AccountRequest): AccountRequest {
  const { decision, pastDecisions } = request;
  return {
    ...request,
    step: 'incomplete',
    withdrawnBecause: null,
    decision: null,
    pastDecisions: decision ? [...pastDecisions, decision] : pastDecisions,
  };
}

function union(known: number[], more: number[]): number[] {
  return [...new Set([...known, ...more])].toSorted((a, b) => a - b);
}
