import { byId } from './lookup.ts';
import type { FieldOwner, Json, PipedriveMemory } from './records.ts';
import { refusal } from './refusal.ts';
import type { FilterCondition, FilterType, SavedFilter } from './structure-records.ts';

type Row = { id: number } & object;

const typeOf: Record<FieldOwner, FilterType> = { deal: 'deals', person: 'people', organization: 'org' };

/**
 * What a saved filter lets through of a list of deals, persons or organizations (pipedrive.md 2.9).
 * Throws 404 for a filter that is not there or is one for other records (the latter UNVERIFIED).
 */
export function savedFilterFor(
  memory: PipedriveMemory,
  owner: FieldOwner,
  filterId: number,
): (record: Row) => boolean {
  const filter = byId(memory.filters, filterId);
  if (filter?.type !== typeOf[owner]) throw refusal(404, 'Filter not found');
  return (record) => passes(memory, owner, filter, record);
}

function passes(memory: PipedriveMemory, owner: FieldOwner, filter: SavedFilter, record: Row): boolean {
  const holds = (condition: FilterCondition): boolean => {
    const subject = condition.object === owner ? record : linked(memory, condition.object, record);
    return compare(valueIn(memory, condition, subject), condition);
  };
  return filter.conditions.conditions.every(({ glue, conditions }) =>
    glue === 'and' ? conditions.every(holds) : conditions.length === 0 || conditions.some(holds),
  );
}

/** The person or organization a record hangs on. */
function linked(memory: PipedriveMemory, object: string, record: Row): Row | undefined {
  const links = record as { person_id?: number | null; org_id?: number | null };
  if (object === 'person') return byId(memory.persons, links.person_id ?? 0);
  if (object === 'organization') return byId(memory.organizations, links.org_id ?? 0);
  return undefined;
}

function valueIn(memory: PipedriveMemory, condition: FilterCondition, subject: Row | undefined): Json {
  const definitions = memory.fields[condition.object as FieldOwner] ?? [];
  const field = definitions.find((each) => each.id === Number(condition.field_id));
  if (!field || !subject) return null;
  const row = subject as Record<string, Json> & { custom_fields?: Record<string, Json> };
  return (field.is_custom_field ? row.custom_fields?.[field.field_code] : row[field.field_code]) ?? null;
}

function compare(value: Json, { operator, value: wanted }: FilterCondition): boolean {
  if (operator === 'IS NULL') return value === null;
  if (operator === 'IS NOT NULL') return value !== null;
  const texts = (Array.isArray(value) ? value : [value]).map(textOf);
  const asked = textOf(wanted);
  if (operator === '!=') return !texts.includes(asked);
  if (operator === "NOT LIKE '$%'") return !texts.some((text) => text.startsWith(asked));
  return value !== null && texts.some((text) => holds(text, operator, asked));
}

function holds(text: string, operator: string, asked: string): boolean {
  if (operator === "LIKE '$%'") return text.startsWith(asked);
  if (operator === "LIKE '%$%'") return text.includes(asked);
  const [left, right] = Number.isNaN(Number(text)) ? [text, asked] : [Number(text), Number(asked)];
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  if (operator === '<=') return left <= right;
  if (operator === '>=') return left >= right;
  return text === asked;
}

/** Texts are compared without regard to case; an object by its value. */
function textOf(value: Json): string {
  const plain = value !== null && typeof value === 'object' && 'value' in value ? value.value : value;
  return String(plain ?? '').toLowerCase();
}
