import nock from 'nock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { tokenCosts } from '#sync/connectors/pipedrive/costs.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { unlimitedBudget } from './unlimited-budget.ts';
import type { Judgement, RecordedRequest } from './vendor-description.ts';
import { readDescriptions } from './vendor-description.ts';

const directory = process.env.OPENAPI_DIR;
const apiUrl = 'https://api.example.org';
const customFields = {
  fa8dd8ed5c7b4ad3a7cb1f04a2a1a6d2c1b0e9f8: 'x',
  '0c5d9ad1d8a74ae8b6ec1b9a4dbe5d21b7a30f44': null,
};
const since = '2026-05-27T06:54:41.123Z';

async function drain(pages: AsyncGenerator<unknown[]>): Promise<void> {
  for await (const page of pages) expect(page.length).toBeGreaterThan(0);
}

/** Every method with every option it has. */
const everyCall: { [Name in keyof Pipedrive]: (pipedrive: Pipedrive) => Promise<unknown> } = {
  getDeal: (pipedrive) => pipedrive.getDeal(7),
  getDealMail: (pipedrive) => pipedrive.getDealMail(7),
  updateDeal: (pipedrive) =>
    pipedrive.updateDeal(7, {
      ownerId: 11,
      pipelineId: 1,
      stageId: 2,
      status: 'lost',
      lostReason: 'Particulier',
    }),
  createDeal: (pipedrive) =>
    pipedrive.createDeal({
      title: 'Mairie',
      personId: 5,
      organizationId: 3,
      ownerId: 11,
      pipelineId: 1,
      stageId: 2,
      customFields,
    }),
  deleteDeal: (pipedrive) => pipedrive.deleteDeal(7),
  mergeDeals: (pipedrive) => pipedrive.mergeDeals(7, 8),
  listDeals: (pipedrive) =>
    drain(
      pipedrive.listDeals({
        ownerId: 1,
        personId: 2,
        organizationId: 3,
        status: 'deleted',
        updatedSince: since,
      }),
    ),
  getPerson: (pipedrive) => pipedrive.getPerson(5),
  updatePerson: (pipedrive) => pipedrive.updatePerson(5, { ownerId: 11, customFields }),
  listPersons: (pipedrive) => drain(pipedrive.listPersons({ ownerId: 11, updatedSince: since })),
  findPersonsByEmail: (pipedrive) => pipedrive.findPersonsByEmail('camille@example.org'),
  createPerson: (pipedrive) =>
    pipedrive.createPerson({
      name: 'Camille Exemple',
      ownerId: 11,
      organizationId: 3,
      email: 'camille@example.org',
      phone: '+33 1 00 00 00 00',
      customFields,
    }),
  getOrganization: (pipedrive) => pipedrive.getOrganization(3),
  updateOrganization: (pipedrive) => pipedrive.updateOrganization(3, { ownerId: 11 }),
  findOrganizationsByName: (pipedrive) => pipedrive.findOrganizationsByName('Mairie d’Exemple'),
  listOrganizations: (pipedrive) => drain(pipedrive.listOrganizations({ ownerId: 11, updatedSince: since })),
  createOrganization: (pipedrive) => pipedrive.createOrganization({ name: 'Mairie', ownerId: 11 }),
  listParticipants: (pipedrive) => pipedrive.listParticipants(7),
  addParticipant: (pipedrive) => pipedrive.addParticipant(7, 5),
  listNotes: (pipedrive) => pipedrive.listNotes(7),
  addNote: (pipedrive) => pipedrive.addNote(7, '<p>Demande acceptée</p>'),
  listActivities: (pipedrive) => pipedrive.listActivities(7),
  listActivitiesOfAll: async (pipedrive) => {
    await drain(pipedrive.listActivitiesOfAll({ updatedSince: since }));
    await drain(pipedrive.listActivitiesOfAll({ onlyOpen: true }));
  },
  addActivity: (pipedrive) =>
    pipedrive.addActivity({
      subject: 'Appeler',
      type: 'call',
      dealId: 7,
      personId: 5,
      ownerId: 11,
      dueOn: '2026-11-22',
    }),
  getActivity: (pipedrive) => pipedrive.getActivity(4),
  updateActivity: (pipedrive) =>
    pipedrive.updateActivity(4, { subject: 'Rappeler', ownerId: 11, dueOn: '2026-11-23', done: true }),
  deleteActivity: (pipedrive) => pipedrive.deleteActivity(4),
  listPipelines: (pipedrive) => pipedrive.listPipelines(),
  listStages: (pipedrive) => pipedrive.listStages(),
  listPersonFields: (pipedrive) => pipedrive.listPersonFields(),
  listDealFields: (pipedrive) => pipedrive.listDealFields(),
  listUsers: (pipedrive) => pipedrive.listUsers(),
  listRoles: (pipedrive) => pipedrive.listRoles(),
  me: (pipedrive) => pipedrive.me(),
  permittedUsersOfDeal: (pipedrive) => pipedrive.permittedUsersOfDeal(7),
  permittedUsersOfPerson: (pipedrive) => pipedrive.permittedUsersOfPerson(5),
  listWebhooks: (pipedrive) => pipedrive.listWebhooks(),
  createWebhook: (pipedrive) =>
    pipedrive.createWebhook({
      object: 'deal',
      action: '*',
      subscriptionUrl: 'https://passerelle.example.org/webhooks/pipedrive/77',
      name: 'Passerelle',
      user: 'passerelle',
      password: 'secret-password',
      userId: 11,
    }),
  deleteWebhook: (pipedrive) => pipedrive.deleteWebhook(4),
  createPipeline: (pipedrive) => pipedrive.createPipeline({ name: 'Demandes' }),
  createStage: (pipedrive) => pipedrive.createStage({ name: 'Reçue', pipelineId: 1 }),
  createPersonField: (pipedrive) => pipedrive.createPersonField({ name: 'Compte', type: 'varchar' }),
  createDealField: (pipedrive) =>
    pipedrive.createDealField({ name: 'Échéance', type: 'enum', options: ['Sous 3 mois', 'Plus tard'] }),
  listFilters: (pipedrive) => pipedrive.listFilters('deals'),
  createFilter: (pipedrive) =>
    pipedrive.createFilter({
      name: 'À traiter',
      type: 'deals',
      conditions: [{ object: 'deal', fieldId: 12463, operator: '=', value: '1' }],
      alternatives: [{ object: 'person', fieldId: 9041, operator: 'IS NOT NULL', value: null }],
    }),
  listFilterFields: async (pipedrive) => {
    await pipedrive.listFilterFields('deal');
    await pipedrive.listFilterFields('person');
  },
  listActivityTypes: (pipedrive) => pipedrive.listActivityTypes(),
  createActivityType: (pipedrive) => pipedrive.createActivityType({ name: 'Rappel', icon: 'call' }),
};

