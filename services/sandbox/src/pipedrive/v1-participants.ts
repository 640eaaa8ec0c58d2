import { Router } from 'express';
import { z } from 'zod';
import { callerOf } from './authentication.ts';
import type { Charge } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { liveById } from './lookup.ts';
import { v1ListBody } from './paging.ts';
import { addParticipant, removeParticipant } from './participant-writes.ts';
import { notFound } from './refusal.ts';
import { pathId } from './strict-input.ts';
import { startLimit, tolerant } from './v1-input.ts';
import { participantView } from './v1-person-views.ts';

const participantBody = z.object({ person_id: z.coerce.number().int().positive() });

/** Participants of deals, v1 only (pipedrive.md 2.4). */
export function participantRoutes(context: PipedriveContext, charge: Charge): Router {
  const { memory } = context;
  const router = Router();
  router.get('/deals/:id/participants', charge(10), (request, response) => {
    const { start, limit } = tolerant(startLimit, request.query);
    const dealId = pathId(request.params);
    if (!liveById(memory.deals, dealId)) throw notFound();
    const rows = memory.participants.filter((row) => row.deal_id === dealId);
    const views = rows.map((row) => participantView(memory, row));
    response.json(v1ListBody(views, start, limit));
  });
  router.post('/deals/:id/participants', charge(10), (request, response) => {
    const { person_id } = tolerant(participantBody, request.body);
    const row = addParticipant(context, callerOf(response), pathId(request.params), person_id);
    response.json({ success: true, data: participantView(memory, row) });
  });
  router.delete('/deals/:id/participants/:participantId', charge(6), (request, response) => {
    const id = pathId(request.params, 'participantId');
    removeParticipant(context, pathId(request.params), id);
    response.json({ success: true, data: { id } });
  });
  return router;
}
