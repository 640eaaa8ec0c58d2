import express, { type Router } from 'express';
import type { Look } from '../doctor/run-doctor.ts';
import { type CallerOf, mustConfigure } from './configuring-caller.ts';

/** What the door of the doctor needs. */
export interface DoctorApiOptions {
  callerOf: CallerOf;
  /** Looks at everything of one company, and at what the installation's companies share; two at once share a look. */
  look(companyId: string): Promise<Look>;
}

/** `GET /api/doctor`: for administrators; each look asks every partner, and what it finds is kept. */
export function doctorApi({ callerOf, look }: DoctorApiOptions): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    const caller = callerOf(request);
    mustConfigure(caller);
    const found = await look(caller.company.id);
    response.json(found(caller.language));
  });
  return router;
}
