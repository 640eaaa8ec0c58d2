import express, { type Request, type Router } from 'express';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { requestsOfOrganization } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';
import { malformed } from './problems.ts';
import { presentRows } from './read-requests.ts';

/** What the doors of the organization panel need. */
export interface OrganizationApiOptions {
  db: Kysely<Schema>;
  callerOf(request: Request): Caller;
}

const RecordId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** `/api/organizations/{id}`: the requests of an organization of Pipedrive. Behind the doors of the surfaces. */
export function organizationApi({ db, callerOf }: OrganizationApiOptions): Router {
  const router = express.Router();
  router.get('/:id', async (request, response) => {
    const caller = callerOf(request);
    const id = RecordId.safeParse(request.params.id);
    if (!id.success) throw malformed(['organization']);
    const rows = await requestsOfOrganization(db, caller.company.id, id.data, caller.staff.id);
    response.json({ requests: await presentRows(db, rows, { ...caller, now: new Date() }) });
  });
  return router;
}
