import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const pipedrive = createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() });

nockOnly();

describe('v1 lists', () => {
  it.each([
    ['nested', { pagination: { start: 0, limit: 1, more_items_in_collection: true, next_start: 1 } }],
    ['flat, without next_start', { start: 0, limit: 1, more_items_in_collection: true }],
  ])('pages through participants with %s paging keys', async (_shape, additional_data) => {
    const path = '/v1/deals/7/participants';
    const first = { id: 100, person_id: { value: 5, name: 'A', email: [] } };
    nock(apiUrl)
      .get(path)
      .query({ start: '0', limit: '500' })
      .reply(200, { data: [first], additional_data });
    nock(apiUrl)
      .get(path)
      .query({ start: '1', limit: '500' })
      .reply(200, {
        data: [{ id: 101, person_id: 6 }],
        additional_data: { more_items_in_collection: false },
      });
    expect(await pipedrive.listParticipants(7)).toEqual([
      { participantId: 100, personId: 5 },
      { participantId: 101, personId: 6 },
    ]);
  });

  it('reads notes and users', async () => {
    nock(apiUrl)
      .get('/v1/notes')
      .query({ deal_id: '7', start: '0', limit: '500' })
      .reply(200, { data: null });
    nock(apiUrl)
      .get('/v1/users')
      .reply(200, {
        data: [{ id: 3, name: 'Équipe vente', email: 'vente@example.org', active_flag: false }],
      });
    expect(await pipedrive.listNotes(7)).toEqual([]);
    expect(await pipedrive.listUsers()).toEqual([
      { id: 3, name: 'Équipe vente', email: 'vente@example.org', active: false },
    ]);
  });
});

describe('the rest of the company', () => {
  it('puts the primary address of a person first and hides deleted persons', async () => {
    const emails = [
      { value: 'b@example.org', primary: false },
      { value: '', primary: false },
      { value: 'A@example.org', primary: true },
    ];
    nock(apiUrl)
      .get('/api/v2/persons/5')
      .reply(200, { data: { id: 5, name: 'P', emails, phones: null } });
    nock(apiUrl)
      .get('/api/v2/persons/6')
      .reply(200, { data: { id: 6, name: 'P', is_deleted: true } });
    expect(await pipedrive.getPerson(5)).toMatchObject({
      emails: ['A@example.org', 'b@example.org'],
      phones: [],
    });
    expect(await pipedrive.getPerson(6)).toBeNull();
  });

  it('tells the names and codes of the person fields', async () => {
    nock(apiUrl)
      .get('/api/v2/personFields')
      .query({ limit: '500' })
      .reply(200, { data: [{ field_name: 'État de la demande', field_code: 'abc', field_type: 'varchar' }] });
    expect(await pipedrive.listPersonFields()).toEqual([
      { name: 'État de la demande', code: 'abc', type: 'varchar', options: [] },
    ]);
  });

  it('orders pipelines and leaves deleted stages out', async () => {
    nock(apiUrl)
      .get('/api/v2/pipelines')
      .query(true)
      .reply(200, { data: [pipeline(2, 1), pipeline(1, 0)] });
    nock(apiUrl)
      .get('/api/v2/stages')
      .query(true)
      .reply(200, {
        data: [
          { id: 4, name: 'S', pipeline_id: 1, order_nr: 0, is_deleted: true },
          { id: 5, name: 'T', pipeline_id: 1, order_nr: 1 },
        ],
      });
    expect((await pipedrive.listPipelines()).map(({ id }) => id)).toEqual([1, 2]);
    expect(await pipedrive.listStages()).toEqual([{ id: 5, name: 'T', pipelineId: 1, order: 1 }]);
  });
});

function pipeline(id: number, order: number) {
  return { id, name: `P${id}`, order_nr: order, is_deleted: false };
}
