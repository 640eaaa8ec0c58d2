import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { PipedriveContext } from './context.ts';
import { nextId } from './lookup.ts';
import type { FieldDefinition, FieldOption, FieldOwner, PipedriveMemory } from './records.ts';
import { invalid, notFound, refusal } from './refusal.ts';

const label = z.string().min(1).max(255);
// What the vendor's own pages show of a field: known, and not simulated.
const looks = {
  ui_visibility: z.unknown().optional(),
  important_fields: z.unknown().optional(),
  required_fields: z.unknown().optional(),
};
const dealLooks = { ...looks, description: z.string().nullable().optional() };

const creatableTypes = [
  ...(['varchar', 'text', 'double', 'phone', 'date', 'daterange', 'time', 'timerange'] as const),
  ...(['set', 'enum', 'varchar_auto', 'address', 'monetary', 'org', 'people', 'user'] as const),
] as const;

const newField = {
  field_name: label,
  field_type: z.enum(creatableTypes),
  options: z.array(z.strictObject({ label })).max(10_000).optional(),
};

/** POST of a field definition (pipedrive.md 2.10); `description` belongs to deal fields alone. */
export function fieldBody(owner: FieldOwner) {
  return z.strictObject({ ...newField, ...(owner === 'deal' ? dealLooks : looks) });
}

/** PATCH of a field definition: its type is final (pipedrive.md 2.10). */
export function fieldPatch(owner: FieldOwner) {
  return z.strictObject({ field_name: label.optional(), ...(owner === 'deal' ? dealLooks : looks) });
}

/** POST, PATCH and DELETE of options: a list, all or nothing. */
export const optionsBody = z.array(z.strictObject({ label })).min(1);
export const optionsPatch = z.array(z.strictObject({ id: z.number().int(), label })).min(1);
export const optionsRemoval = z.array(z.strictObject({ id: z.number().int() })).min(1);

type NewField = {
  field_name: string;
  field_type: (typeof creatableTypes)[number];
  options?: { label: string }[] | undefined;
};

function newOptions(memory: PipedriveMemory, sent: readonly { label: string }[]): FieldOption[] {
  return sent.map((each) => ({ id: nextId(memory, 'option'), label: each.label, color: null }));
}

function takesOptions(type: string): boolean {
  return type === 'enum' || type === 'set';
}

/**
 * Adds a custom field under a fresh code of 40 hex digits; two fields may bear one name (UNVERIFIED: whoever
 * provisions must look first). Throws 400 for an `enum` or `set` without options.
 */
export function addField({ memory, changed }: PipedriveContext, owner: FieldOwner, sent: NewField) {
  if (takesOptions(sent.field_type) && !sent.options?.length) throw invalid(['options: is required']);
  const field: FieldDefinition = {
    id: nextId(memory, 'field'),
    field_name: sent.field_name,
    field_code: randomBytes(20).toString('hex'),
    field_type: sent.field_type,
    options: takesOptions(sent.field_type) ? newOptions(memory, sent.options ?? []) : null,
    is_custom_field: true,
  };
  memory.fields[owner].push(field);
  changed();
  return field;
}

/** The custom field with this code. Throws 404 for an unknown one, 403 for one of the vendor's own. */
function customField(memory: PipedriveMemory, owner: FieldOwner, code: string): FieldDefinition {
  const field = memory.fields[owner].find((each) => each.field_code === code);
  if (!field) throw notFound();
  if (!field.is_custom_field) throw refusal(403, 'This field cannot be changed', `field_code ${code}`);
  return field;
}

/** Gives a custom field another name. Throws 404, 403. */
export function renameField(
  { memory, changed }: PipedriveContext,
  owner: FieldOwner,
  code: string,
  sent: { field_name?: string | undefined },
): FieldDefinition {
  const field = customField(memory, owner, code);
  if (sent.field_name !== undefined) field.field_name = sent.field_name;
  changed();
  return field;
}

/** Takes a custom field away, with its values everywhere. Throws 404, 403. */
export function removeField({ memory, changed }: PipedriveContext, owner: FieldOwner, code: string) {
  const field = customField(memory, owner, code);
  memory.fields[owner] = memory.fields[owner].filter((each) => each !== field);
  const records = { deal: memory.deals, person: memory.persons, organization: memory.organizations }[owner];
  for (const record of records) delete record.custom_fields[code];
  changed();
  return field;
}

function withOptions(memory: PipedriveMemory, owner: FieldOwner, code: string): FieldOption[] {
  const { options } = customField(memory, owner, code);
  if (!options) throw invalid([`options: field ${code} takes none`]);
  return options;
}

/** Adds options to a field. Throws 404, 403, 400 for a field that takes none. */
export function addOptions(
  { memory, changed }: PipedriveContext,
  owner: FieldOwner,
  code: string,
  sent: { label: string }[],
): FieldOption[] {
  const options = withOptions(memory, owner, code);
  const added = newOptions(memory, sent);
  options.push(...added);
  changed();
  return added;
}

/** Renames options of a field, all or none. Throws 404, 403, 400 for an option that is not there. */
export function renameOptions(
  { memory, changed }: PipedriveContext,
  owner: FieldOwner,
  code: string,
  sent: { id: number; label: string }[],
): FieldOption[] {
  const options = withOptions(memory, owner, code);
  const found = sent.map((each) => ({ each, option: knownOption(options, each.id) }));
  for (const { each, option } of found) option.label = each.label;
  changed();
  return found.map(({ option }) => option);
}

/** Takes options of a field away, all or none. Throws 404, 403, 400 for an option that is not there. */
export function removeOptions(
  { memory, changed }: PipedriveContext,
  owner: FieldOwner,
  code: string,
  sent: { id: number }[],
): FieldOption[] {
  const options = withOptions(memory, owner, code);
  const gone = sent.map((each) => knownOption(options, each.id));
  for (const option of gone) options.splice(options.indexOf(option), 1);
  changed();
  return gone;
}

function knownOption(options: FieldOption[], id: number): FieldOption {
  const option = options.find((each) => each.id === id);
  if (!option) throw invalid([`id: option ${id} does not exist`]);
  return option;
}
