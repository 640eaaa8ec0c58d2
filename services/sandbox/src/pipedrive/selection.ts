import { refusal } from './refusal.ts';

type Listed = { id: number; update_time: string; is_deleted: boolean };

type Selection = {
  filter_id?: number | undefined;
  ids?: number[] | undefined;
  updated_since?: string | undefined;
  updated_until?: string | undefined;
};

/**
 * The records of a v2 list that pass the query. `updated_since` is inclusive, `updated_until` exclusive, and
 * each key of `equal` that is set must equal the record's (pipedrive.md 2.2, 2.4).
 * A `filter_id` overrides all that and is the business of filter-match.ts; where it is not asked (activities), 404.
 */
export function selected<T extends Listed>(
  records: readonly T[],
  query: Selection,
  equal: { [K in keyof T]?: T[K] | undefined },
): T[] {
  if (query.filter_id !== undefined) throw refusal(404, 'Filter not found');
  const ids = query.ids && new Set(query.ids);
  const wanted = Object.entries(equal).filter(([, value]) => value !== undefined);
  return records.filter(
    (record) =>
      (!ids || ids.has(record.id)) &&
      (query.updated_since === undefined || record.update_time >= query.updated_since) &&
      (query.updated_until === undefined || record.update_time < query.updated_until) &&
      wanted.every(([key, value]) => record[key as keyof T] === value),
  );
}

/** Without the deleted ones, as lists are by default (pipedrive.md 2.2). */
export function live<T extends Listed>(records: readonly T[]): T[] {
  return records.filter((record) => !record.is_deleted);
}
