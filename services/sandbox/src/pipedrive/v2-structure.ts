import { Router } from 'express';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { pipelineList, stageList } from './queries.ts';
import { notFound } from './refusal.ts';
import { parseStrict, pathId } from './strict-input.ts';
import {
  addPipeline,
  addStage,
  changePipeline,
  changeStage,
  pipelineBody,
  pipelinePatch,
  removePipeline,
  removeStage,
  stageBody,
  stagePatch,
} from './structure-writes.ts';

/** Pipelines and stages of v2 (pipedrive.md 2.7): lists leave deleted ones out. */
export function structureRoutes(context: PipedriveContext, charge: Charge): Router {
  const router = Router();
  addPipelineRoutes(router, context, charge);
  addStageRoutes(router, context, charge);
  return router;
}

function addPipelineRoutes(router: Router, context: PipedriveContext, charge: Charge): void {
  const { memory } = context;
  router.get('/pipelines', charge(5), (request, response) => {
    const live = memory.pipelines.filter((pipeline) => !pipeline.is_deleted);
    response.json(listBody(pageOf(live, parseStrict(pipelineList, request.query))));
  });
  router.get('/pipelines/:id', charge(1), (request, response) => {
    const pipeline = byId(memory.pipelines, pathId(request.params));
    if (!pipeline) throw notFound();
    response.json({ success: true, data: pipeline });
  });
  router.post('/pipelines', charge(5), (request, response) => {
    const sent = parseStrict(pipelineBody, request.body);
    response.json({ success: true, data: addPipeline(context, callerOf(response), sent) });
  });
  router.patch('/pipelines/:id', charge(5), (request, response) => {
    const sent = parseStrict(pipelinePatch, request.body);
    const data = changePipeline(context, callerOf(response), pathId(request.params), sent);
    response.json({ success: true, data });
  });
  router.delete('/pipelines/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removePipeline(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
}

function addStageRoutes(router: Router, context: PipedriveContext, charge: Charge): void {
  const { memory } = context;
  router.get('/stages', charge(5), (request, response) => {
    const asked = parseStrict(stageList, request.query);
    const wanted = memory.stages.filter(
      (stage) =>
        !stage.is_deleted && (asked.pipeline_id === undefined || stage.pipeline_id === asked.pipeline_id),
    );
    response.json(listBody(pageOf(wanted, asked)));
  });
  router.get('/stages/:id', charge(1), (request, response) => {
    const stage = byId(memory.stages, pathId(request.params));
    if (!stage) throw notFound();
    response.json({ success: true, data: stage });
  });
  router.post('/stages', charge(5), (request, response) => {
    const sent = parseStrict(stageBody, request.body);
    response.json({ success: true, data: addStage(context, callerOf(response), sent) });
  });
  router.patch('/stages/:id', charge(5), (request, response) => {
    const sent = parseStrict(stagePatch, request.body);
    const data = changeStage(context, callerOf(response), pathId(request.params), sent);
    response.json({ success: true, data });
  });
  router.delete('/stages/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeStage(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
}
