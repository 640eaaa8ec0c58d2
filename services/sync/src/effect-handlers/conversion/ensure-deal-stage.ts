import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import type { Handler } from '../handler.ts';
import type { KeepRecord } from '../keep-record.ts';

/**
 * Moves a deal on in one PATCH, after a re-read: one that is closed or gone, or that somebody moved since this was
 * decided, is left where it is.
 */
export function ensureDealStage(pipedrive: Pipedrive, keep: KeepRecord): Handler<'ensure-deal-stage'> {
  return {
    vendor: 'pipedrive',
    run: async ({ dealId, pipelineId, stageId, fromStageId }, { company }) => {
      const deal = await pipedrive.getDeal(dealId);
      if (!deal || deal.status === 'deleted') return { leftAlone: 'gone' };
      if (deal.status !== 'open') return { leftAlone: 'closed' };
      if (deal.stageId === stageId) return { leftAlone: null };
      if (fromStageId !== null && deal.stageId !== fromStageId) return { leftAlone: 'moved' };
      await keep(company.id, 'deal', await pipedrive.updateDeal(dealId, { pipelineId, stageId }));
      return { leftAlone: null };
    },
  };
}
