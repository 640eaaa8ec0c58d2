import { Router } from 'express';
import { dealBody, dealPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { addDeal, changeDeal, removeDeal } from './deal-writes.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { dealList, viewQuery } from './queries.ts';
import type { Deal } from './records.ts';
import { notFound } from './refusal.ts';
import { selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { dealView } from './v2-views.ts';

// `deleted` is a mark beside the status; without a status filter deleted deals are left out (pipedrive.md 2.2).
function ofStatus(deal: Deal, wanted: string[] | undefined): boolean {
  if (!wanted) return !deal.is_deleted;
  return wanted.includes(deal.is_deleted ? 'deleted' : deal.status);
}

function listDeals(context: PipedriveContext, query: unknown, archived: boolean): object {
  const { memory } = context;
  const asked = parseStrict(dealList, query);
  const { owner_id, person_id, org_id, pipeline_id, stage_id } = asked;
  const candidates = memory.deals.filter(
    (deal) => deal.is_archived === archived && ofStatus(deal, asked.status),
  );
  const deals = selected(candidates, asked, { owner_id, person_id, org_id, pipeline_id, stage_id });
  const page = pageOf(deals, asked);
  return listBody({ ...page, items: page.items.map((deal) => dealView(memory, deal, asked)) });
}

/** Deals of v2 (pipedrive.md 2.4); writes are made as `actor`. */
export function dealRoutes(context: PipedriveContext, actor: Actor, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/deals', charge(10), (request, response) => {
    response.json(listDeals(context, request.query, false));
  });
  router.get('/deals/archived', charge(20), (request, response) => {
    response.json(listDeals(context, request.query, true));
  });
  router.get('/deals/:id', charge(1), (request, response) => {
    const deal = byId(memory.deals, pathId(request.params));
    if (!deal) throw notFound();
    response.json({ success: true, data: dealView(memory, deal, parseStrict(viewQuery, request.query)) });
  });
  router.post('/deals', charge(5), (request, response) => {
    const deal = addDeal(context, actor, parseStrict(dealBody, request.body));
    response.json({ success: true, data: dealView(memory, deal) });
  });
  router.patch('/deals/:id', charge(5), (request, response) => {
    const deal = changeDeal(context, actor, pathId(request.params), parseStrict(dealPatch, request.body));
    response.json({ success: true, data: dealView(memory, deal) });
  });
  router.delete('/deals/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeDeal(context, actor, id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
