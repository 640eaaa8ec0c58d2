import { z } from 'zod';
import { accountExtension } from './account.ts';
import { ScimError } from './scim-error.ts';

const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const patchRequest = z.object({
  schemas: z.array(z.string()).refine((schemas) => schemas.includes(patchOp), `must name ${patchOp}`),
  Operations: z
    .array(
      z.object({
        // Some clients write the operation with a capital (other-services.md section 3).
        op: z.string().transform((op) => op.toLowerCase()),
        path: z.string().optional(),
        value: z.unknown().optional(),
      }),
    )
    .min(1),
});
export type PatchOperation = z.infer<typeof patchRequest>['Operations'][number];

/** @throws ScimError 400 invalidSyntax when the body is not a PatchOp message */
export function parsePatch(body: unknown): PatchOperation[] {
  const parsed = patchRequest.safeParse(body);
  if (!parsed.success) throw new ScimError(400, z.prettifyError(parsed.error), 'invalidSyntax');
  return parsed.data.Operations;
}

type Resource = Record<string, unknown>;
const readOnly = new Set(['id', 'meta', 'schemas']);

/**
 * Carries the operations out on a copy of the resource (RFC 7644 3.5.2): all of them, or none.
 * @throws ScimError 400 with noTarget, invalidPath, invalidValue, invalidSyntax or mutability
 */
export function applyPatch(resource: Resource, operations: readonly PatchOperation[]): Resource {
  const result = structuredClone(resource);
  for (const operation of operations) applyOperation(result, operation);
  return result;
}

type Operator = 'add' | 'replace' | 'remove';

function applyOperation(target: Resource, { op, path, value }: PatchOperation): void {
  if (op !== 'add' && op !== 'replace' && op !== 'remove') {
    throw new ScimError(400, `Unknown operation "${op}".`, 'invalidSyntax');
  }
  if (op === 'remove' && !path) throw new ScimError(400, 'A remove operation needs a path.', 'noTarget');
  if (op !== 'remove' && value === undefined) {
    throw new ScimError(400, `The ${op} operation has no value.`, 'invalidValue');
  }
  for (const [key, item] of path ? [[path, value] as const] : membersOf(value))
    writePath(target, key, item, op);
}

function membersOf(value: unknown): [string, unknown][] {
  if (isObject(value)) return Object.entries(value);
  throw new ScimError(400, 'Without a path the value must be an object.', 'invalidValue');
}

const pathForm = /^([A-Za-z]\w*)(?:\[\s*(\w+)\s+eq\s+"([^"]*)"\s*\])?(?:\.([A-Za-z]\w*))?$/;

function writePath(target: Resource, path: string, value: unknown, op: Operator): void {
  if (path.toLowerCase().startsWith(accountExtension.toLowerCase())) {
    writeExtension(target, path.slice(accountExtension.length + 1), value);
    return;
  }
  const match = pathForm.exec(path);
  if (!match) throw new ScimError(400, `Cannot read the path "${path}".`, 'invalidPath');
  const [, name = '', filterKey, filterValue = '', sub] = match;
  if (readOnly.has(name)) throw new ScimError(400, `"${name}" is read-only.`, 'mutability');
  const key = Object.keys(target).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
  if (filterKey) writeItem(target, key, { key: filterKey, value: filterValue }, sub, value, op);
  else if (sub) assign(childOf(target, key), sub, value, op);
  else assign(target, key, value, op);
}

function childOf(target: Resource, key: string): Resource {
  const child = target[key];
  const object: Resource = isObject(child) ? child : {};
  target[key] = object;
  return object;
}

/** The extension's members are facts of the directory; only its `state` can be asked for (see README). */
function writeExtension(target: Resource, sub: string, value: unknown): void {
  const wanted = sub ? { [sub]: value } : value;
  if (!isObject(wanted)) throw new ScimError(400, 'The extension takes an object.', 'invalidValue');
  const known = target[accountExtension];
  target[accountExtension] = { ...(isObject(known) ? known : {}), ...wanted };
}

function writeItem(
  target: Resource,
  key: string,
  filter: { key: string; value: string },
  sub: string | undefined,
  value: unknown,
  op: Operator,
): void {
  const list = Array.isArray(target[key]) ? target[key] : [];
  const isMatch = (item: unknown): boolean => isObject(item) && item[filter.key] === filter.value;
  const item = list.find(isMatch);
  if (op === 'remove' && !sub) {
    target[key] = list.filter((other) => !isMatch(other));
    return;
  }
  if (!item && op === 'replace') throw new ScimError(400, `No item of "${key}" passes the path.`, 'noTarget');
  const changed: Resource = isObject(item) ? item : { [filter.key]: filter.value };
  if (sub) assign(changed, sub, value, op);
  else if (isObject(value)) Object.assign(changed, value);
  else throw new ScimError(400, `An item of "${key}" is an object.`, 'invalidValue');
  if (!item) target[key] = [...list, changed];
}

function assign(target: Resource, key: string, value: unknown, op: Operator): void {
  const current = target[key];
  if (op === 'remove') delete target[key];
  else if (op === 'add' && Array.isArray(current)) target[key] = [...current, ...asList(value)];
  else if (isObject(current) && isObject(value)) target[key] = { ...current, ...value };
  else target[key] = value;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
