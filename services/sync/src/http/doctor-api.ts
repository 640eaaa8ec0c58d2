import express, { type Router } from 'express';
import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { type CallerOf, mustConfigure } from './configuring-caller.ts';

/** What the door of the doctor needs. */
export interface DoctorApiOptions {
  callerOf: CallerOf;
  /** Looks at everything of one company, and at what the installation's companies share. */
  examine(companyId: string, reader: Language): Promise<DoctorView>;
}

/** `GET /api/doctor`: for administrators; each look asks every partner, so two at once share one. */
export function doctorApi({ callerOf, examine }: DoctorApiOptions): Router {
  const running = new Map<string, Promise<DoctorView>>();
  const router = express.Router();
  router.get('/', async (request, response) => {
    const caller = callerOf(request);
    mustConfigure(caller);
    const key = `${caller.company.id} ${caller.language}`;
    const look =
      running.get(key) ?? examine(caller.company.id, caller.language).finally(() => running.delete(key));
    running.set(key, look);
    response.json(await look);
  });
  return router;
}
