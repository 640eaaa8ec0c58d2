import { type Company, type Place, placeOf, robotOwnerId } from '../../company.ts';
import type { Effect, EffectOf } from '../../effects.ts';
import { targetsOf } from '../../settings.ts';
import type { DecisionContext } from './decisions.ts';
import { ownerFor, placeOfTarget } from './plans.ts';
import type { AccountRequest, RequestDecision } from './state.ts';

type Missing = Extract<Place, { missing: unknown }>;
type Owned = EffectOf<'ensure-deal-placed' | 'ensure-person-owner' | 'ensure-organization-owner'>;

/**
 * A failed effect with what is so by now: a mail goes to the address the person has, a deal to a stage that exists,
 * an owner to the record that others were merged into, and nothing to somebody who left. What is still there stays as it was decided.
 *
 * @returns null when nothing of it changed; the missing place when the settings name none that exists
 */
export function asOfNow(
  effect: Effect,
  request: AccountRequest,
  decisionNumber: number,
  context: DecisionContext,
): Effect | Missing | null {
  const present = aboutWhoIsThere(effect, request);
  return changedSince(present, request, decisionNumber, context) ?? (present === effect ? null : present);
}

/** A record that was merged into another is not there any more: what was meant for it is for the one that stayed. */
function aboutWhoIsThere(effect: Effect, { person, duplicates }: AccountRequest): Effect {
  const { kind } = effect;
  if (kind !== 'ensure-person-owner' && kind !== 'ensure-participant' && kind !== 'ensure-deal-placed')
    return effect;
  const records = [person.id, ...duplicates.map(({ personId }) => personId)];
  return records.includes(effect.personId) ? effect : { ...effect, personId: person.id };
}

function changedSince(
  effect: Effect,
  request: AccountRequest,
  decisionNumber: number,
  context: DecisionContext,
): Effect | Missing | null {
  const { kind } = effect;
  if (kind === 'send-email') {
    const [to] = request.person.emails;
    return to === undefined ? null : { ...effect, to };
  }
  const decision = [request.decision, ...request.pastDecisions].find((one) => one?.number === decisionNumber);
  if (!decision) return null;
  if (kind === 'ensure-person-owner' || kind === 'ensure-organization-owner')
    return withActiveOwner(effect, request, decision, context);
  if (kind !== 'ensure-deal-placed') return null;
  const owned = withActiveOwner(effect, request, decision, context);
  if (context.company.stages.some(({ id }) => id === effect.stageId)) return owned;
  const place = placeFor(decision, context.company);
  return 'missing' in place ? place : { ...(owned ?? effect), ...place };
}

/** Where the settings of now send what was decided. */
export function placeFor(decision: RequestDecision, company: Company): Place {
  const { settings } = company;
  const { pipelines, stages } = settings;
  if (decision.type === 'refuse') return placeOf(company, pipelines.refused, stages.refused);
  if (decision.type !== 'accept') return placeOf(company, pipelines.organizations, stages.reconsidered);
  const targets = targetsOf(settings);
  const target = targets.find(({ key }) => key === decision.target) ?? targets[0];
  return target ? placeOfTarget(company, target) : placeOf(company, pipelines.suspects, undefined);
}

/** Somebody else gets it when its owner was deactivated meanwhile; null when that is not so. */
function withActiveOwner<Kind extends Owned>(
  effect: Kind,
  request: AccountRequest,
  { type, by }: RequestDecision,
  { company, turn }: DecisionContext,
): Kind | null {
  const left = company.staff.some(({ id, active }) => id === effect.ownerId && !active);
  if (!left) return null;
  const ownerId =
    type === 'reconsider' ? robotOwnerId(company) : ownerFor({ request, company, by, turn })?.id;
  return ownerId ? { ...effect, ownerId } : null;
}
