import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import type { Company } from '#core/company.ts';
import { Settings } from '#core/settings.ts';
import type { CatalogueReader } from '#sync/doctor/live-catalogue.ts';
import type { CallerOf } from '#sync/http/configuring-caller.ts';
import { answerProblems } from '#sync/http/problems.ts';
import { createLog } from '#sync/log.ts';

/** Settings that fit the company of `aServedCompany`. */
export const fittingSettings = {
  robotOwners: [11],
  deciders: ['vente@example.org'],
  stages: { accountCreated: 'Compte créé', reconsidered: 'Demande', refused: 'Refusés' },
};

const member = (id: number, name: string, email: string, active = true) => ({
  id,
  name,
  email,
  active,
  roleId: 1,
  isAdmin: id === 21,
});

/** A company whose CRM has everything that `fittingSettings` name. */
export function aServedCompany(settings: unknown = fittingSettings): Company {
  return {
    id: '7001',
    settings: Settings.parse(settings),
    staff: [
      member(11, 'Robot', 'robot@example.org'),
      member(21, 'Équipe vente', 'vente@example.org'),
      member(22, 'Responsable', 'responsable@example.org'),
      member(24, 'Ancien', 'ancien@example.org', false),
    ],
    pipelines: [
      { id: 1, name: 'Suspects', order: 1 },
      { id: 2, name: 'Organismes', order: 2 },
      { id: 3, name: 'Organismes refusés', order: 3 },
    ],
    stages: [
      { id: 10, name: 'Compte créé', pipelineId: 1, order: 1 },
      { id: 20, name: 'Demande', pipelineId: 2, order: 1 },
      { id: 30, name: 'Refusés', pipelineId: 3, order: 1 },
    ],
    personFields: [{ name: 'État de la demande', code: 'abc', type: 'varchar', options: [] }],
    dealFields: [{ name: 'Besoin', code: 'def', type: 'text', options: [] }],
  };
}

/** The CRM of a company, as far as its set-up is read. */
export function readerOf(crm: Company): CatalogueReader {
  return {
    listUsers: async () => crm.staff,
    listPipelines: async () => crm.pipelines,
    listStages: async () => crm.stages,
    listPersonFields: async () => crm.personFields,
    listDealFields: async () => crm.dealFields,
    listActivityTypes: async () => [{ id: 1, key: 'call', name: 'Appel', active: true }],
    listRoles: async () => [],
  };
}

/** An administrator of the company, unless the header `x-staff` says otherwise. */
export function callerIn(company: () => Company): CallerOf {
  return (request) => {
    const name = request.get('x-staff') ?? 'admin';
    const [staff] = company().staff;
    if (!staff) throw new Error('The company has no staff.');
    return {
      company: company(),
      staff: { ...staff, name, id: name === 'admin' ? 21 : 22 },
      language: request.get('accept-language') === 'en' ? 'en' : 'fr',
      mayConfigure: name !== 'colleague',
    };
  };
}

export interface Doors {
  call(
    path: string,
    options?: { method?: string; body?: unknown; staff?: string; language?: string },
  ): Promise<{ status: number; body: Record<string, unknown>; text: string; headers: Headers }>;
  close(): Promise<void>;
}

/** Opens a router on a port of its own, without the sign-in before it. */
export async function openDoors(router: Router): Promise<Doors> {
  const app = express();
  app.use(express.json({ limit: '1mb' }), router, answerProblems(createLog('silent')));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    call: async (path, { method, body, staff = 'admin', language = 'fr' } = {}) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { 'content-type': 'application/json', 'x-staff': staff, 'accept-language': language },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      return {
        status: response.status,
        body: isJson ? JSON.parse(text) : {},
        text,
        headers: response.headers,
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
