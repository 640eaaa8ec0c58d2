import { type RequestHandler, Router } from 'express';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import {
  addField,
  addOptions,
  fieldBody,
  fieldPatch,
  optionsBody,
  optionsPatch,
  optionsRemoval,
  removeField,
  removeOptions,
  renameField,
  renameOptions,
} from './field-writes.ts';
import { listBody, pageOf } from './paging.ts';
import { fieldList } from './queries.ts';
import type { FieldDefinition, FieldOption, FieldOwner } from './records.ts';
import { notFound } from './refusal.ts';
import { parseStrict } from './strict-input.ts';

function subfields({ field_type, field_code }: FieldDefinition): object[] | null {
  if (field_type !== 'monetary') return null;
  return [
    { field_code: 'value', field_name: `Amount of ${field_code}`, field_type: 'double' },
    { field_code: 'currency', field_name: `Currency of ${field_code}`, field_type: 'varchar' },
  ];
}

// Definitions have no numeric id in v2 (pipedrive.md 2.10).
function fieldView(field: FieldDefinition): object {
  const { id: _id, ...shown } = field;
  return { ...shown, subfields: subfields(field), is_optional_response_field: false };
}

function listFields({ memory }: PipedriveContext, owner: FieldOwner, query: unknown): object {
  const page = pageOf(memory.fields[owner], parseStrict(fieldList, query));
  return listBody({ ...page, items: page.items.map(fieldView) });
}

const fieldPaths: Record<FieldOwner, string> = {
  deal: '/dealFields',
  person: '/personFields',
  organization: '/organizationFields',
};

/** Field definitions and options of v2 (pipedrive.md 2.10). */
export function fieldRoutes(context: PipedriveContext, charge: Charge): Router {
  const router = Router();
  for (const owner of ['deal', 'person', 'organization'] as const) {
    addDefinitionRoutes(router, context, owner, charge);
    addOptionRoutes(router, context, owner, charge);
  }
  return router;
}

function addDefinitionRoutes(
  router: Router,
  context: PipedriveContext,
  owner: FieldOwner,
  charge: Charge,
): void {
  const path = fieldPaths[owner];
  router.get(path, charge(10), (request, response) => {
    response.json(listFields(context, owner, request.query));
  });
  router.get(`${path}/:code`, charge(1), (request, response) => {
    const field = context.memory.fields[owner].find((each) => each.field_code === request.params.code);
    if (!field) throw notFound();
    response.json({ success: true, data: fieldView(field) });
  });
  router.post(path, charge(5), (request, response) => {
    const field = addField(context, owner, parseStrict(fieldBody(owner), request.body));
    response.json({ success: true, data: fieldView(field) });
  });
  router.patch(`${path}/:code`, charge(5), (request, response) => {
    const sent = parseStrict(fieldPatch(owner), request.body);
    const field = renameField(context, owner, String(request.params.code), sent);
    response.json({ success: true, data: fieldView(field) });
  });
  router.delete(`${path}/:code`, charge(3), (request, response) => {
    const field = removeField(context, owner, String(request.params.code));
    response.json({ success: true, data: fieldView(field) });
  });
}

function addOptionRoutes(router: Router, context: PipedriveContext, owner: FieldOwner, charge: Charge): void {
  const path = `${fieldPaths[owner]}/:code/options`;
  const answer =
    (act: (code: string, body: unknown) => FieldOption[]): RequestHandler<{ code: string }> =>
    (request, response) => {
      const data = act(request.params.code, request.body).map(({ id, label }) => ({ id, label }));
      response.json({ success: true, data, additional_data: null });
    };
  router.post(
    path,
    charge(5),
    answer((code, body) => addOptions(context, owner, code, parseStrict(optionsBody, body))),
  );
  router.patch(
    path,
    charge(5),
    answer((code, body) => renameOptions(context, owner, code, parseStrict(optionsPatch, body))),
  );
  router.delete(
    path,
    charge(3),
    answer((code, body) => removeOptions(context, owner, code, parseStrict(optionsRemoval, body))),
  );
}
