import { inspect } from 'node:util';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { unlimitedBudget } from './unlimited-budget.ts';

const apiUrl = 'https://api.example.org';
const pipedrive = createPipedrive({ apiUrl, auth: { apiToken: 'secret-token' }, budget: unlimitedBudget() });

nockOnly();

describe('subscriptions', () => {
  const subscriptionUrl = 'https://passerelle.example.org/webhooks/pipedrive/77';
  const kept = {
    id: 4,
    company_id: 77,
    user_id: 11,
    event_object: 'deal',
    event_action: '*',
    subscription_url: subscriptionUrl,
    name: 'Passerelle',
    is_active: 1,
    version: '2.0',
    http_auth_user: 'passerelle',
    http_auth_password: 'secret-password',
  };
  const webhook = {
    id: 4,
    object: 'deal',
    action: '*',
    subscriptionUrl,
    name: 'Passerelle',
    isActive: true,
    version: '2.0',
    userName: 'passerelle',
  };
  const wanted = {
    object: 'deal',
    action: '*',
    subscriptionUrl,
    name: 'Passerelle',
    user: 'passerelle',
    password: 'secret-"password"',
    userId: 11,
  } as const;

  it('are listed without their passwords', async () => {
    const stopped = { ...kept, id: 5, is_active: 0, http_auth_user: null, http_auth_password: null };
    nock(apiUrl)
      .get('/v1/webhooks')
      .reply(200, { status: 'ok', success: true, data: [kept, stopped] });
    expect(await pipedrive.listWebhooks()).toEqual([
      webhook,
      { ...webhook, id: 5, isActive: false, userName: null },
    ]);
  });

  it('are made in version 2.0, with their own credentials', async () => {
    const body = {
      event_object: 'deal',
      event_action: '*',
      subscription_url: subscriptionUrl,
      name: 'Passerelle',
      user_id: 11,
      http_auth_user: 'passerelle',
      http_auth_password: 'secret-"password"',
      version: '2.0',
    };
    nock(apiUrl).post('/v1/webhooks', body).reply(201, { status: 'ok', success: true, data: kept });
    expect(await pipedrive.createWebhook(wanted)).toEqual(webhook);
  });

  it('tell why one was refused, without the password even when it is repeated', async () => {
    const errors = { subscription_url: [`invalid or non-reachable URL ${wanted.password}`] };
    nock(apiUrl).post('/v1/webhooks').reply(400, { status: 'error', success: false, errors });
    const error = await pipedrive.createWebhook(wanted).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      failure: {
        word: 'rejected',
        detail: { fr: expect.stringContaining('« invalid or non-reachable URL') },
      },
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/secret-/);
  });

  it('take one that is gone for deleted', async () => {
    const errors = { id: ['not found'] };
    nock(apiUrl).delete('/v1/webhooks/4').reply(404, { status: 'error', success: false, errors });
    nock(apiUrl).delete('/v1/webhooks/5').reply(200, { status: 'ok', success: true });
    await expect(pipedrive.deleteWebhook(4)).resolves.toBeUndefined();
    await expect(pipedrive.deleteWebhook(5)).resolves.toBeUndefined();
  });
});

