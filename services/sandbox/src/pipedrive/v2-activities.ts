import { Router } from 'express';
import { addActivity, changeActivity, removeActivity } from './activity-writes.ts';
import { callerOf } from './authentication.ts';
import { activityBody } from './bodies.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { listBody, pageOf } from './paging.ts';
import { activityList, activityView as activityViewQuery } from './queries.ts';
import type { Activity } from './records.ts';
import { notFound } from './refusal.ts';
import { live, selected } from './selection.ts';
import { parseStrict, pathId } from './strict-input.ts';
import { activityView } from './v2-views.ts';

function listActivities({ memory }: PipedriveContext, query: unknown): object {
  const asked = parseStrict(activityList, query);
  const { owner_id, deal_id, org_id, done, person_id } = asked;
  const found = selected(live(memory.activities), asked, { owner_id, deal_id, org_id, done });
  const ofPerson = found.filter((each) => person_id === undefined || isPrimary(each, person_id));
  const page = pageOf(ofPerson, asked);
  return listBody({ ...page, items: page.items.map((each) => activityView(each, asked)) });
}

/** The filter looks at the primary participant alone (pipedrive.md 2.8). */
function isPrimary({ participants }: Activity, personId: number): boolean {
  return participants.some((each) => each.primary && each.person_id === personId);
}

/** Activities of v2 (pipedrive.md 2.8); writes are made as the user of the token. */
export function activityRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/activities', charge(10), (request, response) => {
    response.json(listActivities(context, request.query));
  });
  router.get('/activities/:id', charge(1), (request, response) => {
    const activity = byId(memory.activities, pathId(request.params));
    if (!activity) throw notFound();
    const asked = parseStrict(activityViewQuery, request.query);
    response.json({ success: true, data: activityView(activity, asked) });
  });
  router.post('/activities', charge(5), (request, response) => {
    const activity = addActivity(context, callerOf(response), parseStrict(activityBody, request.body));
    response.json({ success: true, data: activityView(activity) });
  });
  router.patch('/activities/:id', charge(5), (request, response) => {
    const sent = parseStrict(activityBody, request.body);
    const activity = changeActivity(context, callerOf(response), pathId(request.params), sent);
    response.json({ success: true, data: activityView(activity) });
  });
  router.delete('/activities/:id', charge(3), (request, response) => {
    const id = pathId(request.params);
    removeActivity(context, callerOf(response), id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
