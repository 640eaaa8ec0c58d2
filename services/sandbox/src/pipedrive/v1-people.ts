import { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { mergeDeals, mergePersons } from './merges.ts';
import { v1ListBody } from './paging.ts';
import { Refusal } from './refusal.ts';
import { pathId } from './strict-input.ts';
import { startLimit, tolerant } from './v1-input.ts';
import { dealV1 } from './v1-note-deal-views.ts';
import { personV1 } from './v1-person-views.ts';
import { meView, permissionsView, roleView, userView } from './v1-user-views.ts';

const mergeBody = z.object({ merge_with_id: z.coerce.number().int().positive() });

function userNotFound(): Refusal {
  return new Refusal(404, { success: false, error: 'User not found or not accessible.' });
}

/** Users, their permissions and roles of v1 (pipedrive.md 2.9): the list holds inactive users too. */
export function userRoutes({ memory }: PipedriveContext, charge: Charge): Router {
  const router = Router();
  router.get('/users', charge(20), (_request, response) => {
    const data = memory.users.map((user) => userView(user, user.id === callerOf(response).userId));
    response.json({ success: true, data });
  });
  router.get('/users/me', charge(2), (_request, response) => {
    const user = byId(memory.users, callerOf(response).userId);
    if (!user) throw userNotFound();
    response.json({ success: true, data: meView(memory, user) });
  });
  router.get('/users/:id', charge(2), (request, response) => {
    const user = byId(memory.users, pathId(request.params));
    if (!user) throw userNotFound();
    response.json({ success: true, data: userView(user, user.id === callerOf(response).userId) });
  });
  router.get('/users/:id/permissions', charge(10), (request, response) => {
    const user = byId(memory.users, pathId(request.params));
    if (!user) throw userNotFound();
    response.json({ success: true, data: permissionsView(user) });
  });
  router.get('/roles', charge(20), (request, response) => {
    const { start, limit } = tolerant(startLimit, request.query);
    const views = memory.roles.map((role) => roleView(memory, role));
    response.json(v1ListBody(views, start, limit));
  });
  return router;
}

/** Merges of v1 (pipedrive.md 2.12): the record named in `merge_with_id` is kept. */
export function mergeRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.put('/deals/:id/merge', charge(40), (request, response) => {
    const { merge_with_id } = tolerant(mergeBody, request.body);
    const loserId = pathId(request.params);
    const survivor = mergeDeals(context, callerOf(response), loserId, merge_with_id);
    response.json({ success: true, data: { ...dealV1(memory, survivor), merge_what_id: loserId } });
  });
  router.put('/persons/:id/merge', charge(40), (request, response) => {
    const { merge_with_id } = tolerant(mergeBody, request.body);
    const loserId = pathId(request.params);
    const survivor = mergePersons(context, callerOf(response), loserId, merge_with_id);
    response.json({ success: true, data: { ...personV1(memory, survivor), merge_what_id: loserId } });
  });
  return router;
}
