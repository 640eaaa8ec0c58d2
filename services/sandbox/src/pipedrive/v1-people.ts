import { Router } from 'express';
import { z } from 'zod';
import type { Charge } from './budget.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { byId } from './lookup.ts';
import { mergeDeals, mergePersons } from './merges.ts';
import { Refusal } from './refusal.ts';
import { pathId } from './strict-input.ts';
import { tolerant } from './v1-input.ts';
import { dealV1 } from './v1-note-deal-views.ts';
import { personV1 } from './v1-person-views.ts';
import { meView, userView } from './v1-user-views.ts';

const mergeBody = z.object({ merge_with_id: z.coerce.number().int().positive() });

function userNotFound(): Refusal {
  return new Refusal(404, { success: false, error: 'User not found or not accessible.' });
}

/** Users and activity types of v1 (pipedrive.md 2.8, 2.9): the list holds inactive users too. */
export function userRoutes({ memory }: PipedriveContext, actor: Actor, charge: Charge): Router {
  const router = Router();
  router.get('/users', charge(20), (_request, response) => {
    const data = memory.users.map((user) => userView(user, user.id === actor.userId));
    response.json({ success: true, data });
  });
  router.get('/users/me', charge(2), (_request, response) => {
    const user = byId(memory.users, actor.userId);
    if (!user) throw userNotFound();
    response.json({ success: true, data: meView(memory, user) });
  });
  router.get('/users/:id', charge(2), (request, response) => {
    const user = byId(memory.users, pathId(request.params));
    if (!user) throw userNotFound();
    response.json({ success: true, data: userView(user, user.id === actor.userId) });
  });
  router.get('/activityTypes', charge(20), (_request, response) => {
    const common = { color: null, active_flag: true, is_custom_flag: false };
    const times = { add_time: '2024-01-08 09:00:00', update_time: '2024-01-08 09:00:00' };
    response.json({
      success: true,
      data: memory.activityTypes.map((type) => ({ ...type, ...common, ...times })),
    });
  });
  return router;
}

/** Merges of v1 (pipedrive.md 2.12): the record named in `merge_with_id` is kept. */
export function mergeRoutes(context: PipedriveContext, actor: Actor, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.put('/deals/:id/merge', charge(40), (request, response) => {
    const { merge_with_id } = tolerant(mergeBody, request.body);
    const loserId = pathId(request.params);
    const survivor = mergeDeals(context, actor, loserId, merge_with_id);
    response.json({ success: true, data: { ...dealV1(memory, survivor), merge_what_id: loserId } });
  });
  router.put('/persons/:id/merge', charge(40), (request, response) => {
    const { merge_with_id } = tolerant(mergeBody, request.body);
    const loserId = pathId(request.params);
    const survivor = mergePersons(context, actor, loserId, merge_with_id);
    response.json({ success: true, data: { ...personV1(memory, survivor), merge_what_id: loserId } });
  });
  return router;
}
