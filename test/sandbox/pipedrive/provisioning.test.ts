import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

let receiver: Receiver;
let pipedrive: Pipedrive;
beforeEach(async () => {
  receiver = await startReceiver();
  pipedrive = await startPipedrive({ serviceUrl: receiver.url });
});
afterEach(async () => {
  await pipedrive.stop();
  await receiver.close();
});
const call: Pipedrive['call'] = (...asked) => pipedrive.call(...asked);

describe('pipelines and stages', () => {
  it('are made, changed and deleted; lists leave deleted ones out', async () => {
    const made = await call('POST', '/api/v2/pipelines', { name: 'Suspects bis' });
    expect(made.body.data).toMatchObject({ id: 5, name: 'Suspects bis', order_nr: 5, is_deleted: false });
    const stage = await call('POST', '/api/v2/stages', { name: 'Doc envoyée', pipeline_id: 5 });
    expect(stage.body.data).toMatchObject({ id: 9, pipeline_id: 5, order_nr: 1, deal_probability: 100 });
    const next = await call('POST', '/api/v2/stages', { name: 'Suite', pipeline_id: 5 });
    expect(next.body.data.order_nr).toBe(2);
    await call('PATCH', '/api/v2/stages/9', { name: 'Documentée' });
    const listed = await call('GET', '/api/v2/stages?pipeline_id=5');
    expect(listed.body.data).toMatchObject([{ name: 'Documentée' }, { name: 'Suite' }]);
    expect((await call('DELETE', '/api/v2/pipelines/5')).body).toEqual({ success: true, data: { id: 5 } });
    expect((await call('GET', '/api/v2/stages?pipeline_id=5')).body.data).toEqual([]);
    expect((await call('GET', '/api/v2/pipelines')).body.data).toHaveLength(4);
    expect((await call('GET', '/api/v2/pipelines/5')).body.data.is_deleted).toBe(true);
    expect((await call('PATCH', '/api/v2/pipelines/5', { name: 'x' })).status).toBe(404);
  });

  it('refuse what the vendor refuses', async () => {
    const bad = [
      ['/api/v2/pipelines', {}],
      ['/api/v2/pipelines', { name: 'x', order_nr: 1 }],
      ['/api/v2/stages', { name: 'x' }],
      ['/api/v2/stages', { name: 'x', pipeline_id: 99 }],
      ['/api/v2/stages', { name: 'x', pipeline_id: '1' }],
    ] as const;
    for (const [path, body] of bad) {
      const { status, body: said } = await call('POST', path, body);
      expect([path, body, status, said.code]).toEqual([path, body, 400, 'ERR_SCHEMA_VALIDATION_FAILED']);
    }
  });

  it('take no deal into a deleted stage, and keep those that stand in it', async () => {
    await call('DELETE', '/api/v2/stages/4');
    expect((await call('GET', '/api/v2/deals/1')).body.data.stage_id).toBe(4);
    expect((await call('PATCH', '/api/v2/deals/1', { title: 'Autre' })).status).toBe(200);
    await call('PATCH', '/api/v2/deals/1', { stage_id: 5 });
    expect((await call('PATCH', '/api/v2/deals/1', { stage_id: 4 })).status).toBe(400);
  });

  it('are told to webhooks under the old names', async () => {
    await call('PATCH', '/api/v2/stages/5', { name: 'Compte ouvert' });
    await call('DELETE', '/api/v2/stages/5');
    const [renamed, deleted] = await receiver.until(2);
    expect(renamed?.body).toMatchObject({
      meta: { action: 'change', entity: 'stage', entity_id: '5' },
      data: { name: 'Compte ouvert', active_flag: true, rotten_flag: false },
      previous: { name: 'Compte créé' },
    });
    expect(deleted?.body).toMatchObject({ meta: { action: 'delete', entity: 'stage' }, data: null });
  });
});

