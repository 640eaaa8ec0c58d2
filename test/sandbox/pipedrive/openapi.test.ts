import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scopesFor } from '../../../services/sandbox/src/pipedrive/permissions.ts';
import { type Pipedrive, startPipedrive } from './harness.ts';

// The vendor owns the descriptions, so they stay outside the repository: OPENAPI_DIR says where they are.
const directory = process.env.OPENAPI_DIR ?? '';

type Schema = { [key: string]: unknown };
type DescribedOperation = {
  responses: Record<string, Schema>;
  'x-token-cost': number;
  security?: { oauth2?: string[] }[];
};
type Description = { paths: Record<string, Record<string, DescribedOperation>> };

const descriptions = new Map<string, Description>();
let pipedrive: Pipedrive;

beforeAll(async () => {
  if (!directory) return;
  for (const version of ['v1', 'v2']) {
    const text = await readFile(join(directory, `pipedrive-${version}.yaml`), 'utf8');
    descriptions.set(version, parse(text));
  }
  pipedrive = await startPipedrive();
  pipedrive.memory.limits.searchLagMs = 0;
  await pipedrive.call('POST', '/v1/notes', { content: 'x', deal_id: 1, person_id: 1, org_id: 1 });
});
afterAll(() => pipedrive?.stop());

/** OpenAPI 3.0 to JSON schema, with null allowed everywhere: nullability in the descriptions is unreliable. */
function nullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(nullable);
  if (schema === null || typeof schema !== 'object') return schema;
  const result: Schema = {};
  for (const [key, value] of Object.entries(schema)) {
    if (['nullable', 'example', 'format', 'description', 'title', 'xml', 'discriminator'].includes(key))
      continue;
    result[key] = key === 'enum' ? value : nullable(value);
  }
  if (typeof result.type === 'string') result.type = [result.type, 'null'];
  if (Array.isArray(result.enum)) result.enum = [...result.enum, null];
  return result;
}

// Described, yet absent in an account without contact sync, or only sent on demand.
const absent = new Set([
  ...['postal_address', 'notes', 'im', 'birthday', 'job_title'],
  ...['ui_visibility', 'important_fields', 'required_fields', 'description'],
]);

type Described = { properties?: Record<string, Described>; items?: Described };

/** Names of described keys of `data` (or of its first row) that the answer lacks. */
function missingKeys(schema: Described | undefined, body: { data: unknown }): string[] {
  const data = schema?.properties?.data;
  const row = Array.isArray(body.data) ? body.data[0] : body.data;
  const keys = Object.keys((data?.items ?? data)?.properties ?? {});
  return keys.filter((key) => !absent.has(key) && !(key in Object(row)));
}

const condition = { object: 'deal', field_id: '1', operator: '=', value: 'x', extra_value: null };
const conditions = {
  glue: 'and',
  conditions: [
    { glue: 'and', conditions: [condition] },
    { glue: 'or', conditions: [] },
  ],
};

type Operation = [version: string, method: string, template: string, path: string, body?: unknown];

/** The life of one custom field; its code is random, so calls find it by `{code}`. */
function fieldWrites(owner: 'deal' | 'person' | 'organization'): Operation[] {
  const path = `/${owner}Fields`;
  const one = `${path}/{field_code}`;
  const made = `${path}/{${owner}}`;
  const options = [{ label: 'un' }, { label: 'deux' }];
  return [
    ['v2', 'post', path, path, { field_name: 'Provenance', field_type: 'enum', options }],
    ['v2', 'patch', one, made, { field_name: 'Origine' }],
    ['v2', 'post', `${one}/options`, `${made}/options`, [{ label: 'trois' }]],
    ['v2', 'patch', `${one}/options`, `${made}/options`, [{ id: '{option}', label: 'tiers' }]],
    ['v2', 'delete', `${one}/options`, `${made}/options`, [{ id: '{option}' }]],
    ['v2', 'delete', one, made],
  ];
}

