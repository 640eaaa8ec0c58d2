import { Router } from 'express';
import { callerOf } from './authentication.ts';
import { organizationBody, organizationPatch } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { savedFilterFor } from './filter-match.ts';
import { byId } from './lookup.ts';
import { addOrganization, changeOrganization, removeOrganization } from './organization-writes.ts';
import { listBody, pageOf } from './paging.ts';
import { organizationList, viewQuery } from './queries.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { organizationView } from './v2-views.ts';
import { visibleTo } from './visibility.ts';

function listOrganizations({ memory }: PipedriveContext, userId: number, query: unknown): object {
  const asked = parseStrict(organizationList, query);
  const visible = visibleTo(memory, userId, live(memory.organizations));
  const found =
    asked.filter_id === undefined
      ? selected(visible, asked, { owner_id: asked.owner_id })
      : visible.filter(savedFilterFor(memory, 'organization', asked.filter_id));
  const page = pageOf(found, asked);
  return listBody({ ...page, items: page.items.map((each) => organizationView(memory, each, asked)) });
}

/** Organizations of v2 (pipedrive.md 2.6); writes are made as the user of the token. */
export function organizationRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/organizations', charge(10), (request, response) => {
    response.json(listOrganizations(context, callerOf(response).userId, request.query));
  });
  router.get('/organizations/:id', charge(1), (request, response) => {
    const found = byId(memory.organizations, pathId(request.params));
    if (!found) throw notFound();
    const query = parseStrict(viewQuery, request.query);
    response.json({ success: true, data: organizationView(memory, found, query) });
  });
  router.post('/organizations', charge(5), (request, response) => {
    const made = addOrganization(context, callerOf(response), parseStrict(organizationBody, request.body));
    response.json({ success: true, data: organizationView(memory, made) });
  });
  router.patch('/organizations/:id', charge(5), (request, response) => {
    const sent = parseStrict(organizationPatch, request.body);
    const changed = changeOrganization(context, callerOf(response), pathId(request.params), sent);
    response.json({ success: true, data: organizationView(memory, changed) });
  });
  router.delete('/organizations/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeOrganization(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
