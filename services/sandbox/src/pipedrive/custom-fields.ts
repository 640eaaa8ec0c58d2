import { z } from 'zod';
import type { CustomValues, FieldDefinition, FieldType, Json } from './records.ts';
import { invalid } from './refusal.ts';

const idValue = z.number().int().positive();
const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD');

/** Values of v2 by field type (pipedrive.md 2.10); `null` clears any of them. */
const shapes: Record<FieldType, z.ZodType<Json>> = {
  varchar: z.string().max(255),
  varchar_auto: z.string().max(255),
  text: z.string(),
  phone: z.string(),
  double: z.number(),
  date: dayText,
  daterange: z.strictObject({ value: dayText, until: dayText }),
  time: z.looseObject({ value: z.string() }) as z.ZodType<Json>,
  timerange: z.looseObject({ value: z.string(), until: z.string() }) as z.ZodType<Json>,
  monetary: z.strictObject({ value: z.number(), currency: z.string() }),
  enum: idValue,
  set: z.array(idValue).min(1, 'must not be empty, send null to clear'),
  address: z.looseObject({ value: z.string() }) as z.ZodType<Json>,
  user: idValue,
  org: idValue,
  people: idValue,
};

function checkOptions(definition: FieldDefinition, value: Json): void {
  if (!definition.options) return;
  const known = new Set(definition.options.map((option) => option.id));
  const chosen = Array.isArray(value) ? value : [value];
  const wrong = chosen.find((id) => typeof id !== 'number' || !known.has(id));
  if (wrong === undefined) return;
  throw invalid(
    [`custom_fields.${definition.field_code}: option ${wrong} does not exist`],
    definition.field_code,
  );
}

/**
 * The custom values after a write: only the sent ones change.
 * Throws a 400 Refusal for an unknown field code or a value of the wrong type (pipedrive.md 2.3, 2.10).
 */
export function withCustomValues(
  definitions: FieldDefinition[],
  current: CustomValues,
  sent: Record<string, unknown> | undefined,
): CustomValues {
  const result = { ...current };
  for (const [code, value] of Object.entries(sent ?? {})) {
    const definition = definitions.find((field) => field.is_custom_field && field.field_code === code);
    if (!definition) {
      throw invalid([`custom_fields.${code}: Parameter '${code}' is not allowed for this request`], code);
    }
    result[code] = checkedValue(definition, value);
  }
  return result;
}

function checkedValue(definition: FieldDefinition, value: unknown): Json {
  if (value === null) return null;
  const parsed = shapes[definition.field_type as FieldType].safeParse(value);
  if (!parsed.success) {
    const reason = parsed.error.issues[0]?.message ?? 'wrong value';
    throw invalid([`custom_fields.${definition.field_code}: ${reason}`], definition.field_code);
  }
  checkOptions(definition, parsed.data);
  return parsed.data;
}

/** Every custom field of a kind with its value, `null` where nothing is set: live lists show them all (2.3). */
export function allCustomValues(definitions: FieldDefinition[], values: CustomValues): CustomValues {
  const custom = definitions.filter((field) => field.is_custom_field);
  return Object.fromEntries(custom.map((field) => [field.field_code, values[field.field_code] ?? null]));
}

/** The same values in the typed objects of webhooks v2 (pipedrive.md 3.4). */
export function typedCustomValues(definitions: FieldDefinition[], values: CustomValues): CustomValues {
  const custom = definitions.filter((field) => field.is_custom_field);
  return Object.fromEntries(
    custom.map((field) => [field.field_code, typedValue(field, values[field.field_code])]),
  );
}

function typedValue(field: FieldDefinition, value: Json | undefined): Json {
  if (value === null || value === undefined) return null;
  const type = field.field_type;
  if (Array.isArray(value)) return { type, values: value.map((id) => ({ id })) };
  if (typeof value === 'object') return typedObject(type, value);
  return ['enum', 'user', 'org', 'people'].includes(type) ? { id: value, type } : { type, value };
}

// Ranges are called `from` and `until` in webhooks (pipedrive.md 3.4).
function typedObject(type: string, object: { [key: string]: Json }): Json {
  if (type !== 'daterange' && type !== 'timerange') return { type, ...object };
  const { value, ...rest } = object;
  return { type, from: value ?? null, ...rest };
}