describe('the structure', () => {
  it('gets pipelines and stages', async () => {
    nock(apiUrl)
      .post('/api/v2/pipelines', { name: 'Demandes' })
      .reply(200, { data: { id: 3, name: 'Demandes', order_nr: 2 } });
    nock(apiUrl)
      .post('/api/v2/stages', { name: 'Reçue', pipeline_id: 3 })
      .reply(200, { data: { id: 9, name: 'Reçue', pipeline_id: 3, order_nr: 1 } });
    expect(await pipedrive.createPipeline({ name: 'Demandes' })).toEqual({
      id: 3,
      name: 'Demandes',
      order: 2,
    });
    expect(await pipedrive.createStage({ name: 'Reçue', pipelineId: 3 })).toEqual({
      id: 9,
      name: 'Reçue',
      pipelineId: 3,
      order: 1,
    });
  });

  it('gets fields, with what may be chosen', async () => {
    nock(apiUrl)
      .post('/api/v2/personFields', { field_name: 'Compte', field_type: 'varchar' })
      .reply(200, {
        data: { field_name: 'Compte', field_code: 'abc', field_type: 'varchar', options: null },
      });
    const options = [{ label: 'Sous 3 mois' }, { label: 'Plus tard' }];
    nock(apiUrl)
      .post('/api/v2/dealFields', { field_name: 'Échéance', field_type: 'enum', options })
      .reply(200, {
        data: {
          field_name: 'Échéance',
          field_code: 'def',
          field_type: 'enum',
          options: options.map((option, index) => ({ ...option, id: index + 1 })),
        },
      });
    expect(await pipedrive.createPersonField({ name: 'Compte', type: 'varchar' })).toEqual({
      name: 'Compte',
      code: 'abc',
      type: 'varchar',
      options: [],
    });
    const field = { name: 'Échéance', type: 'enum', options: ['Sous 3 mois', 'Plus tard'] } as const;
    expect(await pipedrive.createDealField({ ...field, options: [...field.options] })).toMatchObject({
      code: 'def',
      options: [
        { id: 1, label: 'Sous 3 mois' },
        { id: 2, label: 'Plus tard' },
      ],
    });
  });

  it('gets activity types; the active ones are listed as on the screen', async () => {
    const call = { id: 5, name: 'Appel', key_string: 'call', order_nr: 1, active_flag: true };
    const first = { ...call, id: 7, name: 'Salon', key_string: 'salon', order_nr: 0 };
    const old = { ...call, id: 6, name: 'Fax', key_string: 'fax', active_flag: false };
    nock(apiUrl)
      .get('/v1/activityTypes')
      .reply(200, { data: [call, old, first] });
    nock(apiUrl)
      .post('/v1/activityTypes', { name: 'Rappel', icon_key: 'task' })
      .reply(200, { data: { ...call, name: 'Rappel', key_string: 'rappel' } });
    expect(await pipedrive.listActivityTypes()).toEqual([
      { key: 'salon', name: 'Salon' },
      { key: 'call', name: 'Appel' },
    ]);
    expect(await pipedrive.createActivityType({ name: 'Rappel' })).toEqual({
      key: 'rappel',
      name: 'Rappel',
    });
  });
});

describe('filters', () => {
  it('are listed without deleted and passing ones', async () => {
    const filter = { id: 1, name: 'À traiter', type: 'deals', active_flag: true, temporary_flag: null };
    nock(apiUrl)
      .get('/v1/filters')
      .query({ type: 'deals' })
      .reply(200, {
        data: [filter, { ...filter, id: 2, active_flag: false }, { ...filter, id: 3, temporary_flag: true }],
      });
    expect(await pipedrive.listFilters('deals')).toEqual([{ id: 1, name: 'À traiter', type: 'deals' }]);
  });

  it('are made of one group of all and one of any', async () => {
    const condition = (object: string, field_id: string, operator: string, value: string | null) => ({
      object,
      field_id,
      operator,
      value,
      extra_value: null,
    });
    const groups = [
      { glue: 'and', conditions: [condition('deal', '12463', '=', 'open')] },
      { glue: 'or', conditions: [condition('person', '9041', 'IS NULL', null)] },
    ];
    nock(apiUrl)
      .post('/v1/filters', {
        name: 'À traiter',
        type: 'deals',
        conditions: { glue: 'and', conditions: groups },
      })
      .reply(200, { success: true, data: { id: 8 } });
    const made = await pipedrive.createFilter({
      name: 'À traiter',
      type: 'deals',
      conditions: [{ object: 'deal', fieldId: 12463, operator: '=', value: 'open' }],
      alternatives: [{ object: 'person', fieldId: 9041, operator: 'IS NULL', value: null }],
    });
    expect(made).toEqual({ id: 8, name: 'À traiter', type: 'deals' });
  });

  it('name fields by number: parts of fields have none', async () => {
    const page = { start: '0', limit: '500' };
    nock(apiUrl)
      .get('/v1/dealFields')
      .query(page)
      .reply(200, {
        data: [
          { id: 12463, key: 'status', name: 'Statut' },
          { id: null, key: 'abc_currency', name: 'Devise' },
        ],
        additional_data: { start: 0, limit: 500, more_items_in_collection: false },
      });
    nock(apiUrl)
      .get('/v1/personFields')
      .query(page)
      .reply(200, { data: [{ id: 9041, key: 'def', name: 'Compte' }] });
    expect(await pipedrive.listFilterFields('deal')).toEqual([{ id: 12463, code: 'status', name: 'Statut' }]);
    expect(await pipedrive.listFilterFields('person')).toEqual([{ id: 9041, code: 'def', name: 'Compte' }]);
  });
});
