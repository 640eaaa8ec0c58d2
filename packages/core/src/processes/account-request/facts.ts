import { type Company, isRobotOwner } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { CrmFacts, Event } from '../../events.ts';
import { plusSeconds } from '../../kernel/instant.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { type Advanced, advance, type Decision, ignored } from '../../kernel/process.ts';
import type { Deal } from '../../model/deal.ts';
import { normaliseEmails } from '../../model/email-address.ts';
import type { Person } from '../../model/person.ts';
import type { DecisionContext } from './decisions.ts';
import { unsentMail } from './evidence.ts';
import { isMovedByUs, isOwnerOnItsWay, isTakenOver, returned, whyItReturns } from './leave-and-return.ts';
import { callingPriority, priorityOf } from './priority.ts';
import { type AccountRequest, isOpen, noDesk } from './state.ts';
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
    ownerId: person.ownerId,
    submittedAt: person.addedAt ?? at,
    source,
    account: null,
    lookUpCount: 0,
    verdict: 'unknown',
    verdictReasons: [],
    priority: null,
    callAsked: false,
    proposal: null,
    decision: null,
    pastDecisions: [],
    decisionCount: 0,
    evidence: null,
    withdrawnBecause: null,
    ...noDesk,
  };
  const received = settled(withFacts(request, facts, context.company), context);
  const asked = callingPriority(asking(received, null, context), context);
  return because(asked, reason('request-received'));
}

/** The CRM changed: facts follow, and the request leaves or comes back where people or forms say so. */
export function observe(request: AccountRequest, { facts }: Observed, context: DecisionContext): Result {
  const { person } = facts;
  if (!person) return personDeleted(request);
  const { company } = context;
  const followed = withFacts(request, facts, company);
  if (isOpen(followed) && isTakenOver(request, followed, company)) {
    const by = company.staff.find(({ id }) => id === followed.ownerId)?.name ?? '';
    return withdrawn(followed, 'taken-by-staff', reason('taken-over', { by }));
  }
  const again = whyItReturns(request, followed, facts.deals, company);
  if (again) {
    const back = settled(withFacts(returned(request), facts, company), context);
    return because(callingPriority(asking(back, request, context), context), again);
  }
  if (JSON.stringify(followed) === JSON.stringify(request)) return ignored(reason('nothing-new'));
  const why = whatChanged(request, followed);
  if (!isOpen(followed))
    return because(isMerged(request, followed) ? goingOn(followed) : advance(followed), why);
  const askAgain = followed.step !== 'incomplete' && addressesChanged(request, followed);
  const asked = askAgain ? askingDirectory(followed, context) : settled(followed, context);
  return because(callingPriority(asking(asked, request, context), context), why);
}

/** Their record was merged into another one. */
function isMerged(before: AccountRequest, after: AccountRequest): boolean {
  return before.person.id !== after.person.id;
}

/** An account that found nobody under the former record of the person is tried again under the one that is left. */
function goingOn(request: AccountRequest): Advanced<AccountRequest, Effect> {
  const { decision } = request;
  const kind = 'ensure-admin-account';
  if (!decision?.failed.includes(kind)) return advance(request);
  const failed = decision.failed.filter((each) => each !== kind);
  return advance<AccountRequest, Effect>(
    { ...request, decision: { ...decision, failed } },
    { retryFailed: { decision: decision.number, kind } },
  );
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

function withFacts(
  request: AccountRequest,
  { person, deals, organizations }: CrmFacts,
  company: Company,
): AccountRequest {
  const own = ownDeal(request, deals, company);
  const open = deals.filter((deal) => deal.status === 'open');
  return {
    ...request,
    ownerId: isOwnerOnItsWay(request) ? request.ownerId : (person?.ownerId ?? null),
    person: person ? requestPerson(person) : request.person,
    duplicates: request.duplicates.filter(({ personId }) => personId !== person?.id),
    organization: organizationOf(
      request,
      person?.organizationId ?? own?.organizationId ?? null,
      organizations,
    ),
    ...(isAttached(request) ? {} : { dealId: own?.id ?? null, dealTitle: own?.title ?? null }),
    otherDealIds: open.filter((deal) => deal.id !== own?.id).map((deal) => deal.id),
    submittedDealIds: submittedDeals(request, deals, company),
    priority: isOpen(request) ? priorityOf(company, own, person) : request.priority,
  };
}

function organizationOf(
  { organization: before }: AccountRequest,
  id: number | null,
  organizations: CrmFacts['organizations'],
): AccountRequest['organization'] {
  if (id === null) return null;
  const told = organizations.find((organization) => organization.id === id);
  return { id, name: told?.name ?? (before?.id === id ? before.name : null) };
}

/**
 * Only the request's own deal ever moves (product.md section 3): the newest open deal of the person that a robot
 * owns, or the one it has. Somebody's deals are never taken, one that somebody took is let go (E-24, E-25, E-44).
 */
function ownDeal(request: AccountRequest, deals: Deal[], company: Company): Deal | undefined {
  const current = deals.find((deal) => deal.id === request.dealId);
  if (current && (!isOpen(request) || isMovedByUs(request))) return current;
  const candidates = deals.filter((deal) => deal.status === 'open' && isRobotOwner(company, deal.ownerId));
  if (current && candidates.includes(current)) return current;
  return candidates.toSorted((a, b) => b.id - a.id)[0];
}

/** The deal of an attached request is somebody else's: the person's own deals say nothing about it. */
function isAttached({ decision, dealId }: AccountRequest): boolean {
  return (
    decision?.type === 'accept' && decision.attachToDealId !== null && decision.attachToDealId === dealId
  );
}

/** Deals of the submissions heard so far. What comes while a refusal is carried out is a new submission after it. */
function submittedDeals(
  { step, submittedDealIds }: AccountRequest,
  deals: Deal[],
  company: Company,
): number[] {
  if (step === 'refusing') return submittedDealIds;
  const heard = deals.filter((deal) => isRobotOwner(company, deal.ownerId)).map((deal) => deal.id);
  return [...new Set([...submittedDealIds, ...heard])].toSorted((a, b) => a - b);
}

/** Incomplete without an address, pending with one; the directory is asked as soon as there is one (DS-12). */
function settled(request: AccountRequest, context: DecisionContext): Advanced<AccountRequest, Effect> {
  const usable = request.person.emails.length > 0;
  if (!usable) return advance({ ...request, step: request.step === 'pending' ? 'incomplete' : request.step });
  if (request.step !== 'incomplete') return advance(request);
  return askingDirectory({ ...request, step: 'pending' }, context);
}

function askingDirectory(
  request: AccountRequest,
  { now }: DecisionContext,
): Advanced<AccountRequest, Effect> {
  const lookUpCount = request.lookUpCount + 1;
  const effect: Effect = { kind: 'find-admin-account', emails: request.person.emails };
  const key = `${effect.kind}-${lookUpCount}`;
  return advance({ ...request, lookUpCount }, { effects: [{ effect, decision: 0, key, dueAt: now }] });
}

function personDeleted(request: AccountRequest): Result {
  if (!isOpen(request)) return ignored(reason('nothing-new'));
  return withdrawn({ ...request, ownerId: null }, 'person-deleted', reason('person-gone'));
}

function withdrawn(
  request: AccountRequest,
  withdrawnBecause: NonNullable<AccountRequest['withdrawnBecause']>,
  why: Reason,
): Result {
  const state = { ...request, step: 'withdrawn' as const, withdrawnBecause, proposal: null };
  return because(advance<AccountRequest, Effect>(state, { cancel: unsentMail(request) }), why);
}
