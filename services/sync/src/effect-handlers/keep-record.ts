import type { Kysely } from 'kysely';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { answeredInstant, type CrmEntity, keepCrmRecords } from '../store/crm-records.ts';
import type { Schema } from '../store/schema.ts';

/** Remembers what a call to Pipedrive answered, so that the webhook that echoes it is no news. */
export type KeepRecord = (
  company: string,
  entity: CrmEntity,
  record: Person | Deal | Organization,
  deleted?: boolean,
) => Promise<void>;

export function createKeepRecord(db: Kysely<Schema>): KeepRecord {
  return async (company, entity, record, deleted = false) => {
    const added = 'addedAt' in record ? record.addedAt : null;
    const changedAt = answeredInstant(record.updatedAt ?? added ?? new Date().toISOString());
    await keepCrmRecords(db, company, [{ entity, id: record.id, record, deleted, changedAt }]);
  };
}
