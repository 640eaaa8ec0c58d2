import { describe, expect, it } from 'vitest';
import { translateWebhook } from '#sync/connectors/pipedrive/translate.ts';
import { sample } from '../../../samples/samples.ts';

const translate = (name: string) => translateWebhook(sample(`pipedrive/${name}.json`));

describe('translateWebhook', () => {
  it('translates a new person; without an update time the time of creation counts', () => {
    expect(translate('person-create')).toEqual({
      entity: 'person',
      action: 'create',
      id: 501,
      record: {
        id: 501,
        name: 'Camille Exemple',
        emails: ['Camille@Example.org', 'accueil@example.org'],
        phones: ['+33 1 00 00 00 00'],
        ownerId: 11,
        organizationId: 301,
        addedAt: '2026-05-27T06:54:41Z',
        updatedAt: null,
        customFields: { fa8dd8ed5c7b4ad3a7cb1f04a2a1a6d2c1b0e9f8: 'Chef de service' },
      },
      byStaffId: 21,
      changedAt: '2026-05-27T06:54:41Z',
      occurredAt: '2026-05-27T06:54:41.412Z',
      mergedToId: null,
      permittedStaffIds: [11, 21],
      visibleTo: 3,
    });
  });

  it.each([
    ['strings', ['21', '22'], [21, 22]],
    ['numbers', [21, 22], [21, 22]],
    ['nobody', [], []],
    ['nothing', undefined, null],
    ['no list', 'everybody', null],
    ['a list with something that is no id', ['21', 'x'], null],
  ])('reads who may see the record from %s', (_words, permitted, read) => {
    const body = sample('pipedrive/person-create.json') as { meta: object };
    const told = { ...body, meta: { ...body.meta, permitted_user_ids: permitted } };
    expect(translateWebhook(told)).toMatchObject({ entity: 'person', permittedStaffIds: read });
  });

  it('translates a change of owner made through the API', () => {
    expect(translate('person-change-owner')).toMatchObject({
      action: 'change',
      record: { ownerId: 21 },
      changedAt: '2026-05-28T08:00:00Z',
    });
  });

  it('tells where a merged person went, with the time of the event', () => {
    expect(translate('person-delete')).toMatchObject({
      action: 'delete',
      id: 501,
      record: null,
      mergedToId: 502,
      changedAt: '2026-05-29T09:00:00Z',
    });
  });

  it('translates deals, organizations and users', () => {
    expect(translate('deal-create')).toMatchObject({
      entity: 'deal',
      record: { id: 701, status: 'open', stageId: 2 },
    });
    expect(translate('deal-change-stage')).toMatchObject({ record: { stageId: 3, pipelineId: 1 } });
    expect(translate('organization-create')).toMatchObject({ record: { id: 301, name: 'Mairie d’Exemple' } });
    expect(translate('user-change')).toMatchObject({
      entity: 'user',
      id: 21,
      record: { id: 21, name: 'Équipe vente', email: 'vente@example.org', active: false },
      changedAt: '2026-05-27T06:54:41Z',
      occurredAt: '2026-05-27T06:54:41.000Z',
    });
  });

  it('E-35 reads the simple custom values out of their typed objects, and leaves the others out', () => {
    const body = sample('pipedrive/deal-create.json');
    const custom_fields = {
      choice: { type: 'enum', id: 3 },
      number: { type: 'double', value: 1001 },
      words: { type: 'varchar', value: '2 500' },
      day: { type: 'date', value: '2026-11-22' },
      amount: { type: 'monetary', value: 10, currency: 'EUR' },
      several: { type: 'set', values: [{ id: 1 }] },
      hour: { type: 'time', value: '10:00:00', timezone_id: 1 },
      unset: null,
    };
    const customFields = { choice: 3, number: 1001, words: '2 500', day: '2026-11-22' };
    expect(translateWebhook({ ...body, data: { ...body.data, custom_fields } }).record).toMatchObject({
      customFields,
    });
    for (const strange of [undefined, null, 'x', []]) {
      const { record } = translateWebhook({ ...body, data: { ...body.data, custom_fields: strange } });
      expect(record).toMatchObject({ id: 701, customFields: {} });
    }
  });

  it('bears strings for numbers and missing fields', () => {
    const body = sample('pipedrive/deal-create.json');
    const data = { id: '701', status: 'lost', owner_id: '11', person_id: null };
    expect(translateWebhook({ meta: body.meta, data })).toMatchObject({
      id: 701,
      record: { ownerId: 11, personId: null, title: '', status: 'lost', stageId: null },
      changedAt: '2026-05-27T06:54:41Z',
    });
  });

  const activity = {
    ...{ id: 44, subject: 'Appel', type: 'call', done: false, active_flag: true, busy_flag: false },
    ...{ due_date: '2026-11-23', due_time: { timezone_id: null, value: null }, duration: { value: null } },
    ...{
      deal_id: 701,
      person_id: 501,
      owner_id: 21,
      update_user_id: 21,
      update_time: '2026-05-27T06:54:41Z',
    },
  };
  const ofActivity = (action: string, states: object) => {
    const { meta } = sample('pipedrive/deal-create.json');
    return translateWebhook({ meta: { ...meta, entity: 'activity', entity_id: '44', action }, ...states });
  };

  it('translates an activity, and one that was deleted by its last state', () => {
    const record = {
      ...{ id: 44, subject: 'Appel', type: 'call', done: false, dueOn: '2026-11-23', dealId: 701 },
      ...{ personId: 501, ownerId: 21, updatedAt: '2026-05-27T06:54:41Z', doneAt: null },
    };
    expect(ofActivity('create', { data: activity, previous: null })).toMatchObject({
      entity: 'activity',
      record,
    });
    expect(ofActivity('delete', { data: null, previous: activity })).toMatchObject({
      action: 'delete',
      record,
    });
    expect(ofActivity('delete', { data: null, previous: null })).toMatchObject({ id: 44, record: null });
  });

  it('names who did it in the pages of Pipedrive alone', () => {
    const { meta, data } = sample('pipedrive/deal-create.json');
    const by = (changed: object) => translateWebhook({ meta: { ...meta, ...changed }, data }).byStaffId;
    expect(by({ user_id: '22', change_source: 'app' })).toBe(22);
    expect(by({ user_id: '22', change_source: 'api' })).toBeNull();
    expect(by({ user_id: undefined, change_source: 'app' })).toBeNull();
  });

  it('keeps the id when the record itself cannot be read', () => {
    const body = sample('pipedrive/deal-create.json');
    expect(translateWebhook({ ...body, data: { ...body.data, status: 'half-open' } })).toMatchObject({
      entity: 'deal',
      id: 701,
      record: null,
    });
  });

  it.each([
    ['a lead with its UUID', { entity: 'lead', entity_id: '0b40c9d0-0000-4000-8000-000000000000' }, 0],
    ['a deal without a number', { entity: 'deal', entity_id: 'abc' }, 0],
    ['a note', { entity: 'note', entity_id: '44' }, 44],
    ['a name of the language itself', { entity: 'constructor', entity_id: '44' }, 44],
  ])('calls %s something other', (_what, changed, id) => {
    const { meta } = sample('pipedrive/deal-create.json');
    expect(translateWebhook({ meta: { ...meta, ...changed }, data: {} })).toMatchObject({
      entity: 'other',
      id,
      record: null,
    });
  });

  it.each([[null], ['x'], [{}], [{ meta: {} }]])('bears %j', (body) => {
    expect(translateWebhook(body)).toMatchObject({ entity: 'other', id: 0, record: null });
  });
});
