import { Router } from 'express';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { fieldList, pipelineList, stageList } from './queries.ts';
import type { FieldDefinition, FieldOwner, Pipeline, Stage } from './records.ts';
import { notFound } from './refusal.ts';
import { parseStrict, pathId } from './strict-input.ts';

function pipelineView(pipeline: Pipeline): object {
  return { ...pipeline, is_deleted: false, is_deal_probability_enabled: false };
}

function stageView(stage: Stage): object {
  return {
    ...stage,
    is_deleted: false,
    deal_probability: 100,
    is_deal_rot_enabled: false,
    days_to_rotten: null,
  };
}

function subfields(field: FieldDefinition): object[] | null {
  if (field.field_type !== 'monetary') return null;
  const code = field.field_code;
  return [
    { field_code: 'value', field_name: `Amount of ${code}`, field_type: 'double' },
    { field_code: 'currency', field_name: `Currency of ${code}`, field_type: 'varchar' },
  ];
}

function fieldView(field: FieldDefinition): object {
  return { ...field, subfields: subfields(field), is_optional_response_field: false };
}

function listFields({ memory }: PipedriveContext, owner: FieldOwner, query: unknown): object {
  const asked = parseStrict(fieldList, query);
  // Definitions have no numeric id in v2 (pipedrive.md 2.10): their position stands in for paging.
  const numbered = memory.fields[owner].map((field, index) => ({ id: index + 1, field }));
  const page = pageOf(numbered, asked);
  return listBody({ ...page, items: page.items.map(({ field }) => fieldView(field)) });
}

const fieldPaths: Record<FieldOwner, string> = {
  deal: '/dealFields',
  person: '/personFields',
  organization: '/organizationFields',
};

/** Field definitions of v2 (pipedrive.md 2.10), read only. */
function addFieldRoutes(router: Router, context: PipedriveContext, charge: Charge): void {
  for (const owner of ['deal', 'person', 'organization'] as const) {
    router.get(fieldPaths[owner], charge(10), (request, response) => {
      response.json(listFields(context, owner, request.query));
    });
    router.get(`${fieldPaths[owner]}/:code`, charge(1), (request, response) => {
      const field = context.memory.fields[owner].find((each) => each.field_code === request.params.code);
      if (!field) throw notFound();
      response.json({ success: true, data: fieldView(field) });
    });
  }
}

/** Pipelines, stages and field definitions of v2 (pipedrive.md 2.7, 2.10), read only. */
export function structureRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/pipelines', charge(5), (request, response) => {
    const page = pageOf(memory.pipelines, parseStrict(pipelineList, request.query));
    response.json(listBody({ ...page, items: page.items.map(pipelineView) }));
  });
  router.get('/pipelines/:id', charge(1), (request, response) => {
    const pipeline = byId(memory.pipelines, pathId(request.params));
    if (!pipeline) throw notFound();
    response.json({ success: true, data: pipelineView(pipeline) });
  });
  router.get('/stages', charge(5), (request, response) => {
    const asked = parseStrict(stageList, request.query);
    const wanted = memory.stages.filter(
      (stage) => asked.pipeline_id === undefined || stage.pipeline_id === asked.pipeline_id,
    );
    const page = pageOf(wanted, asked);
    response.json(listBody({ ...page, items: page.items.map(stageView) }));
  });
  router.get('/stages/:id', charge(1), (request, response) => {
    const stage = byId(memory.stages, pathId(request.params));
    if (!stage) throw notFound();
    response.json({ success: true, data: stageView(stage) });
  });
  addFieldRoutes(router, context, charge);
  return router;
}
