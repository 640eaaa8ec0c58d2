import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;

beforeAll(async () => {
  pipedrive = await startPipedrive();
});
afterAll(() => pipedrive.stop());

async function newPerson(name: string, mail: string): Promise<number> {
  const sent = { name, emails: [{ value: mail }] };
  return (await pipedrive.call('POST', '/api/v2/persons', sent)).body.data.id ?? 0;
}

describe('users', () => {
  it('lists everybody, inactive ones too, and tells who the token is', async () => {
    const { body } = await pipedrive.call('GET', '/v1/users');
    const users = body.data as unknown as { id: number; active_flag: boolean; is_you: boolean }[];
    expect(users.map((user) => user.id)).toEqual([1, 11, 12, 21, 22, 23, 24]);
    expect(users.find((user) => user.id === 24)?.active_flag).toBe(false);
    const me = await pipedrive.call('GET', '/v1/users/me');
    expect(me.body.data).toMatchObject({
      id: 1,
      company_id: 7001,
      access: [{ app: 'sales', admin: true }, {}],
    });
    const missing = await pipedrive.call('GET', '/v1/users/99');
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({ success: false, error: 'User not found or not accessible.' });
  });
});

describe('participants', () => {
  it('are added by person id and deleted by participant id', async () => {
    const personId = await newPerson('Deuxième Admin', 'deux@example.org');
    const added = await pipedrive.call('POST', '/v1/deals/1/participants', { person_id: personId });
    expect(added.body.data).toMatchObject({
      person_id: { value: personId },
      related_item_data: { deal_id: 1 },
    });
    expect((await pipedrive.call('POST', '/v1/deals/1/participants', { person_id: personId })).status).toBe(
      400,
    );
    const listed = await pipedrive.call('GET', '/v1/deals/1/participants?limit=1');
    expect(listed.body.additional_data).toEqual({
      pagination: { start: 0, limit: 1, more_items_in_collection: true, next_start: 1 },
    });
    expect((await pipedrive.call('GET', '/api/v2/persons?deal_id=1')).body.data).toHaveLength(2);
    const path = '/v1/deals/1/participants';
    expect((await pipedrive.call('DELETE', `${path}/${personId + 100}`)).status).toBe(404);
    const removed = await pipedrive.call('DELETE', `${path}/${added.body.data.id}`);
    expect(removed.body).toEqual({ success: true, data: { id: added.body.data.id } });
    expect((await pipedrive.call('GET', '/v1/deals/2/participants')).body.data).toHaveLength(1);
  });
});

describe('notes', () => {
  it('are written, sanitised, listed newest first, changed and deleted', async () => {
    const empty = await pipedrive.call('POST', '/v1/notes', { content: 'x' });
    expect(empty.status).toBe(400);
    const first = await pipedrive.call('POST', '/v1/notes', {
      content: '<p>Un</p><script>x</script>',
      deal_id: 1,
    });
    expect(first.body.data).toMatchObject({ content: '<p>Un</p>', deal_id: 1, pinned_to_deal_flag: false });
    const second = { content: 'Deux', deal_id: 1, pinned_to_deal_flag: 1 };
    expect((await pipedrive.call('POST', '/v1/notes', second)).body.data.pinned_to_deal_flag).toBe(true);
    const listed = await pipedrive.call('GET', '/v1/notes?deal_id=1&sort=add_time%20DESC&limit=1');
    expect(listed.body.data).toMatchObject([{ content: 'Deux' }]);
    expect((await pipedrive.call('GET', '/v1/notes?person_id=1')).body.data).toHaveLength(0);
    const path = `/v1/notes/${first.body.data.id}`;
    expect((await pipedrive.call('PUT', path, { content: 'Trois' })).body.data).toMatchObject({
      content: 'Trois',
      deal_id: 1,
      last_update_user_id: 1,
    });
    expect((await pipedrive.call('DELETE', path)).body).toEqual({ success: true, data: true });
    expect((await pipedrive.call('GET', path)).status).toBe(404);
  });
});

