import type { AddressInfo } from 'node:net';
import express, { type Request, type Router } from 'express';
import type { Company } from '#core/company.ts';
import { can } from '#core/permissions.ts';
import type { Caller } from '#sync/http/authenticate-surface.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { listen } from '#sync/http/server.ts';
import { createLog } from '#sync/log.ts';
import { sales } from './account-request-samples.ts';

/** Who calls, and what: by default a GET of the sales member, in French. */
export interface DoorCall {
  staffId?: number;
  /** One of the companies the doors were opened with; absent = the first. */
  companyId?: string;
  language?: 'fr' | 'en';
  method?: string;
  body?: unknown;
}

/** Doors of surfaces on a port of their own. */
export interface WorkDoors {
  call<Body = Record<string, unknown>>(
    path: string,
    call?: DoorCall,
  ): Promise<{ status: number; body: Body }>;
  close(): Promise<void>;
}

/** Opens routers at their paths; who calls is whoever the test says. */
export async function openWorkDoors(
  companies: readonly Company[],
  routers: (callerOf: (request: Request) => Caller) => Record<string, Router>,
): Promise<WorkDoors> {
  const app = express();
  app.use(express.json());
  for (const [path, router] of Object.entries(routers((request) => callerFrom(companies, request))))
    app.use(path, router);
  app.use(answerProblems(createLog('silent')));
  const server = await listen(app, '127.0.0.1', 0);
  const { port } = server.address() as AddressInfo;
  return {
    async call(path, { staffId = sales, companyId, language = 'fr', body, method } = {}) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: {
          'content-type': 'application/json',
          'accept-language': language,
          'x-staff': String(staffId),
          'x-company': companyId ?? companies[0]?.id ?? '',
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function callerFrom(companies: readonly Company[], request: Request): Caller {
  const company = companies.find(({ id }) => id === request.get('x-company'));
  const staff = company?.staff.find(({ id }) => id === Number(request.get('x-staff')));
  if (!company || !staff) throw new Error('The test names a company and a staff member that there are.');
  const language = request.get('accept-language') === 'en' ? 'en' : 'fr';
  return { company, staff, language, mayDecide: can(company, staff, 'decide') } as Caller;
}
