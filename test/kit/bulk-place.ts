import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Company } from '#core/company.ts';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import { createBulkRunner } from '#sync/bulk/run-bulk.ts';
import { startInstance } from '#sync/engine/advance.ts';
import type { Bell } from '#sync/engine/bell.ts';
import { bulkApi } from '#sync/http/bulk-api.ts';
import { createLog } from '#sync/log.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { readJournal } from '#sync/store/journal.ts';
import { aCompany, aDeal, aPerson, observed, sales } from './account-request-samples.ts';
import { eventually } from './start-world.ts';
import { createTestDatabase } from './test-database.ts';
import { openWorkDoors, type WorkDoors } from './work-doors.ts';

const silentBell = { ring: () => undefined, ringAt: () => undefined } as unknown as Bell;

/** A store, the doors of bulk decisions, and as many nodes as a test wants; effects are carried out by nobody. */
export interface BulkPlace {
  database: Database;
  doors: WorkDoors;
  /** The company all requests belong to, whatever id they bear; what its people may do changes while a test runs. */
  company: Company;
  aNode(options?: {
    isHeldBack?(): boolean;
    companyOf?(id: string): Company;
  }): ReturnType<typeof createBulkRunner>;
  pendingRequests(count: number, companyId?: string): Promise<string[]>;
  /** Sends a bulk decision. @returns its id */
  order(body: object, staffId?: number): Promise<string>;
  look(id: string, language?: 'fr' | 'en'): Promise<BulkDecisionView>;
  /** The bulk decision once it is through. */
  finished(id: string): Promise<BulkDecisionView>;
  /** How often a request was refused. */
  refusalsOf(requestId: string): Promise<number>;
  /** Somebody carries everything out that is due. */
  carryOut(): Promise<unknown>;
  close(): Promise<void>;
}

/** The body of a bulk refusal. */
export const refuse = (requestIds: string[], more: object = {}) => ({
  commandId: randomUUID(),
  type: 'refuse-request',
  reason: 'individual',
  requestIds,
  ...more,
});

export async function openBulkPlace(): Promise<BulkPlace> {
  const test = await createTestDatabase();
  const database = await openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined });
  const { db } = database;
  const company = aCompany();
  const doors = await openWorkDoors([company, { ...company, id: '1002' }], (callerOf) => ({
    '/bulk-decisions': bulkApi({ db, bell: silentBell, callerOf }),
  }));
  let personId = 1000;
  const look = async (id: string, language: 'fr' | 'en' = 'fr') =>
    (await doors.call<BulkDecisionView>(`/bulk-decisions/${id}`, { language })).body;
  const place: BulkPlace = {
    database,
    doors,
    company,
    look,
    aNode: ({ isHeldBack = () => false, companyOf = () => place.company } = {}) =>
      createBulkRunner({ db, companyOf, bell: silentBell, log: createLog('silent'), isHeldBack }),
    pendingRequests: async (count, companyId = '1001') => {
      const ids = [];
      for (let n = 0; n < count; n += 1) {
        personId += 1;
        const emails = [`p${personId}@mairie.example.org`];
        const person = aPerson({ id: personId, name: `Personne ${personId}`, emails });
        const event = observed({ person, deals: [aDeal({ id: personId, personId })] });
        const start = { company: companyId, process: 'account-request' as const, event, now: new Date() };
        const started = await db
          .transaction()
          .execute((store) => startInstance(store, () => place.company, start));
        ids.push(started.instanceId);
      }
      return ids;
    },
    order: async (body, staffId = sales) => {
      const answer = await doors.call<{ id: string }>('/bulk-decisions', { body, staffId });
      expect(answer.status).toBe(202);
      return answer.body.id;
    },
    finished: (id) =>
      eventually(async () => {
        const view = await look(id);
        return view.finishedAt !== null && view;
      }, 30_000),
    refusalsOf: async (requestId) => {
      const lines = await readJournal(db, requestId);
      const isRefusal = (line: (typeof lines)[number]) =>
        line.event.type === 'refusal-requested' && line.outcome === 'advanced';
      return lines.filter(isRefusal).length;
    },
    carryOut: () => database.pool.query("update effects set state = 'done' where state = 'waiting'"),
    close: async () => {
      await doors.close();
      await database.close();
      await test.drop();
    },
  };
  return place;
}
