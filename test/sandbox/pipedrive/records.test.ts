import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pipedrive, startPipedrive } from './harness.ts';

let pipedrive: Pipedrive;

beforeAll(async () => {
  pipedrive = await startPipedrive();
});
afterAll(() => pipedrive.stop());

describe('deals', () => {
  it('creates with defaults, nulls where nothing is set and every custom field', async () => {
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Neuve' });
    expect(body.data).toMatchObject({
      title: 'Neuve',
      owner_id: 1,
      creator_user_id: 1,
      pipeline_id: 1,
      stage_id: 1,
      status: 'open',
      won_time: null,
      lost_time: null,
      close_time: null,
      expected_close_date: null,
      is_deleted: false,
      origin: 'API',
    });
    expect(Object.values(body.data.custom_fields ?? {})).toEqual(Array(8).fill(null));
    expect(Object.keys(body.data.custom_fields ?? {}).every((code) => /^[0-9a-f]{40}$/.test(code))).toBe(
      true,
    );
  });

  it('moves to the pipeline of a stage, and loses and reopens with its times', async () => {
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Perdue' });
    const path = `/api/v2/deals/${body.data.id}`;
    const lost = await pipedrive.call('PATCH', path, {
      stage_id: 6,
      status: 'lost',
      lost_reason: 'Hors champ',
    });
    expect(lost.body.data).toMatchObject({
      pipeline_id: 3,
      stage_id: 6,
      status: 'lost',
      lost_reason: 'Hors champ',
    });
    expect(lost.body.data.lost_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(lost.body.data.close_time).toBe(lost.body.data.lost_time);
    const open = await pipedrive.call('PATCH', path, { status: 'open', pipeline_id: 1 });
    expect(open.body.data).toMatchObject({
      stage_id: 1,
      status: 'open',
      lost_reason: null,
      lost_time: null,
      close_time: null,
      title: 'Perdue',
    });
    expect((await pipedrive.call('PATCH', path, { lost_reason: 'x' })).status).toBe(400);
  });

  it('marks deletion: gone from lists, listed with status=deleted, still readable, not writable', async () => {
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Partie' });
    const id = body.data.id;
    expect((await pipedrive.call('DELETE', `/api/v2/deals/${id}`)).body).toEqual({
      success: true,
      data: { id },
    });
    const ids = async (query: string) =>
      (await pipedrive.call('GET', `/api/v2/deals?${query}`)).body.data as unknown as { id: number }[];
    expect((await ids('')).map((deal) => deal.id)).not.toContain(id);
    expect((await ids('status=deleted')).map((deal) => deal.id)).toEqual([id]);
    expect((await pipedrive.call('GET', `/api/v2/deals/${id}`)).body.data.is_deleted).toBe(true);
    expect((await pipedrive.call('PATCH', `/api/v2/deals/${id}`, { title: 'x' })).status).toBe(404);
    expect((await pipedrive.call('DELETE', `/api/v2/deals/${id}`)).status).toBe(404);
  });

  it('reads and writes custom fields by code, labels options on demand, refuses bad values with field_code', async () => {
    const { deal: definitions } = pipedrive.memory.fields;
    const code = (type: string) =>
      definitions.find((field) => field.is_custom_field && field.field_type === type)?.field_code ?? '';
    const sent = {
      [code('enum')]: 2,
      [code('set')]: [1, 3],
      [code('monetary')]: { value: 5, currency: 'EUR' },
    };
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Champs', custom_fields: sent });
    expect(body.data.custom_fields).toMatchObject(sent);
    const path = `/api/v2/deals/${body.data.id}`;
    const labelled = await pipedrive.call(
      'GET',
      `${path}?include_option_labels=true&custom_fields=${code('enum')}`,
    );
    expect(labelled.body.data.custom_fields).toEqual({ [code('enum')]: { id: 2, label: 'Subventions' } });
    for (const bad of [
      { [code('set')]: [] },
      { [code('enum')]: 9 },
      { [code('date')]: 'demain' },
      { nope: 1 },
    ]) {
      const answer = await pipedrive.call('PATCH', path, { custom_fields: bad });
      expect(answer.status).toBe(400);
      expect(answer.body.field_code).toBe(Object.keys(bad)[0]);
    }
    const cleared = await pipedrive.call('PATCH', path, { custom_fields: { [code('set')]: null } });
    expect(cleared.body.data.custom_fields).toMatchObject({ [code('set')]: null, [code('enum')]: 2 });
  });

  it('archived deals leave the list and are in their own', async () => {
    const { body } = await pipedrive.call('POST', '/api/v2/deals', { title: 'Rangée', is_archived: true });
    const archived = await pipedrive.call('GET', '/api/v2/deals/archived');
    expect(archived.body.data).toHaveLength(1);
    const listed = await pipedrive.call('GET', `/api/v2/deals?ids=${body.data.id}`);
    expect(listed.body.data).toHaveLength(0);
  });
});

describe('persons', () => {
  it('fills labels and the primary mark, and PATCH replaces the whole array', async () => {
    const sent = {
      name: 'Jeanne d’Arc Test',
      emails: [{ value: 'a@example.org' }, { value: 'b@example.org' }],
    };
    const { body } = await pipedrive.call('POST', '/api/v2/persons', sent);
    expect(body.data).toMatchObject({
      first_name: 'Jeanne',
      last_name: 'd’Arc Test',
      emails: [
        { value: 'a@example.org', primary: true, label: 'work' },
        { value: 'b@example.org', primary: false, label: 'work' },
      ],
      phones: [],
    });
    const changed = await pipedrive.call('PATCH', `/api/v2/persons/${body.data.id}`, {
      emails: [{ value: 'c@example.org', label: 'home' }],
    });
    expect(changed.body.data).toMatchObject({
      name: sent.name,
      emails: [{ value: 'c@example.org', primary: true, label: 'home' }],
    });
  });

  it('lists by owner, organization and deal', async () => {
    const count = async (query: string) =>
      (await pipedrive.call('GET', `/api/v2/persons?${query}`)).body.data.length;
    expect(await count('owner_id=21')).toBe(2);
    expect(await count('org_id=1')).toBe(1);
    expect(await count('deal_id=2')).toBe(1);
    expect(await count('owner_id=11')).toBe(0);
  });
});

describe('lists', () => {
  it('pages with an opaque cursor and no totals', async () => {
    const seen: number[] = [];
    let cursor = '';
    do {
      const answer = await pipedrive.call('GET', `/api/v2/stages?limit=3${cursor}`);
      const rows = answer.body.data as unknown as { id: number }[];
      expect(rows.length).toBeLessThanOrEqual(3);
      seen.push(...rows.map((row) => row.id));
      const next = answer.body.additional_data.next_cursor;
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('sorts and continues in descending order', async () => {
    const first = await pipedrive.call('GET', '/api/v2/pipelines?sort_by=id&sort_direction=desc&limit=3');
    const ids = (first.body.data as unknown as { id: number }[]).map((row) => row.id);
    expect(ids).toEqual([4, 3, 2]);
    const rest = await pipedrive.call(
      'GET',
      `/api/v2/pipelines?cursor=${first.body.additional_data.next_cursor}`,
    );
    expect(rest.body.data).toHaveLength(1);
    expect(rest.body.additional_data.next_cursor).toBeNull();
  });

  it('takes updated_since as inclusive and updated_until as exclusive', async () => {
    const time = pipedrive.memory.organizations[0]?.update_time ?? '';
    const count = async (query: string) =>
      (await pipedrive.call('GET', `/api/v2/organizations?ids=1&${query}`)).body.data.length;
    expect(await count(`updated_since=${time}`)).toBe(1);
    expect(await count(`updated_until=${time}`)).toBe(0);
  });
});
