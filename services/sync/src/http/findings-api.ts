import express, { type Router } from 'express';
import type { FindingsView } from '#core/contract/findings-view.ts';
import type { Language } from '#core/model/localized.ts';
import { type CallerOf, mustConfigure } from './configuring-caller.ts';

/** What the door of the findings needs. */
export interface FindingsApiOptions {
  callerOf: CallerOf;
  /** What is kept; asks nobody outside. */
  findingsOf(companyId: string, reader: Language): Promise<FindingsView>;
}

/** `GET /api/findings`: what has to be put right, for those who may configure. */
export function findingsApi({ callerOf, findingsOf }: FindingsApiOptions): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const caller = callerOf(request);
    mustConfigure(caller);
    response.json(await findingsOf(caller.company.id, caller.language));
  });
  return router;
}