describe('merges', () => {
  it('keep the person named in merge_with_id, join addresses and move the deals', async () => {
    const loser = await newPerson('Doublon', 'doublon@example.org');
    const deal = await pipedrive.call('POST', '/api/v2/deals', { title: 'À déplacer', person_id: loser });
    const merged = await pipedrive.call('PUT', `/v1/persons/${loser}/merge`, { merge_with_id: 2 });
    expect(merged.body.data).toMatchObject({ id: 2, name: 'Direction Eaux', merge_what_id: loser });
    expect(merged.body.data.email).toMatchObject([
      { value: 'direction@eaux.example.org', primary: true },
      { value: 'doublon@example.org', primary: false },
    ]);
    expect((await pipedrive.call('GET', `/api/v2/deals/${deal.body.data.id}`)).body.data.person_id).toBe(2);
    expect((await pipedrive.call('GET', `/api/v2/persons/${loser}`)).body.data.is_deleted).toBe(true);
    expect((await pipedrive.call('PUT', `/v1/persons/${loser}/merge`, { merge_with_id: 2 })).status).toBe(
      404,
    );
  });

  it('move notes and participants of a merged deal', async () => {
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Double', person_id: 1 });
    const loser = body.data.id;
    await pipedrive.call('POST', '/v1/notes', { content: 'À garder', deal_id: loser });
    const merged = await pipedrive.call('PUT', `/v1/deals/${loser}/merge`, { merge_with_id: 2 });
    expect(merged.body.data).toMatchObject({ id: 2, deleted: false, visible_to: '3' });
    expect((await pipedrive.call('GET', '/v1/notes?deal_id=2')).body.data).toHaveLength(1);
    expect((await pipedrive.call('GET', '/v1/deals/2/participants')).body.data).toHaveLength(2);
    expect((await pipedrive.call('GET', `/api/v2/deals/${loser}`)).body.data.is_deleted).toBe(true);
  });
});

describe('webhook subscriptions', () => {
  const wanted = {
    subscription_url: 'https://hooks.example.org/x',
    event_action: 'create',
    event_object: 'deal',
    name: 'Essai',
  };

  it('start with one to the service and refuse what the vendor refuses', async () => {
    const { body } = await pipedrive.call('GET', '/v1/webhooks');
    expect(body.data).toMatchObject([
      {
        id: 1,
        subscription_url: 'http://127.0.0.1:9/webhooks/pipedrive',
        event_action: '*',
        event_object: '*',
        http_auth_user: 'hook',
        version: '2.0',
        is_active: 1,
      },
    ]);
    const plain = { ...wanted, subscription_url: 'http://hooks.example.org/x' };
    const refused = await pipedrive.call('POST', '/v1/webhooks', plain);
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({
      status: 'error',
      success: false,
      errors: { subscription_url: ['invalid or non-reachable URL'] },
    });
    expect((await pipedrive.call('POST', '/v1/webhooks', { ...wanted, event_object: 'rien' })).status).toBe(
      400,
    );
  });

  it('are created with 201, deleted, and limited to 40', async () => {
    const ids: number[] = [];
    for (let count = 2; count <= 40; count += 1) {
      const made = await pipedrive.call('POST', '/v1/webhooks', wanted);
      expect(made.status).toBe(201);
      ids.push(made.body.data.id ?? 0);
    }
    expect((await pipedrive.call('POST', '/v1/webhooks', wanted)).status).toBe(422);
    for (const id of ids) expect((await pipedrive.call('DELETE', `/v1/webhooks/${id}`)).status).toBe(200);
    const again = await pipedrive.call('DELETE', `/v1/webhooks/${ids[0]}`);
    expect(again.status).toBe(404);
    expect(again.body).toEqual({ status: 'error', success: false, errors: { id: ['not found'] } });
  });
});

it('lists activity types', async () => {
  const { body } = await pipedrive.call('GET', '/v1/activityTypes');
  expect(body.data[0]).toMatchObject({ key_string: 'call', active_flag: true });
});
