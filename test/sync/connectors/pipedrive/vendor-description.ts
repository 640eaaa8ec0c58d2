import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import type { FormatsPlugin } from 'ajv-formats';
import { parse } from 'yaml';

interface Parameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: { enum?: string[] };
}

interface Operation {
  operationId: string;
  'x-token-cost': number;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: object }> };
}

export interface RecordedRequest {
  method: string;
  /** Path and query, as sent. */
  url: string;
  body: unknown;
}

export interface Judgement {
  operationId: string;
  version: 'v1' | 'v2';
  cost: number;
  /** What the request breaks; empty when it is as described. */
  breaches: string[];
}

const bases = [
  ['v1', '/v1'],
  ['v2', '/api/v2'],
] as const;
const addFormats: FormatsPlugin = createRequire(import.meta.url)('ajv-formats');

/**
 * The vendor's OpenAPI descriptions as a judge of requests. Keys that the description does not list are breaches,
 * because v2 refuses them (pipedrive.md 2.2).
 *
 * @param directory where `pipedrive-v1.yaml` and `pipedrive-v2.yaml` are
 * @returns a function that judges a request, or answers null when nothing like it is described
 */
export function readDescriptions(directory: string): (request: RecordedRequest) => Judgement | null {
  const described = bases.flatMap(([version, base]) => operationsOf(directory, version, base));
  return (request) => {
    const url = new URL(request.url, 'http://described.example');
    const found = described.find(
      ({ method, pattern }) => method === request.method.toLowerCase() && pattern.test(url.pathname),
    );
    if (!found) return null;
    const { operation, version } = found;
    const breaches = [...queryBreaches(url, operation), ...bodyBreaches(request.body, operation)];
    return { operationId: operation.operationId, version, cost: operation['x-token-cost'], breaches };
  };
}

function operationsOf(directory: string, version: 'v1' | 'v2', base: string) {
  const text = readFileSync(join(directory, `pipedrive-${version}.yaml`), 'utf8');
  const { paths }: { paths: Record<string, Record<string, Operation>> } = parse(text);
  return (
    Object.entries(paths)
      // A literal path wins over one with a parameter: /users/me over /users/{id}.
      .sort(([left], [right]) => left.split('{').length - right.split('{').length)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method,
          pattern: new RegExp(`^${(base + path).replace(/\{[^}]+\}/g, '\\d+')}$`),
          operation,
          version,
        })),
      )
  );
}

function queryBreaches(url: URL, operation: Operation): string[] {
  const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const schema = {
    type: 'object',
    additionalProperties: false,
    required: described.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(described.map((parameter) => [parameter.name, schemaOf(parameter)])),
  };
  return breachesOf(schema, Object.fromEntries(url.searchParams), true);
}

/** Lists with commas are described by the names that may stand in them. */
function schemaOf({ description = '', schema }: Parameter): object {
  const names = /comma separated string array/i.test(description) ? schema.enum : undefined;
  return names ? { type: 'string', pattern: `^(${names.join('|')})(,(${names.join('|')}))*$` } : schema;
}

function bodyBreaches(body: unknown, operation: Operation): string[] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  const sent = body !== '' && body !== undefined;
  if (!schema) return sent ? ['a body where none is described'] : [];
  return breachesOf({ ...closed(schema), unevaluatedProperties: false }, body, false);
}

function breachesOf(schema: object, value: unknown, coerceTypes: boolean): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true, coerceTypes });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** A copy in which every object that lists its properties accepts no others. */
function closed(schema: object): object {
  if (Array.isArray(schema)) return schema.map((item) => closedIfObject(item));
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closedIfObject(value)]));
  if (!('properties' in copy)) return copy;
  // Parts of an allOf share the object: the whole is closed by its unevaluatedProperties instead.
  const { additionalProperties: _open, ...listing } = copy;
  return listing;
}

function closedIfObject(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? closed(value) : value;
}
