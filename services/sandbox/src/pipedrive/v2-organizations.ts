import { Router } from 'express';
import { organizationBody, organizationPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { addOrganization, changeOrganization, removeOrganization } from './organization-writes.ts';
import { listBody, pageOf } from './paging.ts';
import { organizationList, viewQuery } from './queries.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { organizationView } from './v2-views.ts';

function listOrganizations({ memory }: PipedriveContext, query: unknown): object {
  const asked = parseStrict(organizationList, query);
  const page = pageOf(selected(live(memory.organizations), asked, { owner_id: asked.owner_id }), asked);
  return listBody({ ...page, items: page.items.map((each) => organizationView(memory, each, asked)) });
}

/** Organizations of v2 (pipedrive.md 2.6); writes are made as `actor`. */
export function organizationRoutes(context: PipedriveContext, actor: Actor, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/organizations', charge(10), (request, response) => {
    response.json(listOrganizations(context, request.query));
  });
  router.get('/organizations/:id', charge(1), (request, response) => {
    const found = byId(memory.organizations, pathId(request.params));
    if (!found) throw notFound();
    const query = parseStrict(viewQuery, request.query);
    response.json({ success: true, data: organizationView(memory, found, query) });
  });
  router.post('/organizations', charge(5), (request, response) => {
    const made = addOrganization(context, actor, parseStrict(organizationBody, request.body));
    response.json({ success: true, data: organizationView(memory, made) });
  });
  router.patch('/organizations/:id', charge(5), (request, response) => {
    const sent = parseStrict(organizationPatch, request.body);
    const changed = changeOrganization(context, actor, pathId(request.params), sent);
    response.json({ success: true, data: organizationView(memory, changed) });
  });
  router.delete('/organizations/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeOrganization(context, actor, id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