const record = {
  id: 7,
  title: 'Mairie',
  name: 'Mairie',
  status: 'open',
  person_id: 5,
  pipeline_id: 1,
  company_id: 77,
  field_name: 'Compte',
  field_code: 'abc',
  content: '',
  key: 'abc',
  key_string: 'rappel',
  items: [],
};
const listed =
  'deals|persons|organizations|pipelines|stages|personFields|dealFields|activities|participants|notes|users|roles|permittedUsers|webhooks|filters|activityTypes';
const lists = new RegExp(`/(${listed})(\\?|$)`);

/** Answers everything, two pages per cursor list, and keeps what was asked. */
function recordEverything(): RecordedRequest[] {
  const requests: RecordedRequest[] = [];
  const answer = (method: string) =>
    function reply(url: string, body: unknown) {
      requests.push({ method, url, body });
      const listed = method === 'GET' && lists.test(url);
      const next_cursor = listed && url.startsWith('/api/v2') && !url.includes('cursor=') ? 'page2' : null;
      return [
        200,
        { success: true, data: listed ? [record] : record, additional_data: { next_cursor } },
      ] as const;
    };
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    nock(apiUrl).persist().intercept(/.*/, method).reply(answer(method));
  }
  return requests;
}

/** The name in our table: some of v1 have a namesake in v2. */
function operationOf({ operationId, version }: Judgement): string {
  const ofV1 = `${operationId}V1`;
  return version === 'v1' && ofV1 in tokenCosts ? ofV1 : operationId;
}

describe('requests to Pipedrive are as the vendor describes them', () => {
  let judge: (request: RecordedRequest) => Judgement | null;
  let requests: RecordedRequest[];
  const seen = new Set<string>();

  beforeAll(() => {
    if (!directory) return;
    judge = readDescriptions(directory);
    nock.disableNetConnect();
    requests = recordEverything();
  });
  afterAll(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    nock.restore();
  });

  it.skipIf(!directory).each(Object.entries(everyCall))('%s', async (_name, call) => {
    requests.length = 0;
    await call(createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() }));
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) {
      const judgement = judge(request);
      if (!judgement) expect.fail(`not described: ${request.method} ${request.url}`);
      expect(judgement.breaches).toEqual([]);
      const operation = operationOf(judgement);
      expect(tokenCosts).toHaveProperty(operation, judgement.cost);
      seen.add(operation);
    }
  });

  it.skipIf(!directory)('leaves no operation of the cost table untried', () => {
    expect([...seen].sort()).toEqual(Object.keys(tokenCosts).sort());
  });

  it.skipIf(!directory)('would catch unknown keys, wrong types and unknown paths', () => {
    const breaches = (method: string, url: string, body: unknown = '') =>
      judge({ method, url, body })?.breaches.length;
    expect(breaches('GET', '/api/v2/deals?user_id=3')).toBe(1);
    expect(breaches('GET', '/api/v2/deals?owner_id=x')).toBe(1);
    expect(breaches('GET', '/api/v2/deals?status=all_not_deleted')).toBe(1);
    expect(breaches('PATCH', '/api/v2/deals/7', { user_id: 3 })).toBe(1);
    expect(breaches('PATCH', '/api/v2/deals/7', { owner_id: '3' })).toBe(1);
    expect(breaches('POST', '/api/v2/deals', {})).toBe(1);
    expect(breaches('POST', '/v1/notes', { content: 'x', deal_id: 7, deal: 7 })).toBe(1);
    expect(breaches('DELETE', '/api/v2/deals/7', { id: 7 })).toBe(1);
    expect(judge({ method: 'PUT', url: '/v1/deals/7', body: {} })).toBeNull();
  });
});
