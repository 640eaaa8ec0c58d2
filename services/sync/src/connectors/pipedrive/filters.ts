import type { Calls } from './calls.ts';
import { given } from './given.ts';
import { allByOffset, pageSize } from './paging.ts';
import type { FilterCondition, NewFilter, PipedriveSetup } from './port-setup.ts';
import { exactlyOneOf, offsetPageOf, wholeListOf } from './schema.ts';
import { FilterRecord, NumberedFieldRecord } from './schema-setup.ts';
import type { PipedriveApis } from './sdk.ts';

type FilterCalls = Pick<PipedriveSetup, 'listFilters' | 'createFilter' | 'listFilterFields'>;

/** The calls about kept filters; v1 alone has them (pipedrive.md 2.9). */
export function filterCalls({ rare }: PipedriveApis, calls: Calls): FilterCalls {
  return {
    async listFilters(type) {
      const send = () => rare.filters().getFilters(given({ type }));
      const { rows } = (await calls.run('getFilters', send, wholeListOf(FilterRecord))).data;
      const kept = rows.filter((record) => record.active_flag !== false && !record.temporary_flag);
      return kept.map(({ id, name, type }) => ({ id, name, type }));
    },
    async createFilter(filter) {
      const body = { AddFilterRequest: newBody(filter) };
      const send = () => rare.filters().addFilter(body);
      const { id } = (await calls.run('addFilter', send, exactlyOneOf(FilterRecord.pick({ id: true })))).data;
      return { id, name: filter.name, type: filter.type };
    },
    async listFilterFields(object) {
      const rows = await allByOffset((start) => {
        const page = { start, limit: pageSize };
        return object === 'deal'
          ? calls.run('getDealFieldsV1', () => rare.dealFields().getDealFields(page), numberedFields)
          : calls.run('getPersonFieldsV1', () => rare.personFields().getPersonFields(page), numberedFields);
      });
      return rows.flatMap(({ id, key: code, name }) => (id == null ? [] : [{ id, code, name }]));
    },
  };
}

const numberedFields = offsetPageOf(NumberedFieldRecord);

/** Exactly one group that holds one of "and" and one of "or" (pipedrive.md 2.9). */
function newBody({ name, type, conditions, alternatives = [] }: NewFilter) {
  const groups = [
    { glue: 'and', conditions: conditions.map(toCondition) },
    { glue: 'or', conditions: alternatives.map(toCondition) },
  ];
  return { name, type, conditions: { glue: 'and', conditions: groups } };
}

function toCondition({ object, fieldId, operator, value }: FilterCondition) {
  return { object, field_id: String(fieldId), operator, value, extra_value: null };
}
