import { randomBytes, randomUUID } from 'node:crypto';
import type { Company } from '#core/company.ts';
import type { Event } from '#core/events.ts';
import { createFollower, type Follower } from '#sync/approvals/follow-requests.ts';
import type { ApprovalOptions } from '#sync/approvals/options.ts';
import { advanceInstance, startInstance } from '#sync/engine/advance.ts';
import { createLog } from '#sync/log.ts';
import { writeFact } from '#sync/store/company-facts.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { createFakeSlack, type FakeSlack } from '../fakes/fake-slack.ts';
import { aCompany, aDeal, anOrganization, aPerson, lookedUp, observed } from './account-request-samples.ts';
import { createTestDatabase } from './test-database.ts';

/** Before any of the sample requests. */
export const connectedAt = '2026-11-01T00:00:00.000Z';
export const channel = 'C0000000001';

/** Requests of one company, followed in a Slack in memory. Vendors are not called: what they answer is told. */
export interface AnnouncedRequests {
  database: Database;
  slack: FakeSlack;
  options: ApprovalOptions;
  /** By how much the approvals' clock is ahead of the real one. */
  clock: { aheadMs: number };
  company: { settings: Record<string, unknown>; announces: boolean; desk: boolean };
  follower: Follower;
  /** A request that stands in `pending`; several have different people. */
  request(person?: { name?: string; organization?: string }): Promise<string>;
  tell(id: string, event: Event): Promise<void>;
  /** A request whose message is there. */
  shown(): Promise<{ id: string; ts: string }>;
  /** What waits to be shown. */
  marks(): Promise<{ attempts: number; problem: { word: string } | null; later: boolean }[]>;
  /** How many calls of Slack began so. */
  count(call: string): number;
  /** Takes all that is due: nothing is left to show but what waits for a later time. */
  followed(): Promise<void>;
  /** Sets the approvals' clock. */
  at(instant: string): void;
  /** Makes what waits for a later try due now. */
  hurry(): Promise<void>;
  /** Another node, or this one after a restart. */
  restart(): Promise<void>;
  /** No request, no message, the settings as they come, and the real time. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function announcedRequests(settings: Record<string, unknown> = {}): Promise<AnnouncedRequests> {
  const test = await createTestDatabase();
  const database = await openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined });
  const slack = createFakeSlack();
  const clock = { aheadMs: 0 };
  const company = { settings, announces: true, desk: false };
  const companyOf = (): Company => ({
    ...aCompany(company.settings),
    announces: company.announces,
    desk: company.desk,
  });
  const options: ApprovalOptions = {
    db: database.db,
    companies: {
      ids: () => ['1001'],
      find: () => undefined,
      companyOf,
    },
    slackOf: () => ({ slack, channel, teamId: 'T1' }),
    buttonKey: randomBytes(32),
    log: createLog('silent'),
    now: () => new Date(Date.now() + clock.aheadMs),
  };
  await writeFact(database.db, '1001', 'slack-connection', { teamId: 'T1', connectedAt });
  let personId = 100;
  const world: AnnouncedRequests = {
    database,
    slack,
    options,
    clock,
    company,
    follower: createFollower(options),
    request: async ({ name = 'Camille Exemple', organization = 'Mairie d’Exemple' } = {}) => {
      personId += 1;
      const person = aPerson({
        id: personId,
        name,
        organizationId: personId,
        emails: [`${randomUUID()}@example.org`],
      });
      const deals = [aDeal({ id: personId, personId, organizationId: personId })];
      const event = observed({
        person,
        deals,
        organization: { ...anOrganization, id: personId, name: organization },
      });
      const start = { company: '1001', process: 'account-request', event, now: new Date() } as const;
      const started = await database.db
        .transaction()
        .execute((store) => startInstance(store, companyOf, start));
      await world.tell(started.instanceId, lookedUp(null));
      return started.instanceId;
    },
    tell: async (id, event) => {
      await database.db.transaction().execute((store) => advanceInstance(store, companyOf, id, event));
    },
    shown: async () => {
      const id = await world.request();
      await world.followed();
      const ts = slack.posts().at(-1)?.ts;
      if (ts === undefined) throw new Error('no message came');
      return { id, ts };
    },
    marks: async () =>
      (await database.pool.query('select attempts, problem, due_at > now() as later from approval_changes'))
        .rows,
    count: (call) => slack.calls.filter((one) => one.startsWith(call)).length,
    followed: async () => {
      world.follower.poke();
      await world.follower.idle();
    },
    at: (instant) => {
      clock.aheadMs = Date.parse(instant) - Date.now();
    },
    hurry: async () => {
      await database.pool.query('update approval_changes set due_at = now() where held_until is null');
    },
    restart: async () => {
      await world.follower.stop();
      world.follower = createFollower(options);
    },
    reset: async () => {
      Object.assign(company, { settings: {}, announces: true, desk: false });
      clock.aheadMs = 0;
      await database.pool.query('delete from instances; delete from approval_changes');
      await world.restart();
      await world.followed();
      slack.messages.length = 0;
      slack.calls.length = 0;
      slack.down = null;
    },
    stop: async () => {
      await world.follower.stop();
      await database.close();
      await test.drop();
    },
  };
  return world;
}

/** The buttons of a message or a Home, by their action ids. */
export function actionsOf(shown: unknown): string[] {
  return [...JSON.stringify(shown).matchAll(/"action_id":"([^"]+)"/g)].map(([, id = '']) => id);
}
