import { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId, nextId, removeById } from './lookup.ts';
import type { FieldOwner, PipedriveMemory } from './records.ts';
import { refusal } from './refusal.ts';
import { booleanText, pathId } from './strict-input.ts';
import type { FilterCondition, SavedFilter } from './structure-records.ts';
import { v1Time, v2Time } from './times.ts';
import { tolerant } from './v1-input.ts';

const types = ['deals', 'leads', 'org', 'people', 'products', 'activity', 'projects'] as const;
const operators = [
  ...['=', '!=', '<', '>', '<=', '>=', 'IS NULL', 'IS NOT NULL'],
  ...["LIKE '$%'", "LIKE '%$%'", "NOT LIKE '$%'"],
];
const conditionsMax = 16;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const condition = z.object({
  object: z.enum(['person', 'deal', 'organization', 'product', 'activity']),
  field_id: z.coerce.string().regex(/^\d+$/, 'must be the id of a field'),
  operator: z.enum(operators),
  value: scalar.default(null),
  extra_value: scalar.default(null),
});
const group = <const G extends 'and' | 'or'>(glue: G) =>
  z.object({ glue: z.literal(glue), conditions: z.array(condition) });
/** One group of two: first `and`, then `or`; either may be empty (pipedrive.md 2.9). */
const conditions = z.object({
  glue: z.literal('and'),
  conditions: z.tuple([group('and'), group('or')]),
});

const filterPatch = z.object({ name: z.string().min(1).max(255).optional(), conditions });
const filterBody = filterPatch.extend({ name: z.string().min(1).max(255), type: z.enum(types) });
const filterList = z.object({ type: z.enum(types).optional() });
const filterView = z.object({ include_field_code: booleanText.optional() });

type Sent = z.infer<typeof conditions>;

function fieldOf(memory: PipedriveMemory, { object, field_id }: FilterCondition) {
  const definitions = memory.fields[object as FieldOwner] ?? [];
  return definitions.find((each) => each.id === Number(field_id));
}

/** Throws 400 for too many conditions, or for one on a field that is not there. */
function checkConditions(memory: PipedriveMemory, sent: Sent): void {
  const all = sent.conditions.flatMap((each) => each.conditions);
  if (all.length > conditionsMax) throw refusal(400, 'Too many conditions', `at most ${conditionsMax}`);
  const lost = all.find((each) => each.object in memory.fields && !fieldOf(memory, each));
  if (lost) throw refusal(400, 'Invalid conditions', `field_id ${lost.field_id} of ${lost.object}`);
}

function listed({ conditions: _conditions, ...filter }: SavedFilter): object {
  return {
    ...filter,
    filter_code: null,
    is_editable: true,
    active_flag: true,
    temporary_flag: false,
    visible_to: '7',
    last_used_time: null,
    custom_view_id: null,
    add_time: v1Time(filter.add_time),
    update_time: v1Time(filter.update_time),
  };
}

function whole(memory: PipedriveMemory, filter: SavedFilter, query: unknown): object {
  const { include_field_code } = tolerant(filterView, query);
  const view = (each: FilterCondition): object => ({
    ...each,
    json_value_flag: false,
    ...(include_field_code ? { field_code: fieldOf(memory, each)?.field_code ?? null } : {}),
  });
  const groups = filter.conditions.conditions.map(({ glue, conditions: held }) => ({
    glue,
    conditions: held.map(view),
  }));
  return { ...listed(filter), conditions: { glue: 'and', conditions: groups } };
}

function addFilter({ memory, now, changed }: PipedriveContext, userId: number, body: unknown): SavedFilter {
  const sent = tolerant(filterBody, body);
  checkConditions(memory, sent.conditions);
  const at = v2Time(now());
  const times = { add_time: at, update_time: at };
  const filter: SavedFilter = { id: nextId(memory, 'filter'), ...sent, user_id: userId, ...times };
  memory.filters.push(filter);
  changed();
  return filter;
}

function changeFilter({ memory, now, changed }: PipedriveContext, filter: SavedFilter, body: unknown): void {
  const sent = tolerant(filterPatch, body);
  checkConditions(memory, sent.conditions);
  filter.name = sent.name ?? filter.name;
  filter.conditions = sent.conditions;
  filter.update_time = v2Time(now());
  changed();
}

/** Saved filters of v1 (pipedrive.md 2.9): the list is not paged and leaves the conditions out. */
export function filterRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory, changed } = context;
  const router = Router();
  const known = (params: Parameters<typeof pathId>[0]): SavedFilter => {
    const filter = byId(memory.filters, pathId(params));
    if (!filter) throw refusal(404, 'Filter not found');
    return filter;
  };
  router.get('/filters', charge(20), (request, response) => {
    const { type } = tolerant(filterList, request.query);
    const found = memory.filters.filter((filter) => type === undefined || filter.type === type);
    response.json({ success: true, data: found.map(listed) });
  });
  router.get('/filters/:id', charge(2), (request, response) => {
    response.json({ success: true, data: whole(memory, known(request.params), request.query) });
  });
  router.post('/filters', charge(10), (request, response) => {
    const filter = addFilter(context, callerOf(response).userId, request.body);
    response.json({ success: true, data: whole(memory, filter, request.query) });
  });
  router.put('/filters/:id', charge(10), (request, response) => {
    const filter = known(request.params);
    changeFilter(context, filter, request.body);
    response.json({ success: true, data: whole(memory, filter, request.query) });
  });
  router.delete('/filters/:id', charge(6), (request, response) => {
    const { id } = known(request.params);
    removeById(memory.filters, id);
    changed();
    response.json({ success: true, data: { id } });
  });
  return router;
}
