import { Router } from 'express';
import { callerOf } from './authentication.ts';
import { dealBody, dealPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { addDeal, changeDeal, removeDeal } from './deal-writes.ts';
import { savedFilterFor } from './filter-match.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { dealList, viewQuery } from './queries.ts';
import type { Deal } from './records.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { dealView } from './v2-views.ts';
import { visibleTo } from './visibility.ts';

// `deleted` is a mark beside the status; without a status filter deleted deals are left out (pipedrive.md 2.2).
function ofStatus(deal: Deal, wanted: string[] | undefined): boolean {
  if (!wanted) return !deal.is_deleted;
  return wanted.includes(deal.is_deleted ? 'deleted' : deal.status);
}

function listDeals(context: PipedriveContext, userId: number, query: unknown, archived: boolean): object {
  const { memory } = context;
  const asked = parseStrict(dealList, query);
  const { owner_id, person_id, org_id, pipeline_id, stage_id } = asked;
  const visible = visibleTo(memory, userId, memory.deals).filter((deal) => deal.is_archived === archived);
  const candidates = visible.filter((deal) => ofStatus(deal, asked.status));
  const deals =
    asked.filter_id === undefined
      ? selected(candidates, asked, { owner_id, person_id, org_id, pipeline_id, stage_id })
      : live(visible).filter(savedFilterFor(memory, 'deal', asked.filter_id));
  const page = pageOf(deals, asked);
  return listBody({ ...page, items: page.items.map((deal) => dealView(memory, deal, asked)) });
}

/** Deals of v2 (pipedrive.md 2.4); writes are made as the user of the token. */
export function dealRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/deals', charge(10), (request, response) => {
    response.json(listDeals(context, callerOf(response).userId, request.query, false));
  });
  router.get('/deals/archived', charge(20), (request, response) => {
    response.json(listDeals(context, callerOf(response).userId, request.query, true));
  });
  router.get('/deals/:id', charge(1), (request, response) => {
    const deal = byId(memory.deals, pathId(request.params));
    if (!deal) throw notFound();
    response.json({ success: true, data: dealView(memory, deal, parseStrict(viewQuery, request.query)) });
  });
  router.post('/deals', charge(5), (request, response) => {
    const deal = addDeal(context, callerOf(response), parseStrict(dealBody, request.body));
    response.json({ success: true, data: dealView(memory, deal) });
  });
  router.patch('/deals/:id', charge(5), (request, response) => {
    const deal = changeDeal(
      context,
      callerOf(response),
      pathId(request.params),
      parseStrict(dealPatch, request.body),
    );
    response.json({ success: true, data: dealView(memory, deal) });
  });
  router.delete('/deals/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeDeal(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
