import { describe, expect, it } from 'vitest';
import { checkBasic, readWebhook } from '#sync/connectors/pipedrive/webhook.ts';
import { sample } from '../../../samples/samples.ts';

const read = (name: string) => readWebhook(sample(`pipedrive/${name}.json`));

describe('readWebhook', () => {
  it.each([
    ['person-create', 'person', 'create', '501', 501],
    ['person-change-owner', 'person', 'change', '501', 501],
    ['person-delete', 'person', 'delete', '501', 501],
    ['deal-create', 'deal', 'create', '701', 501],
    ['deal-change-stage', 'deal', 'change', '701', 501],
    ['organization-create', 'organization', 'create', '301', null],
    ['user-change', 'user', 'change', '21', null],
  ])('files %s', (name, entity, action, entityId, personId) => {
    expect(read(name)).toMatchObject({
      ok: true,
      delivery: { companyId: '7654321', entity, action, entityId, personId },
    });
  });

  it('gives one key to all repetitions of an event', () => {
    const first = sample('pipedrive/deal-change-stage.json');
    const again = { ...first, meta: { ...first.meta, attempt: 3 } };
    const other = { ...first, meta: { ...first.meta, webhook_id: 1202 } };
    expect(keyOf(again)).toBe(keyOf(first));
    expect(keyOf(first)).toBe('c6f0d3f7-9a2a-4e0e-a7b6-37e4d1a3a004:1201');
    expect(keyOf(other)).toBe('c6f0d3f7-9a2a-4e0e-a7b6-37e4d1a3a004:1202');
  });

  it('tells two events of one user apart by their time', () => {
    const first = sample('pipedrive/user-change.json');
    const later = { ...first, meta: { ...first.meta, timestamp: 1779864999 } };
    expect(keyOf(first)).toBe('21:1201:1779864881');
    expect(keyOf(later)).not.toBe(keyOf(first));
  });

  it('reads numbers where the vendor says strings', () => {
    const body = {
      meta: { id: 5, action: 'change', entity: 'deal', company_id: 1, entity_id: 9 },
      data: null,
    };
    expect(readWebhook(body)).toMatchObject({
      ok: true,
      delivery: { companyId: '1', entityId: '9', key: '5:-' },
    });
  });

  it('finds the person of a deleted deal in its last state', () => {
    const body = sample('pipedrive/deal-create.json');
    const deleted = { meta: { ...body.meta, action: 'delete' }, data: null, previous: body.data };
    expect(readWebhook(deleted)).toMatchObject({ ok: true, delivery: { personId: 501 } });
  });

  it('names the version of an old subscription', () => {
    const old = {
      v: 1,
      meta: { v: 1, action: 'updated', object: 'deal', id: 7 },
      current: {},
      event: 'updated.deal',
    };
    expect(reasonOf(old)).toMatch(/version 1\.0 .*version 2\.0/);
    expect(reasonOf({ meta: { action: 'updated', object: 'deal', id: 7 }, current: {} })).toMatch(/1\.0/);
    const next = sample('pipedrive/deal-create.json');
    expect(reasonOf({ ...next, meta: { ...next.meta, version: '3.0' } })).toMatch(/version 3\.0/);
  });

  it.each([[null], [undefined], ['text'], [[]], [{}], [{ meta: null }], [{ meta: { id: {} } }], [42]])(
    'explains why %j is not a webhook',
    (body) => {
      expect(reasonOf(body)).toMatch(/^Not a Pipedrive webhook: missing or wrong: /);
    },
  );

  it('refuses an event about nothing', () => {
    const meta = { id: 'x', action: 'change', entity: 'deal', company_id: '1' };
    expect(reasonOf({ meta, data: null })).toMatch(/no id of the record/);
  });
});

describe('checkBasic', () => {
  const header = (text: string) => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

  it('accepts the credentials, accents and colons of the password included', () => {
    expect(checkBasic(header('crm:clé:1é'), 'crm', 'clé:1é')).toBe(true);
    expect(checkBasic(header('crm:x').replace('Basic', 'basic'), 'crm', 'x')).toBe(true);
  });

  it.each([
    ['a wrong password', header('crm:y')],
    ['a wrong user', header('crn:x')],
    ['a prefix', header('crm:')],
    ['another scheme', 'Bearer crm:x'],
    ['nothing', undefined],
    ['garbage', 'Basic §§§'],
  ])('refuses %s', (_what, given) => {
    expect(checkBasic(given, 'crm', 'x')).toBe(false);
  });

  it('refuses everybody while no password is set', () => {
    expect(checkBasic(header(':'), '', '')).toBe(false);
    expect(checkBasic(header('crm:'), 'crm', '')).toBe(false);
  });
});

function keyOf(body: unknown): string {
  const result = readWebhook(body);
  return result.ok ? result.delivery.key : `refused: ${result.reason}`;
}

function reasonOf(body: unknown): string {
  const result = readWebhook(body);
  return result.ok ? 'accepted' : result.reason;
}
