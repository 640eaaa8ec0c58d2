import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Actor, PipedriveContext } from './context.ts';
import { byId, liveById, nextId, replace } from './lookup.ts';
import type { Pipeline, Stage } from './records.ts';
import { invalid, notFound } from './refusal.ts';
import { v2Time } from './times.ts';

/** PATCH of a pipeline; `order_nr` is read-only (pipedrive.md 2.7). */
export const pipelinePatch = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  is_deal_probability_enabled: z.boolean().optional(),
});

/** POST of a pipeline. */
export const pipelineBody = pipelinePatch.extend({ name: z.string().min(1).max(255) });

/** PATCH of a stage. */
export const stagePatch = z.strictObject({
  name: z.string().min(1).max(255).optional(),
  pipeline_id: z.number().int().positive().optional(),
  deal_probability: z.number().int().min(0).max(100).optional(),
  is_deal_rot_enabled: z.boolean().optional(),
  days_to_rotten: z.number().int().positive().nullable().optional(),
});

/** POST of a stage. */
export const stageBody = stagePatch.extend({
  name: z.string().min(1).max(255),
  pipeline_id: z.number().int().positive(),
});

type PipelinePatch = z.infer<typeof pipelinePatch>;
type StagePatch = z.infer<typeof stagePatch>;

function given<T extends object>(sent: T): Partial<T> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function lastOrder(list: readonly { order_nr: number }[]): number {
  return Math.max(0, ...list.map((each) => each.order_nr));
}

/** Adds a pipeline behind the others; it has no stage yet (UNVERIFIED). Names may repeat (UNVERIFIED). */
export function addPipeline(
  context: PipedriveContext,
  actor: Actor,
  sent: z.infer<typeof pipelineBody>,
): Pipeline {
  const { memory } = context;
  const at = v2Time(context.now());
  const pipeline: Pipeline = {
    id: nextId(memory, 'pipeline'),
    name: sent.name,
    order_nr: lastOrder(memory.pipelines) + 1,
    is_deleted: false,
    is_deal_probability_enabled: sent.is_deal_probability_enabled ?? false,
    add_time: at,
    update_time: at,
  };
  memory.pipelines.push(pipeline);
  context.publish({ action: 'create', entity: 'pipeline', before: null, after: pipeline, actor });
  return pipeline;
}

/** Changes the sent fields of a pipeline. Throws 404 for an unknown or deleted one. */
export function changePipeline(
  context: PipedriveContext,
  actor: Actor,
  id: number,
  sent: PipelinePatch,
): Pipeline {
  const before = liveById(context.memory.pipelines, id);
  if (!before) throw notFound();
  const wanted: Pipeline = { ...before, ...given(sent) } as Pipeline;
  if (isDeepStrictEqual(wanted, before)) return before;
  const after = { ...wanted, update_time: v2Time(context.now()) };
  replace(context.memory.pipelines, after);
  context.publish({ action: 'change', entity: 'pipeline', before, after, actor });
  return after;
}

/** Marks a pipeline as deleted, its stages with it; deals stay where they are (UNVERIFIED). Throws 404. */
export function removePipeline(context: PipedriveContext, actor: Actor, id: number): void {
  const { memory } = context;
  const before = liveById(memory.pipelines, id);
  if (!before) throw notFound();
  for (const stage of memory.stages) {
    if (stage.pipeline_id === id && !stage.is_deleted) removeStage(context, actor, stage.id);
  }
  replace(memory.pipelines, { ...before, is_deleted: true, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'pipeline', before, after: null, actor });
}

/** Adds a stage at the end of its pipeline. Throws 400 for a pipeline that is not there. */
export function addStage(context: PipedriveContext, actor: Actor, sent: z.infer<typeof stageBody>): Stage {
  const { memory } = context;
  checkPipeline(context, sent);
  const at = v2Time(context.now());
  const stage: Stage = {
    id: nextId(memory, 'stage'),
    name: sent.name,
    order_nr: lastOrder(memory.stages.filter((each) => each.pipeline_id === sent.pipeline_id)) + 1,
    pipeline_id: sent.pipeline_id,
    deal_probability: sent.deal_probability ?? 100,
    is_deal_rot_enabled: sent.is_deal_rot_enabled ?? false,
    days_to_rotten: sent.days_to_rotten ?? null,
    is_deleted: false,
    add_time: at,
    update_time: at,
  };
  memory.stages.push(stage);
  context.publish({ action: 'create', entity: 'stage', before: null, after: stage, actor });
  return stage;
}

/** Changes the sent fields of a stage. Throws 404 for an unknown or deleted one, 400 for a lost pipeline. */
export function changeStage(context: PipedriveContext, actor: Actor, id: number, sent: StagePatch): Stage {
  const before = liveById(context.memory.stages, id);
  if (!before) throw notFound();
  checkPipeline(context, sent);
  const wanted = { ...before, ...given(sent) } as Stage;
  if (isDeepStrictEqual(wanted, before)) return before;
  const after = { ...wanted, update_time: v2Time(context.now()) };
  replace(context.memory.stages, after);
  context.publish({ action: 'change', entity: 'stage', before, after, actor });
  return after;
}

/** Marks a stage as deleted; its deals stay in it (UNVERIFIED). Throws 404. */
export function removeStage(context: PipedriveContext, actor: Actor, id: number): void {
  const before = liveById(context.memory.stages, id);
  if (!before) throw notFound();
  replace(context.memory.stages, { ...before, is_deleted: true, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'stage', before, after: null, actor });
}

function checkPipeline({ memory }: PipedriveContext, sent: StagePatch): void {
  if (sent.pipeline_id === undefined || byId(memory.pipelines, sent.pipeline_id)?.is_deleted === false)
    return;
  throw invalid([`pipeline_id: pipeline ${sent.pipeline_id} does not exist`]);
}
