import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored } from '../../kernel/process.ts';
import { activationRenewed } from './activation.ts';
import { asOfNow } from './as-of-now.ts';
import { conversationsLinked } from './conversations.ts';
import { type DecisionContext, placeMissing } from './decisions.ts';
import { isSuperseded, unsentMail } from './evidence.ts';
import { accountRepaired } from './repair.ts';
import { type AccountRequest, isOpen, type RequestDecision } from './state.ts';

type Result = Decision<AccountRequest, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** An effect was carried out: what it found is kept, and the last one ends the decision. */
export function effectDone(
  request: AccountRequest,
  event: EventOf<'effect-done'>,
  context: DecisionContext,
): Result {
  if (event.kind === 'find-conversations') return conversationsLinked(request, event.result.conversations);
  if (event.kind === 'tell-conversation') return ignored(reason('nothing-new'));
  if (event.kind === 'renew-activation') return activationRenewed(request, event, context);
  const learned = withResult(request, event);
  if (event.kind === 'find-admin-account') return accountLookedUp(learned, event);
  // No decision asked for it.
  if (event.kind === 'ensure-admin-account' && event.decision === 0) return accountRepaired(learned, context);
  if (event.kind === 'find-organization') return organizationRead(request, event.result);
  return advance(withDecision(learned, event.decision, (decision) => ticked(decision, event.kind)));
}

/** An effect gave up: it waits for a person, and the request stays where it is. */
export function effectFailed(request: AccountRequest, event: EventOf<'effect-failed'>): Result {
  if (isSuperseded(request, event.decision)) return ignored(reason('nothing-new'));
  return advance(
    withDecision(request, event.decision, (decision) => ({
      ...decision,
      failed: [...decision.failed, event.kind],
    })),
  );
}

/** A person gives a failed effect another try, with what is so by now. */
export function retryRequested(
  request: AccountRequest,
  event: EventOf<'retry-requested'>,
  context: DecisionContext,
): Result {
  const { effect, effectId, decision } = event;
  const current = asOfNow(effect, request, decision, context);
  if (current && 'missing' in current) return placeMissing(current);
  const failed = withDecision(request, decision, (one) => ({
    ...one,
    failed: one.failed.filter((kind) => kind !== effect.kind),
  }));
  return advance<AccountRequest, Effect>(failed, {
    retry: { effectId, effect: current },
  });
}

function withResult(request: AccountRequest, event: EventOf<'effect-done'>): AccountRequest {
  if (event.kind === 'ensure-admin-account') {
    const { account, outcome, originalDealTitle } = event.result;
    const linked = { ...request, account: { ...account, created: outcome === 'created' } };
    return originalDealTitle === null ? linked : attached(linked, originalDealTitle);
  }
  if (event.kind === 'ensure-deal-placed' && event.result.dealId !== null) {
    return { ...request, dealId: event.result.dealId };
  }
  if (event.kind === 'ensure-person-owner') {
    // Another record of the same person (E-09) says nothing about the request's own.
    const { personId, ownerId } = event.result;
    return personId === request.person.id ? { ...request, ownerId } : request;
  }
  return request;
}

/** From here on the original deal is the request's; the duplicate is named in the effects that remove it. */
function attached(request: AccountRequest, dealTitle: string): AccountRequest {
  const { decision } = request;
  if (decision?.type !== 'accept' || decision.attachToDealId === null) return request;
  return { ...request, dealId: decision.attachToDealId, dealTitle };
}

/** An account that is there already needs no decision (DS-12); one found too late changes nothing. */
function accountLookedUp(request: AccountRequest, event: EventOf<'effect-done'>): Result {
  const account = event.kind === 'find-admin-account' ? event.result.account : null;
  if (!account || account.state === 'gone' || !isOpen(request)) return ignored(reason('nothing-new'));
  // Asked before the address was corrected: the account is a stranger's.
  if (!request.person.emails.includes(account.email)) return ignored(reason('nothing-new'));
  return advance<AccountRequest, Effect>(
    {
      ...request,
      account: { ...account, created: false },
      step: 'withdrawn',
      withdrawnBecause: 'account-exists',
      proposal: null,
    },
    { reason: reason('account-found', { address: account.email }), cancel: unsentMail(request) },
  );
}

function organizationRead(
  request: AccountRequest,
  { organizationId, name }: { organizationId: number; name: string | null },
): Result {
  const { organization } = request;
  if (organization?.id !== organizationId || organization.name !== null || name === null) {
    return ignored(reason('nothing-new'));
  }
  return advance<AccountRequest, Effect>(
    { ...request, organization: { ...organization, name } },
    { reason: reason('organization-named', { name }) },
  );
}

function withDecision(
  request: AccountRequest,
  number: number,
  change: (decision: RequestDecision) => RequestDecision,
): AccountRequest {
  const { decision, pastDecisions } = request;
  if (decision?.number === number) return ended({ ...request, decision: change(decision) });
  return {
    ...request,
    pastDecisions: pastDecisions.map((past) => (past.number === number ? change(past) : past)),
  };
}

/** One effect of a kind less to do. Effects of one kind run in order, so the first outstanding one is meant. */
function ticked(decision: RequestDecision, kind: string): RequestDecision {
  const index = decision.outstanding.findIndex((key) => key === kind || key.startsWith(`${kind}-`));
  const outstanding = decision.outstanding.filter((_, position) => position !== index);
  return {
    ...decision,
    outstanding,
    doneCount: decision.doneCount + 1,
    failed: decision.failed.filter((failed) => failed !== kind),
  };
}

function ended(request: AccountRequest): AccountRequest {
  if (request.decision?.outstanding.length !== 0) return request;
  if (request.step === 'accepting') return { ...request, step: 'accepted' };
  if (request.step === 'refusing') return { ...request, step: 'refused' };
  return request;
}
