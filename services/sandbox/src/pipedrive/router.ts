import { randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type RequestHandler, Router } from 'express';
import { requireToken, type Tokens } from './authentication.ts';
import { createBudget } from './budget.ts';
import type { PipedriveContext } from './context.ts';
import { requirePermission } from './permissions.ts';
import { Refusal, refusal } from './refusal.ts';
import type { SearchIndex } from './search-index.ts';
import { activityTypeRoutes } from './v1-activity-types.ts';
import { fieldListRoutes } from './v1-fields.ts';
import { filterRoutes } from './v1-filters.ts';
import { noteRoutes } from './v1-notes.ts';
import { participantRoutes } from './v1-participants.ts';
import { mergeRoutes, userRoutes } from './v1-people.ts';
import { webhookRoutes } from './v1-webhooks.ts';
import { activityRoutes } from './v2-activities.ts';
import { dealRoutes } from './v2-deals.ts';
import { fieldRoutes } from './v2-fields.ts';
import { organizationRoutes } from './v2-organizations.ts';
import { personRoutes } from './v2-persons.ts';
import { searchRoutes } from './v2-search.ts';
import { structureRoutes } from './v2-structure.ts';
import { hideInvisible, permittedUserRoutes } from './visibility.ts';

type RouterOptions = { tokens: Tokens; index: SearchIndex };

const correlate: RequestHandler = (_request, response, next) => {
  response.set('x-correlation-id', randomUUID());
  next();
};

const unknownMethod: RequestHandler = () => {
  throw refusal(404, 'Unknown method .');
};

const answerRefusal: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof Refusal) {
    response.status(error.status).json(error.body);
    return;
  }
  if (error instanceof SyntaxError) {
    const { body } = refusal(400, 'Bad request', 'The body is not JSON.');
    response.status(400).json(body);
    return;
  }
  next(error);
};

/** REST under /api/v2, and v1 under its two bases (pipedrive.md 1.2); every write is the token user's, within what user and scopes allow. */
export function pipedriveRouter(context: PipedriveContext, options: RouterOptions): Router {
  const charge = createBudget(context.memory, context.now);
  const v2 = Router();
  // Searches before records, else `/persons/search` would be read as a person's id.
  v2.use(searchRoutes(context, options.index, charge));
  v2.use(hideInvisible(context));
  v2.use(dealRoutes(context, charge));
  v2.use(personRoutes(context, charge));
  v2.use(organizationRoutes(context, charge));
  v2.use(activityRoutes(context, charge));
  v2.use(structureRoutes(context, charge));
  v2.use(fieldRoutes(context, charge));
  const v1 = Router();
  v1.use(hideInvisible(context));
  v1.use(permittedUserRoutes(context, charge));
  v1.use(userRoutes(context, charge));
  v1.use(activityTypeRoutes(context, charge));
  v1.use(filterRoutes(context, charge));
  v1.use(fieldListRoutes(context, charge));
  v1.use(mergeRoutes(context, charge));
  v1.use(participantRoutes(context, charge));
  v1.use(noteRoutes(context, charge));
  v1.use(webhookRoutes(context, charge));
  const { memory } = context;
  const doors = [correlate, requireToken(memory, options.tokens), express.json({ limit: '5mb' })];
  const router = Router();
  router.use('/api/v2', doors, requirePermission(memory, 'v2'), v2, unknownMethod);
  router.use(['/v1', '/api/v1'], doors, requirePermission(memory, 'v1'), v1, unknownMethod);
  router.use(answerRefusal);
  return router;
}