describe('field definitions', () => {
  it('get a code of 40 hex digits, take values, and keep their type', async () => {
    const asked = { field_name: 'Provenance', field_type: 'enum', options: [{ label: 'Salon' }] };
    const { body } = await call('POST', '/api/v2/dealFields', asked);
    const { field_code: code, options } = body.data as unknown as {
      field_code: string;
      options: { id: number }[];
    };
    expect(code).toMatch(/^[0-9a-f]{40}$/);
    const value = { custom_fields: { [code]: options[0]?.id } };
    const deal = await call('PATCH', '/api/v2/deals/1', value);
    expect(deal.body.data.custom_fields).toMatchObject(value.custom_fields);
    const path = `/api/v2/dealFields/${code}`;
    expect((await call('PATCH', path, { field_type: 'text' })).status).toBe(400);
    expect((await call('PATCH', path, { field_name: 'Origine' })).body.data.field_name).toBe('Origine');
    await call('DELETE', path);
    expect((await call('GET', path)).status).toBe(404);
    expect((await call('GET', '/api/v2/deals/1')).body.data.custom_fields).not.toHaveProperty(code);
    expect((await call('PATCH', '/api/v2/deals/1', value)).status).toBe(400);
  });

  it('have options that change all or none', async () => {
    const code = pipedrive.memory.fields.deal.find((each) => each.field_type === 'set')?.field_code;
    const path = `/api/v2/dealFields/${code}/options`;
    const added = await call('POST', path, [{ label: 'Radio' }, { label: 'Presse' }]);
    expect(added.body.data).toHaveLength(2);
    const id = added.body.data[0]?.id;
    const half = await call('PATCH', path, [
      { id, label: 'Télévision' },
      { id: 999, label: 'x' },
    ]);
    expect(half.status).toBe(400);
    const labels = async () => {
      const { body } = await call('GET', `/api/v2/dealFields/${code}`);
      return (body.data.options as unknown as { label: string }[]).map(({ label }) => label);
    };
    expect(await labels()).toEqual(['Formulaire', 'Téléphone', 'Salon', 'Radio', 'Presse']);
    await call('DELETE', path, [{ id }]);
    expect(await labels()).not.toContain('Radio');
  });

  it('refuse unknown types, an enum without options, and changes of the vendor’s own', async () => {
    const path = '/api/v2/personFields';
    const before = (await call('GET', path)).body.data;
    expect((await call('POST', path, { field_name: 'x', field_type: 'stage' })).status).toBe(400);
    expect((await call('POST', path, { field_name: 'x', field_type: 'set' })).status).toBe(400);
    expect((await call('DELETE', `${path}/name`)).status).toBe(403);
    expect((await call('GET', path)).body.data).toEqual(before);
  });
});

