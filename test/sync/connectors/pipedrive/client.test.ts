import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { userAgent } from '#sync/connectors/http.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { underTrace } from '#sync/trace.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const dealBody = {
  id: 7,
  title: 'Mairie',
  status: 'open',
  owner_id: 11,
  person_id: 5,
  org_id: null,
  pipeline_id: 1,
  stage_id: 2,
  update_time: '2026-05-27T06:54:41Z',
  custom_fields: {
    abc: { value: 1, currency: 'EUR' },
    volume: 1001,
    deadline: 3,
    unset: null,
    several: [1, 2],
  },
};

function client() {
  const budget = unlimitedBudget();
  return { budget, pipedrive: createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget }) };
}

nockOnly();

describe('reading deals', () => {
  it('translates a deal and says who is calling', async () => {
    const scope = nock(apiUrl, {
      reqheaders: { 'x-api-token': 'secret-token', 'user-agent': userAgent, 'x-request-id': 'req-1' },
    });
    scope.get('/api/v2/deals/7').reply(200, { success: true, data: dealBody }, { 'x-ratelimit-limit': '20' });
    const { pipedrive, budget } = client();
    const deal = await underTrace({ requestId: 'req-1' }, () => pipedrive.getDeal(7));
    expect(deal).toEqual({
      id: 7,
      title: 'Mairie',
      status: 'open',
      ownerId: 11,
      personId: 5,
      organizationId: null,
      pipelineId: 1,
      stageId: 2,
      lostReason: null,
      addedAt: null,
      updatedAt: '2026-05-27T06:54:41Z',
      customFields: { volume: 1001, deadline: 3 },
    });
    expect(budget.spent).toEqual([1]);
    expect(budget.seen[0]).toMatchObject({ status: 200, headers: { 'x-ratelimit-limit': '20' } });
  });

  it('calls a deal deleted when is_deleted says so, whatever its status', async () => {
    nock(apiUrl)
      .get('/api/v2/deals/7')
      .reply(200, { data: { ...dealBody, is_deleted: true } });
    expect((await client().pipedrive.getDeal(7))?.status).toBe('deleted');
  });

  it('answers null for a deal that does not exist, and for data: null', async () => {
    nock(apiUrl)
      .get('/api/v2/deals/7')
      .reply(404, { success: false, error: 'Entity was not found', data: null });
    nock(apiUrl).get('/api/v2/deals/8').reply(200, { success: true, data: null });
    const { pipedrive } = client();
    expect(await pipedrive.getDeal(7)).toBeNull();
    expect(await pipedrive.getDeal(8)).toBeNull();
  });

  it('follows the cursors and cuts fractions of updatedSince', async () => {
    const scope = nock(apiUrl);
    const since = { updated_since: '2026-05-27T06:54:41Z', sort_by: 'update_time', sort_direction: 'asc' };
    const query = { limit: '500', person_id: '5', ...since };
    scope
      .get('/api/v2/deals')
      .query(query)
      .reply(200, { data: [dealBody], additional_data: { next_cursor: 'c2' } });
    scope
      .get('/api/v2/deals')
      .query({ ...query, cursor: 'c2' })
      .reply(200, { data: [{ ...dealBody, id: 8 }], additional_data: { next_cursor: null } });
    const pages = client().pipedrive.listDeals({ personId: 5, updatedSince: '2026-05-27T06:54:41.999Z' });
    const ids: number[][] = [];
    for await (const page of pages) ids.push(page.map(({ id }) => id));
    expect(ids).toEqual([[7], [8]]);
  });

  it('takes data: null for an empty list', async () => {
    nock(apiUrl).get('/api/v2/deals').query({ limit: '500' }).reply(200, { success: true, data: null });
    const pages: unknown[] = [];
    for await (const page of client().pipedrive.listDeals({})) pages.push(page);
    expect(pages).toEqual([]);
  });

  it('ends with an error when the cursor never changes', async () => {
    nock(apiUrl)
      .get('/api/v2/persons')
      .query(true)
      .times(2)
      .reply(200, { data: [{ id: 1, name: 'A' }], additional_data: { next_cursor: 'same' } });
    const drain = async () => {
      for await (const page of client().pipedrive.listPersons({})) expect(page).toHaveLength(1);
    };
    await expect(drain()).rejects.toMatchObject({ failure: { word: 'broken' } });
  });
});

describe('writing', () => {
  it('sends only the fields given', async () => {
    const body = { owner_id: 21, status: 'lost', lost_reason: 'Particulier' };
    nock(apiUrl)
      .patch('/api/v2/deals/7', body)
      .reply(200, { data: { ...dealBody, status: 'lost' } });
    const update = {
      ownerId: 21,
      status: 'lost',
      lostReason: 'Particulier',
    } as const;
    expect((await client().pipedrive.updateDeal(7, update)).status).toBe('lost');
  });

  it('takes a deal that is already gone for deleted', async () => {
    nock(apiUrl).delete('/api/v2/deals/7').reply(404, { success: false });
    nock(apiUrl)
      .delete('/api/v2/deals/8')
      .reply(200, { success: true, data: { id: 8 } });
    const { pipedrive } = client();
    await expect(pipedrive.deleteDeal(7)).resolves.toBeUndefined();
    await expect(pipedrive.deleteDeal(8)).resolves.toBeUndefined();
  });

  it('merges into the deal that is kept', async () => {
    nock(apiUrl)
      .put('/v1/deals/7/merge', { merge_with_id: 9 })
      .reply(200, { success: true, data: { id: 9 } });
    await expect(client().pipedrive.mergeDeals(7, 9)).resolves.toBeUndefined();
  });

  it('takes HTML instead of JSON for a broken answer', async () => {
    nock(apiUrl)
      .put('/v1/deals/7/merge')
      .reply(200, '<html>hotel Wi-Fi</html>', { 'content-type': 'text/html' });
    await expect(client().pipedrive.mergeDeals(7, 9)).rejects.toMatchObject({ failure: { word: 'broken' } });
  });

  it('tells the wait after a 429 without a header, and asks nothing twice', async () => {
    nock(apiUrl).post('/v1/notes', { content: '<p>x</p>', deal_id: 7 }).reply(429);
    await expect(client().pipedrive.addNote(7, '<p>x</p>')).rejects.toMatchObject({
      failure: { word: 'retry-later', retryAfterMs: 2_000, status: 429, unclear: false },
    });
  });
});

describe('refused access', () => {
  it('tells the shield in front of Pipedrive from a missing right', async () => {
    const page = '<!DOCTYPE html><title>Access denied</title>';
    nock(apiUrl).get('/api/v2/deals/7').reply(403, page, { 'content-type': 'text/html' });
    const scope = { success: false, error: 'Scope and URL mismatch', errorCode: 403 };
    nock(apiUrl).get('/api/v2/deals/7').reply(403, scope);
    const { pipedrive } = client();
    await expect(pipedrive.getDeal(7)).rejects.toMatchObject({
      failure: { word: 'retry-later', retryAfterMs: 2_000, status: 403 },
    });
    await expect(pipedrive.getDeal(7)).rejects.toMatchObject({
      failure: {
        word: 'sign-in-again',
        detail: { fr: expect.stringMatching(/Scope and URL mismatch.*autorisation.*installer de nouveau/) },
      },
    });
  });
});
