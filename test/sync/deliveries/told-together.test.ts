import { afterAll, beforeAll, expect, it } from 'vitest';
import { routeBySource } from '#sync/deliveries/route-by-source.ts';
import { createRouter } from '#sync/deliveries/route-deliveries.ts';
import { subjectOf } from '#sync/deliveries/subject.ts';
import type { Bell } from '#sync/engine/bell.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { readJournal } from '#sync/store/journal.ts';
import { linkedInstances } from '#sync/store/links.ts';
import { aCompany, sales } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { envelope, robotPerson, type TestWebhook } from '../../kit/webhooks.ts';

const company = aCompany();
const together = 'Told together with the next one.';
let opened: Database;
let nextId = 500;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** A submission as Pipedrive tells of it: a new person of the robot owner, and their deal. */
function aSubmission() {
  const [personId, dealId] = [nextId++, nextId++];
  const email = `personne-${personId}@mairie.example.org`;
  const person = (changes: object = {}): TestWebhook => ({
    entity: 'person',
    id: personId,
    action: 'create',
    data: robotPerson(personId, email, changes),
  });
  const deal = (changes: object = {}): TestWebhook => {
    const { add_time, update_time } = robotPerson(personId, email);
    const data = {
      id: dealId,
      title: 'Mairie d’Exemple',
      status: 'open',
      owner_id: 12,
      person_id: personId,
      org_id: null,
      pipeline_id: 1,
      stage_id: 1,
      add_time,
      update_time,
      ...changes,
    };
    return { entity: 'deal', id: dealId, data };
  };
  return { personId, dealId, person, deal };
}

/** Routes webhooks about a person that came together. @returns what became of each, in their order */
async function routed(personId: number, ...webhooks: TestWebhook[]) {
  const bodies = webhooks.map((webhook) => envelope(webhook));
  const recorded = bodies.map((body) => ({
    company: company.id,
    source: 'pipedrive',
    key: body.meta.id,
    subject: subjectOf(company.id, personId, ''),
    body: JSON.stringify(body),
    requestId: 'request',
    state: 'recorded' as const,
    reason: null,
  }));
  await insertDeliveries(opened.db, recorded);
  const bell = { ring: () => undefined, ringAt: () => undefined } as unknown as Bell;
  const routing = routeBySource({ companyOf: () => company, staffChanged: async () => undefined });
  const router = createRouter(opened.db, bell, createLog('silent'), routing);
  router.poke();
  await router.idle();
  const keys = recorded.map(({ key }) => key);
  const rows = await opened.db
    .selectFrom('deliveries')
    .select(['state', 'reason'])
    .where('key', 'in', keys)
    .orderBy('id')
    .execute();
  return rows.map(({ state, reason }) => [state, reason]);
}

/** The one request of a person, and how often it was told what Pipedrive knows. */
async function requestOf(personId: number) {
  const [request, ...more] = await linkedInstances(opened.db, company.id, 'person', [String(personId)]);
  expect(more).toEqual([]);
  if (!request) throw new Error('no request was born');
  const journal = await readJournal(opened.db, request.id);
  const told = journal.filter(({ event }) => event.type === 'crm-observed');
  return { ...request, told };
}

it('a person and the deal of one submission are told once, with all that is known of both', async () => {
  const { personId, dealId, person, deal } = aSubmission();
  expect(await routed(personId, person(), deal())).toEqual([
    ['routed', together],
    ['routed', null],
  ]);
  const { told, step, state } = await requestOf(personId);
  expect(told).toHaveLength(1);
  expect(step).toBe('pending');
  expect(state).toMatchObject({ person: { id: personId }, dealId });
});

it('two changes of one record are told one by one', async () => {
  const { personId, person } = aSubmission();
  const renamed = { ...person({ name: 'Nom corrigé' }), action: 'change' as const };
  expect((await routed(personId, person(), renamed))[0]).toEqual(['routed', null]);
  const { told, state } = await requestOf(personId);
  expect(told).toHaveLength(2);
  expect(state).toMatchObject({ person: { name: 'Nom corrigé' } });
});

it.each([
  ['cannot be read', (deal: TestWebhook) => ({ ...deal, data: 'nothing to read' })],
  ['is a deletion', (deal: TestWebhook) => ({ ...deal, action: 'delete' as const, previous: deal.data })],
  ['is a merge', (deal: TestWebhook) => ({ ...deal, meta: { merged_to_id: '77' } })],
  [
    'is about somebody else now',
    (deal: TestWebhook) => ({ ...deal, data: { ...(deal.data as object), person_id: 78 } }),
  ],
] as const)('a person whose next change %s is told on their own', async (_what, changed) => {
  const { personId, person, deal } = aSubmission();
  const [first] = await routed(personId, person(), changed(deal()));
  expect(first).toEqual(['routed', null]);
  const { told } = await requestOf(personId);
  expect(told.at(-1)).toMatchObject({ outcome: 'advanced', stepAfter: 'pending' });
});

it('a colleague who takes a person over is heard, though a change of the deal comes right after', async () => {
  const { personId, person, deal } = aSubmission();
  await routed(personId, person(), deal());
  const later = new Date(Date.now() + 2_000).toISOString();
  const takenOver = { ...person({ owner_id: sales, update_time: later }), action: 'change' as const };
  const [first] = await routed(personId, takenOver, deal({ title: 'Autre titre', update_time: later }));
  expect(first).toEqual(['routed', null]);
  const { told, step, state } = await requestOf(personId);
  expect(step).toBe('withdrawn');
  expect(state).toMatchObject({ withdrawnBecause: 'taken-by-staff' });
  expect(told.map(({ reason }) => reason?.key)).toContain('taken-over');
});