describe('filters', () => {
  const filter = (fieldId: unknown, changes = {}) => ({
    name: 'Demandes à traiter',
    type: 'deals',
    conditions: {
      glue: 'and',
      conditions: [
        {
          glue: 'and',
          conditions: [{ object: 'deal', field_id: fieldId, operator: '=', value: '1', extra_value: null }],
        },
        { glue: 'or', conditions: [] },
      ],
    },
    ...changes,
  });

  it('name fields by the numeric ids of v1, and come back whole one by one', async () => {
    const { body } = await call('GET', '/v1/dealFields');
    const fields = body.data as unknown as { id: number; key: string }[];
    const stage = fields.find((field) => field.key === 'stage_id');
    const made = await call('POST', '/v1/filters?include_field_code=true', filter(stage?.id));
    expect(made.body.data).toMatchObject({ id: 1, name: 'Demandes à traiter', user_id: 1, type: 'deals' });
    const groups = (made.body.data.conditions as unknown as { conditions: { conditions: object[] }[] })
      .conditions;
    expect(groups[0]?.conditions).toMatchObject([{ field_id: String(stage?.id), field_code: 'stage_id' }]);
    const listed = await call('GET', '/v1/filters?type=deals');
    expect(listed.body.data).toMatchObject([{ id: 1, name: 'Demandes à traiter' }]);
    expect(listed.body.data[0]).not.toHaveProperty('conditions');
    expect((await call('GET', '/v1/filters?type=people')).body.data).toEqual([]);
  });

  it('decide alone which records a list shows, whatever else is asked', async () => {
    const field = (name: string) => pipedrive.memory.fields.deal.find((each) => each.field_name === name);
    const volume = field('Nombre de dossiers par an');
    const values = { custom_fields: { [volume?.field_code ?? '']: 1200 } };
    await call('PATCH', '/api/v2/deals/2', values);
    const condition = (id: number | undefined, operator: string, value: string) => ({
      ...{ object: 'deal', field_id: id, operator, value },
    });
    const conditions = {
      glue: 'and',
      conditions: [
        { glue: 'and', conditions: [condition(field('Étape')?.id, '=', '4')] },
        {
          glue: 'or',
          conditions: [
            condition(volume?.id, '>', '1000'),
            condition(field('Titre')?.id, "LIKE '%$%'", 'nulle part'),
          ],
        },
      ],
    };
    await call('POST', '/v1/filters', filter(1, { conditions }));
    const found = async (query: string) => {
      const { body } = await call('GET', `/api/v2/deals?${query}`);
      return (body.data as unknown as { id: number }[]).map(({ id }) => id);
    };
    expect(await found('filter_id=1')).toEqual([2]);
    expect(await found('filter_id=1&owner_id=22&status=lost')).toEqual([2]);
    await call('PATCH', '/api/v2/deals/2', { stage_id: 5 });
    expect(await found('filter_id=1')).toEqual([]);
    expect((await call('GET', '/api/v2/deals?filter_id=9')).status).toBe(404);
    expect((await call('GET', '/api/v2/persons?filter_id=1')).status).toBe(404);
  });

  it('refuse unknown fields, wrong groups and more than 16 conditions', async () => {
    const one = { object: 'deal', field_id: 1, operator: '=', value: 'x' };
    const many = (count: number) => ({
      glue: 'and',
      conditions: [
        { glue: 'and', conditions: Array.from({ length: count }, () => one) },
        { glue: 'or', conditions: [] },
      ],
    });
    const send = async (body: object) => (await call('POST', '/v1/filters', body)).status;
    expect(await send(filter(999))).toBe(400);
    expect(await send(filter(1, { conditions: { glue: 'and', conditions: [] } }))).toBe(400);
    expect(await send(filter(1, { type: 'rien' }))).toBe(400);
    expect(await send(filter(1, { conditions: many(17) }))).toBe(400);
    expect(await send(filter(1, { conditions: many(16) }))).toBe(200);
  });
});

describe('activity types and roles', () => {
  it('get their key from the server, and it stays', async () => {
    const asked = { name: 'Rappel prioritaire', icon_key: 'bell' };
    const made = await call('POST', '/v1/activityTypes', asked);
    expect(made.body.data).toMatchObject({ id: 6, key_string: 'rappel_prioritaire', is_custom_flag: true });
    const twin = await call('POST', '/v1/activityTypes', asked);
    expect(twin.body.data.key_string).toBe('rappel_prioritaire_2');
    const renamed = await call('PUT', '/v1/activityTypes/6', { name: 'Rappel' });
    expect(renamed.body.data).toMatchObject({ name: 'Rappel', key_string: 'rappel_prioritaire' });
    expect((await call('POST', '/v1/activityTypes', { name: 'x', icon_key: 'rien' })).status).toBe(400);
    const planned = { subject: 'x', type: 'rappel_prioritaire', deal_id: 1 };
    expect((await call('POST', '/api/v2/activities', planned)).status).toBe(200);
  });

  it('are told with how many users have them', async () => {
    const { body } = await call('GET', '/v1/roles');
    expect(body.data).toMatchObject([
      { id: 1, assignment_count: '4' },
      { id: 2, name: 'Direction commerciale', assignment_count: '1', sub_role_count: '1' },
      { id: 3, name: 'Vente', assignment_count: '2' },
    ]);
    expect((await call('GET', '/v1/users/22')).body.data.role_id).toBe(2);
    const rights = async (id: number) => (await call('GET', `/v1/users/${id}/permissions`)).body.data;
    expect(await rights(1)).toMatchObject({ can_add_custom_fields: true, can_use_api: true });
    expect(await rights(21)).toMatchObject({ can_add_custom_fields: false, can_use_api: true });
  });
});
