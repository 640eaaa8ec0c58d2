import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, refused } from '../../kernel/process.ts';
import { normaliseEmail } from '../../model/email-address.ts';
import { type Actor, absentOf } from '../../model/staff-member.ts';
import type { Settings } from '../../settings.ts';
import { accept, type DecisionContext, notOpen, refuse } from './decisions.ts';
import type { AccountRequest, Proposal, RequestDecision } from './state.ts';

type Result = Decision<AccountRequest, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/**
 * Accept or refuse. Where the settings want two deciders, the first one proposes and nothing is done; another one who
 * decides the same carries it out; any other decision is a proposal of its own, which takes the place of the first.
 */
export function acceptOrRefuse(
  request: AccountRequest,
  event: EventOf<'acceptance-requested' | 'refusal-requested'>,
  context: DecisionContext,
): Result {
  const isAcceptance = event.type === 'acceptance-requested';
  const result = isAcceptance ? accept(request, event, context) : refuse(request, event, context);
  const wanted = result.outcome === 'advanced' ? proposalOf(result.state.decision) : null;
  if (!wanted || !needsSecond(context.company.settings, wanted.type)) return result;
  const { proposal } = request;
  if (proposal && isSame(proposal, wanted)) return agreed(request, proposal, event.by, context);
  const why = proposal
    ? reason('decision-proposed-instead', { by: proposal.by.name, ...absentOf(proposal.by) })
    : reason('decision-proposed');
  return advance<AccountRequest, Effect>({ ...request, proposal: wanted }, { reason: why });
}

/** A second decider agrees: what was proposed is decided now. */
export function confirmDecision(
  request: AccountRequest,
  { by }: EventOf<'decision-confirmed'>,
  context: DecisionContext,
): Result {
  const { proposal, decision } = request;
  if (proposal) return agreed(request, proposal, by, context);
  const wanted = decision?.confirmedBy && decision.type !== 'reconsider' ? decision.type : 'reconsider';
  return notOpen(request, wanted) ?? refused(reason('nothing-proposed'));
}

/** The proposal is taken back, by whoever made it or by anybody who decides. */
export function withdrawProposal(request: AccountRequest, { by }: EventOf<'proposal-withdrawn'>): Result {
  const { proposal } = request;
  if (!proposal) return refused(reason('nothing-proposed'));
  const why = isSamePerson(proposal.by, by) ? null : proposedBy(proposal);
  return advance<AccountRequest, Effect>({ ...request, proposal: null }, { reason: why });
}

/** Whether one person is not enough for a decision. */
export function needsSecond({ fourEyes }: Settings, type: Proposal['type']): boolean {
  return fourEyes[type];
}

/**
 * Whether a staff member made the proposal, and so cannot be the second one. Who stands in for somebody is no second
 * pair of eyes beside them, nor beside another one who does.
 */
export function isProposer({ by }: Proposal, staff: Decider): boolean {
  return isSamePerson(by, staff) || isSameRight(by, staff);
}

/** Who decides, or may. */
export type Decider = Pick<Actor, 'staffId' | 'email' | 'standsInFor'>;

function agreed(request: AccountRequest, proposal: Proposal, by: Actor, context: DecisionContext): Result {
  const isAlone = isProposer(proposal, by);
  if (isAlone && needsSecond(context.company.settings, proposal.type)) {
    const { type, at, by: proposer } = proposal;
    if (isSamePerson(proposer, by)) return refused(reason('own-proposal', { decision: type, at }));
    return refused(reason('same-right', { decision: type, by: proposer.name, ...absentOf(proposer), at }));
  }
  const result =
    proposal.type === 'accept' ? accept(request, proposal, context) : refuse(request, proposal, context);
  if (result.outcome !== 'advanced' || !result.state.decision) return result;
  const decision = { ...result.state.decision, confirmedBy: isAlone ? null : by };
  return { ...result, state: { ...result.state, decision }, reason: proposedBy(proposal) };
}

function proposedBy({ type, by, at }: Proposal) {
  return reason('proposal-of', { decision: type, by: by.name, ...absentOf(by), from: by.surface, at });
}

/** What a decision would be as a proposal; null for those one person takes alone. */
function proposalOf(decision: RequestDecision | null): Proposal | null {
  if (decision?.type === 'accept') {
    const { type, by, at, target, attachToDealId } = decision;
    return { type, by, at, target, attachToDealId };
  }
  if (decision?.type !== 'refuse') return null;
  const { type, by, at, reason: why, note } = decision;
  return { type, by, at, reason: why, note };
}

/** Whether two people decided the same; who adds no note to a refusal agrees with the one that is there. */
function isSame(proposal: Proposal, wanted: Proposal): boolean {
  if (proposal.type === 'accept' && wanted.type === 'accept') {
    return proposal.target === wanted.target && proposal.attachToDealId === wanted.attachToDealId;
  }
  if (proposal.type !== 'refuse' || wanted.type !== 'refuse') return false;
  return proposal.reason === wanted.reason && (wanted.note === null || proposal.note === wanted.note);
}

/** One decider's right, used by them or in their place. */
function isSameRight(one: Decider, other: Decider): boolean {
  if (!one.standsInFor && !other.standsInFor) return false;
  const [right, otherRight] = [one, other].map((who) => who.standsInFor?.staffId ?? who.staffId);
  return right !== null && right === otherRight;
}

/** Two people only when something says so: another id, or another address where an id is missing. */
function isSamePerson(
  one: Pick<Actor, 'staffId' | 'email'>,
  other: Pick<Actor, 'staffId' | 'email'>,
): boolean {
  const addresses = [one.email, other.email].map((email) => (email === null ? null : normaliseEmail(email)));
  const [address, otherAddress] = addresses;
  if (address && address === otherAddress) return true;
  if (one.staffId !== null && other.staffId !== null) return one.staffId === other.staffId;
  return !address || !otherAddress;
}
