import type { Kysely } from 'kysely';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { answeredInstant, type CrmEntity, type CrmRecord, keepCrmRecords } from '../store/crm-records.ts';
import type { Schema } from '../store/schema.ts';
import { together } from '../store/together.ts';

/** Remembers what a call to Pipedrive answered, so that the webhook that echoes it is no news. */
export type KeepRecord = (
  company: string,
  entity: CrmEntity,
  record: Person | Deal | Organization,
  deleted?: boolean,
) => Promise<void>;

/** One for a node: what is answered at the same moment is kept together. */
export function createKeepRecord(db: Kysely<Schema>): KeepRecord {
  const keep = together(async (asks: readonly Kept[]) => {
    for (const [company, kept] of Map.groupBy(asks, (ask) => ask.company)) {
      await keepCrmRecords(
        db,
        company,
        kept.map(({ record }) => record),
      );
    }
    return asks.map(() => undefined);
  });
  return async (company, entity, record, deleted = false) => {
    const added = 'addedAt' in record ? record.addedAt : null;
    const changedAt = answeredInstant(record.updatedAt ?? added ?? new Date().toISOString());
    await keep({ company, record: { entity, id: record.id, record, deleted, changedAt } });
  };
}

interface Kept {
  company: string;
  record: CrmRecord;
}