const operations: Operation[] = [
  ['v2', 'get', '/deals', '/deals?include_fields=notes_count&include_labels=true'],
  ['v2', 'get', '/deals/archived', '/deals/archived'],
  ['v2', 'get', '/deals/{id}', '/deals/1'],
  ['v2', 'post', '/deals', '/deals', { title: 'x', person_id: 1, org_id: 1 }],
  ['v2', 'patch', '/deals/{id}', '/deals/2', { status: 'lost', lost_reason: 'x' }],
  ['v2', 'get', '/deals/search', '/deals/search?term=eaux'],
  ['v2', 'get', '/persons', '/persons?owner_id=21'],
  ['v2', 'get', '/persons/{id}', '/persons/1'],
  ['v2', 'post', '/persons', '/persons', { name: 'x', emails: [{ value: 'x@example.org' }] }],
  ['v2', 'patch', '/persons/{id}', '/persons/1', { phones: [{ value: '1' }] }],
  ['v2', 'get', '/persons/search', '/persons/search?term=eaux'],
  ['v2', 'get', '/organizations', '/organizations'],
  ['v2', 'get', '/organizations/{id}', '/organizations/1'],
  ['v2', 'post', '/organizations', '/organizations', { name: 'x', address: { value: '1 rue' } }],
  ['v2', 'patch', '/organizations/{id}', '/organizations/1', { website: 'https://example.org' }],
  ['v2', 'get', '/organizations/search', '/organizations/search?term=syndicat'],
  ['v2', 'get', '/itemSearch', '/itemSearch?term=eaux'],
  ['v2', 'get', '/itemSearch/field', '/itemSearch/field?term=Direction%20Eaux&entity_type=person&field=name'],
  [
    'v2',
    'post',
    '/activities',
    '/activities',
    { subject: 'x', type: 'call', deal_id: 1, due_date: '2026-11-22', participants: [{ person_id: 1 }] },
  ],
  ['v2', 'get', '/activities', '/activities?deal_id=1&include_fields=attendees'],
  ['v2', 'get', '/activities/{id}', '/activities/1?include_fields=attendees'],
  ['v2', 'get', '/pipelines', '/pipelines'],
  ['v2', 'get', '/pipelines/{id}', '/pipelines/1'],
  ['v2', 'get', '/stages', '/stages?pipeline_id=2'],
  ['v2', 'get', '/stages/{id}', '/stages/1'],
  ['v2', 'post', '/pipelines', '/pipelines', { name: 'x' }],
  ['v2', 'patch', '/pipelines/{id}', '/pipelines/5', { name: 'y' }],
  ['v2', 'post', '/stages', '/stages', { name: 'x', pipeline_id: 5 }],
  ['v2', 'patch', '/stages/{id}', '/stages/9', { name: 'y', days_to_rotten: 3 }],
  ['v2', 'delete', '/stages/{id}', '/stages/9'],
  ['v2', 'delete', '/pipelines/{id}', '/pipelines/5'],
  ['v2', 'get', '/dealFields', '/dealFields'],
  ['v2', 'get', '/dealFields/{field_code}', '/dealFields/title'],
  ['v2', 'get', '/personFields', '/personFields'],
  ['v2', 'get', '/personFields/{field_code}', '/personFields/name'],
  ['v2', 'get', '/organizationFields', '/organizationFields'],
  ['v2', 'get', '/organizationFields/{field_code}', '/organizationFields/name'],
  ...(['deal', 'person', 'organization'] as const).flatMap(fieldWrites),
  // The described types leave out those of the vendor's own fields, which come first.
  ['v1', 'get', '/dealFields', '/dealFields?start=6'],
  ['v1', 'get', '/personFields', '/personFields'],
  ['v1', 'get', '/organizationFields', '/organizationFields'],
  ['v1', 'get', '/deals/{id}/permittedUsers', '/deals/1/permittedUsers'],
  ['v1', 'get', '/persons/{id}/permittedUsers', '/persons/1/permittedUsers'],
  ['v1', 'get', '/organizations/{id}/permittedUsers', '/organizations/1/permittedUsers'],
  ['v1', 'get', '/roles', '/roles'],
  ['v1', 'get', '/users/{id}/permissions', '/users/21/permissions'],
  ['v1', 'post', '/filters', '/filters?include_field_code=true', { name: 'x', type: 'deals', conditions }],
  ['v1', 'get', '/filters', '/filters?type=deals'],
  ['v1', 'get', '/filters/{id}', '/filters/1?include_field_code=true'],
  ['v1', 'put', '/filters/{id}', '/filters/1', { conditions }],
  ['v1', 'delete', '/filters/{id}', '/filters/1'],
  ['v1', 'post', '/activityTypes', '/activityTypes', { name: 'Démonstration', icon_key: 'camera' }],
  ['v1', 'put', '/activityTypes/{id}', '/activityTypes/6', { name: 'y' }],
  ['v1', 'delete', '/activityTypes/{id}', '/activityTypes/6'],
  ['v1', 'get', '/users', '/users'],
  ['v1', 'get', '/users/me', '/users/me'],
  ['v1', 'get', '/users/{id}', '/users/21'],
  ['v1', 'get', '/deals/{id}/participants', '/deals/1/participants'],
  ['v1', 'post', '/deals/{id}/participants', '/deals/1/participants', { person_id: 2 }],
  ['v1', 'delete', '/deals/{id}/participants/{deal_participant_id}', '/deals/1/participants/1'],
  ['v1', 'get', '/notes', '/notes?deal_id=1'],
  ['v1', 'get', '/notes/{id}', '/notes/1'],
  ['v1', 'post', '/notes', '/notes', { content: 'x', org_id: 1 }],
  ['v1', 'put', '/notes/{id}', '/notes/1', { content: 'y' }],
  ['v1', 'delete', '/notes/{id}', '/notes/1'],
  ['v1', 'get', '/activityTypes', '/activityTypes'],
  ['v1', 'get', '/webhooks', '/webhooks'],
  [
    'v1',
    'post',
    '/webhooks',
    '/webhooks',
    { subscription_url: 'https://example.org', event_action: '*', event_object: '*', name: 'x' },
  ],
  ['v1', 'delete', '/webhooks/{id}', '/webhooks/2'],
  ['v1', 'put', '/persons/{id}/merge', '/persons/2/merge', { merge_with_id: 1 }],
  ['v1', 'put', '/deals/{id}/merge', '/deals/2/merge', { merge_with_id: 1 }],
  ['v2', 'delete', '/deals/{id}', '/deals/1'],
  ['v2', 'delete', '/persons/{id}', '/persons/1'],
  ['v2', 'delete', '/organizations/{id}', '/organizations/1'],
];

