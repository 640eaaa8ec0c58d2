import { liveById } from './lookup.ts';
import type { Deal, PipedriveMemory } from './records.ts';
import { invalid, refusal } from './refusal.ts';

type Place = { pipeline_id: number; stage_id: number };
type SentPlace = { pipeline_id?: number | undefined; stage_id?: number | undefined };

function firstStage(memory: PipedriveMemory, pipelineId: number): Place {
  const stages = memory.stages.filter((stage) => stage.pipeline_id === pipelineId && !stage.is_deleted);
  const first = stages.toSorted((a, b) => a.order_nr - b.order_nr)[0];
  if (!first) throw refusal(400, 'Pipeline not found', `pipeline_id ${pipelineId}`);
  return { pipeline_id: pipelineId, stage_id: first.id };
}

/**
 * Where a deal stands after a write.
 * A stage without its pipeline moves the deal to the pipeline of that stage, and a pipeline without a stage
 * to its first stage: both UNVERIFIED (pipedrive.md 2.4), chosen because a deal must stand somewhere whole.
 * A stage that is not in the sent pipeline is refused with 400.
 */
export function placeOf(memory: PipedriveMemory, current: Place | undefined, sent: SentPlace): Place {
  if (sent.stage_id !== undefined) {
    const stage = liveById(memory.stages, sent.stage_id);
    if (!stage) throw refusal(400, 'Stage not found', `stage_id ${sent.stage_id}`);
    if (sent.pipeline_id !== undefined && sent.pipeline_id !== stage.pipeline_id) {
      throw refusal(400, 'Stage does not belong to the pipeline', `stage_id ${sent.stage_id}`);
    }
    return { pipeline_id: stage.pipeline_id, stage_id: stage.id };
  }
  if (sent.pipeline_id !== undefined && sent.pipeline_id !== current?.pipeline_id) {
    return firstStage(memory, sent.pipeline_id);
  }
  if (!current) return firstStage(memory, memory.pipelines.find((pipeline) => !pipeline.is_deleted)?.id ?? 0);
  return { pipeline_id: current.pipeline_id, stage_id: current.stage_id };
}

type Outcome = Pick<
  Deal,
  'status' | 'lost_reason' | 'close_time' | 'won_time' | 'lost_time' | 'first_won_time'
>;
type SentOutcome = {
  status?: Deal['status'] | undefined;
  lost_reason?: string | null | undefined;
  close_time?: string | null | undefined;
  won_time?: string | null | undefined;
  lost_time?: string | null | undefined;
};

function refuseMismatch(status: Deal['status'], sent: SentOutcome): void {
  const wrong = [
    sent.lost_reason && status !== 'lost' ? 'lost_reason' : null,
    sent.lost_time && status !== 'lost' ? 'lost_time' : null,
    sent.won_time && status !== 'won' ? 'won_time' : null,
    sent.close_time && status === 'open' ? 'close_time' : null,
  ].filter((key) => key !== null);
  if (wrong.length > 0) throw invalid(wrong.map((key) => `${key}: not allowed when status is ${status}`));
}

const openOutcome: Outcome = {
  status: 'open',
  lost_reason: null,
  close_time: null,
  won_time: null,
  lost_time: null,
  first_won_time: null,
};

function closedOutcome(base: Outcome, status: 'won' | 'lost', sent: SentOutcome, at: string): Outcome {
  const wonTime = status === 'won' ? (sent.won_time ?? base.won_time ?? at) : null;
  const lostTime = status === 'lost' ? (sent.lost_time ?? base.lost_time ?? at) : null;
  return {
    status,
    lost_reason: status === 'lost' ? (sent.lost_reason ?? base.lost_reason) : null,
    close_time: sent.close_time ?? wonTime ?? lostTime,
    won_time: wonTime,
    lost_time: lostTime,
    first_won_time: base.first_won_time ?? wonTime,
  };
}

/**
 * Status, reason and times of a deal after a write at instant `at` (v2 text).
 * Times and reason belong to their status alone, else 400 (pipedrive.md 2.4). Reopening clears all of them:
 * UNVERIFIED in detail there, chosen as what a live open deal looks like (2.3).
 */
export function outcomeOf(current: Outcome | undefined, sent: SentOutcome, at: string): Outcome {
  const base = current ?? openOutcome;
  const status = sent.status ?? base.status;
  refuseMismatch(status, sent);
  if (status === 'open') return { ...openOutcome, first_won_time: base.first_won_time };
  return closedOutcome(base, status, sent, at);
}
