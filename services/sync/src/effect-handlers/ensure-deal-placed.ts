import { isRobotOwner } from '#core/company.ts';
import type { EffectOf, EffectResult } from '#core/effects.ts';
import type { Deal } from '#core/model/deal.ts';
import type { DealUpdate, Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Handler, HandlerContext } from './handler.ts';
import type { KeepRecord } from './keep-record.ts';

type Effect = EffectOf<'ensure-deal-placed'>;
type Result = EffectResult<'ensure-deal-placed'>;

/**
 * Owner, pipeline, stage and status of the request's deal in one PATCH, after a re-read: a deal somebody closed
 * or took meanwhile is left alone, a missing one is created where the effect says so.
 */
export function ensureDealPlaced(pipedrive: Pipedrive, keep: KeepRecord): Handler<'ensure-deal-placed'> {
  const create = async (effect: Effect, context: HandlerContext): Promise<Result> => {
    if (!effect.createIfMissing) return { dealId: null, leftAlone: 'deleted' };
    const found = await findOwnDeal(pipedrive, effect, context);
    if (found) {
      // Its webhook may be late or lost: without the record, the next look at the person would see no deal at all.
      await keep(context.company.id, 'deal', found);
      return place(found, effect, context);
    }
    const deal = await pipedrive.createDeal({
      title: effect.title,
      personId: effect.personId,
      pipelineId: effect.pipelineId,
      stageId: effect.stageId,
      ...(effect.organizationId !== null && { organizationId: effect.organizationId }),
      ...(effect.ownerId !== null && { ownerId: effect.ownerId }),
    });
    await keep(context.company.id, 'deal', deal);
    return { dealId: deal.id, leftAlone: null };
  };
  const place = async (deal: Deal, effect: Effect, context: HandlerContext): Promise<Result> => {
    if (isPlaced(deal, effect)) return { dealId: deal.id, leftAlone: null };
    if (deal.status === 'won') return { dealId: deal.id, leftAlone: 'won' };
    if (deal.status === 'lost' && !effect.mayReopen) return { dealId: deal.id, leftAlone: 'lost' };
    if (!effect.mayReopen && isTaken(deal, effect, context)) return { dealId: deal.id, leftAlone: 'taken' };
    const updated = await pipedrive.updateDeal(deal.id, updateFor(effect));
    await keep(context.company.id, 'deal', updated);
    return { dealId: deal.id, leftAlone: null };
  };
  return {
    vendor: 'pipedrive',
    run: async (effect, context) => {
      const deal = effect.dealId === null ? null : await pipedrive.getDeal(effect.dealId);
      return deal && deal.status !== 'deleted' ? place(deal, effect, context) : create(effect, context);
    },
  };
}

/**
 * The deal that an interrupted try moved or created, else one of the form that no webhook told of. Once moved, the
 * robot's deal is a robot's no more: with a second one of the form beside it, both would be moved.
 */
async function findOwnDeal(pipedrive: Pipedrive, effect: Effect, { company, unclear }: HandlerContext) {
  const open: Deal[] = [];
  for await (const page of pipedrive.listDeals({ personId: effect.personId, status: 'open' }))
    open.push(...page);
  const placed = open.filter((deal) => isPlaced(deal, effect));
  const made = placed.find(({ title }) => title === effect.title);
  const before = unclear ? (made ?? placed[0]) : undefined;
  return before ?? open.find(({ ownerId }) => isRobotOwner(company, ownerId)) ?? made;
}

/** The request's deal was a robot's when the decision was taken. */
function isTaken({ ownerId }: Deal, effect: Effect, { company }: HandlerContext): boolean {
  return ownerId !== null && ownerId !== effect.ownerId && !isRobotOwner(company, ownerId);
}

function isPlaced(deal: Deal, effect: Effect): boolean {
  return (
    deal.status === effect.status &&
    deal.pipelineId === effect.pipelineId &&
    deal.stageId === effect.stageId &&
    (effect.ownerId === null || deal.ownerId === effect.ownerId)
  );
}

function updateFor({ ownerId, pipelineId, stageId, status, lostReason }: Effect): DealUpdate {
  return {
    pipelineId,
    stageId,
    status,
    ...(ownerId !== null && { ownerId }),
    ...(status === 'lost' && lostReason !== null && { lostReason }),
  };
}
