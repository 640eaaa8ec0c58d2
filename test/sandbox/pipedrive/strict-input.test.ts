import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;

beforeAll(async () => {
  pipedrive = await startPipedrive();
});
afterAll(() => pipedrive.stop());

describe('authentication', () => {
  it('answers the documented 401 without token and with a wrong one', async () => {
    const answer = await pipedrive.call('GET', '/api/v2/deals', undefined, { 'x-api-token': 'wrong' });
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({ success: false, error: 'unauthorized access', errorCode: 401 });
    const bare = await fetch(`${pipedrive.url}/v1/users/me`);
    expect(bare.status).toBe(401);
  });

  it('takes the token as Bearer too, and serves both bases of v1', async () => {
    const headers = { authorization: 'Bearer test-token' };
    for (const base of ['/v1', '/api/v1']) {
      const response = await fetch(`${pipedrive.url}${base}/users/me`, { headers });
      expect(response.status).toBe(200);
    }
  });

  it('answers 404 for an unknown method', async () => {
    expect((await pipedrive.call('GET', '/api/v2/nothing')).status).toBe(404);
  });
});

describe('strict input of v2', () => {
  it('refuses unknown body keys with the documented body', async () => {
    const answer = await pipedrive.call('PATCH', '/api/v2/deals/1', { titre: 'x' });
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      success: false,
      error: "Validation failed: titre: Parameter 'titre' is not allowed for this request",
      code: 'ERR_SCHEMA_VALIDATION_FAILED',
    });
  });

  it.each([
    ['POST', '/api/v2/deals', { title: 'x', owner_id: '21' }],
    ['POST', '/api/v2/deals', {}],
    ['POST', '/api/v2/deals', { title: 'x', is_archived: 1 }],
    ['POST', '/api/v2/deals', { title: 'x', owner_id: 24 }],
    ['POST', '/api/v2/deals', { title: 'x', person_id: 999 }],
    ['POST', '/api/v2/deals', { title: 'x', stage_id: 99 }],
    ['POST', '/api/v2/deals', { title: 'x', stage_id: 6, pipeline_id: 2 }],
    ['POST', '/api/v2/deals', { title: 'x', lost_reason: 'no' }],
    ['POST', '/api/v2/persons', { name: 'x', emails: ['a@example.org'] }],
    ['PATCH', '/api/v2/persons/1', { add_time: '2024-01-01T00:00:00Z' }],
    ['GET', '/api/v2/deals?owner=21', undefined],
    ['GET', '/api/v2/deals?limit=501', undefined],
    ['GET', '/api/v2/deals?updated_since=2024-01-01T00:00:00.000Z', undefined],
    ['GET', '/api/v2/deals?cursor=abc', undefined],
    ['GET', '/api/v2/persons/search?term=abc&limit=101', undefined],
    ['GET', '/api/v2/persons/search?term=a', undefined],
    ['GET', '/api/v2/deals/abc', undefined],
  ])('%s %s %j is 400', async (method, path, body) => {
    const answer = await pipedrive.call(method, path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.success).toBe(false);
  });

  it('answers 403 for keys of contact sync and 404 with the documented body', async () => {
    expect((await pipedrive.call('PATCH', '/api/v2/persons/1', { job_title: 'x' })).status).toBe(403);
    const missing = await pipedrive.call('GET', '/api/v2/deals/999');
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({
      success: false,
      error: 'Entity was not found',
      error_info: 'Object was not found.',
      data: null,
      additional_data: null,
    });
  });

  it('answers 400 for a body that is not JSON', async () => {
    const headers = { 'x-api-token': 'test-token', 'content-type': 'application/json' };
    const response = await fetch(`${pipedrive.url}/api/v2/deals`, { method: 'POST', headers, body: '{' });
    expect(response.status).toBe(400);
  });
});
