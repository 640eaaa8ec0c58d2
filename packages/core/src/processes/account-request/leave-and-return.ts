import { type Company, isRobotOwner } from '../../company.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import type { Deal } from '../../model/deal.ts';
import { type AccountRequest, mayLinkExisting } from './state.ts';
import { whatChanged } from './what-changed.ts';

/**
 * Whether a colleague took the person. Only a change of owner is a word: a request may well be open while somebody
 * of the team holds its person, when it was sent in again or is being reconsidered.
 */
export function isTakenOver(request: AccountRequest, followed: AccountRequest, company: Company): boolean {
  const isChanged = followed.ownerId !== request.ownerId;
  return isChanged && !isRobotOwner(company, followed.ownerId) && !isMovedByUs(request);
}

/** We are giving the person an owner: the effect tells what became of it, and its echo is no news. */
export function isOwnerOnItsWay({ decision }: AccountRequest): boolean {
  return decision?.outstanding.some((key) => key.startsWith('ensure-person-owner')) ?? false;
}

/** Our own reconsideration is still on its way to the CRM: owners there are not people's word yet. */
export function isMovedByUs({ decision, pastDecisions }: AccountRequest): boolean {
  return [...pastDecisions, ...(decision ? [decision] : [])].some(
    ({ type, outstanding }) => type === 'reconsider' && outstanding.length > 0,
  );
}

/** Why a request that left, or was refused, returns; null when it does not. */
export function whyItReturns(
  request: AccountRequest,
  followed: AccountRequest,
  deals: readonly Deal[],
  company: Company,
): Reason | null {
  const { step, account, submittedDealIds } = request;
  const isRobots = isRobotOwner(company, followed.ownerId);
  if (mayLinkExisting(request)) {
    const isStrangers = account !== null && !followed.person.emails.includes(account.email);
    return isRobots && isStrangers ? whatChanged(request, followed) : null;
  }
  if (step !== 'withdrawn' && step !== 'refused') return null;
  const isFresh = ({ id, status, ownerId }: Deal) =>
    status === 'open' && isRobotOwner(company, ownerId) && !submittedDealIds.includes(id);
  if (deals.some(isFresh)) return reason('submitted-again');
  return isRobots && !isRobotOwner(company, request.ownerId) ? reason('given-back') : null;
}

/** The request as it waits again: nothing is decided, and the directory is asked again. */
export function returned(request: AccountRequest): AccountRequest {
  const { decision, pastDecisions } = request;
  return {
    ...request,
    step: 'incomplete',
    withdrawnBecause: null,
    account: null,
    proposal: null,
    decision: null,
    pastDecisions: decision ? [...pastDecisions, decision] : pastDecisions,
  };
}