/** Puts the code of the last field of an owner in the place of `{owner}`, its last option in that of `{option}`. */
function filledIn(path: string, body: unknown): [string, unknown] {
  const owner = /\{(deal|person|organization)\}/.exec(path)?.[1] as 'deal' | undefined;
  if (!owner) return [path, body];
  const field = pipedrive.memory.fields[owner].at(-1);
  const text = JSON.stringify(body)?.replace('"{option}"', String(field?.options?.at(-1)?.id));
  return [path.replace(`{${owner}}`, field?.field_code ?? ''), text && JSON.parse(text)];
}

describe('the scopes an app needs', () => {
  it.skipIf(!directory).each(operations)(
    'of %s %s %s are the described ones',
    (version, method, template) => {
      const operation = descriptions.get(version)?.paths[template]?.[method];
      const described = operation?.security?.flatMap((each) => each.oauth2 ?? []) ?? [];
      const path = template.replace(/\{[^}]+\}/g, '1');
      const demanded = scopesFor(version === 'v1' ? 'v1' : 'v2', method.toUpperCase(), path);
      expect(demanded?.toSorted()).toEqual(described.toSorted());
    },
  );
});

describe('the official descriptions', () => {
  it.skipIf(!directory).each(operations)('%s %s %s', async (version, method, template, path, body) => {
    const [sentPath, sentBody] = filledIn(path, body);
    const operation = descriptions.get(version)?.paths[template]?.[method];
    const answer = await pipedrive.call(method.toUpperCase(), `/api/${version}${sentPath}`, sentBody);
    const described = operation?.responses[answer.status] as
      | { content?: Record<string, { schema?: unknown }> }
      | undefined;
    const schema = described?.content?.['application/json']?.schema;
    expect(schema, `status ${answer.status} is not described: ${answer.text}`).toBeDefined();
    const validate = new Ajv({ strict: false, allErrors: true }).compile(nullable(schema) as Schema);
    validate(answer.body);
    expect(validate.errors ?? []).toEqual([]);
    expect(missingKeys(schema as Described, answer.body)).toEqual([]);
    expect(pipedrive.costs.at(-1)).toBe(operation?.['x-token-cost']);
  });
});
