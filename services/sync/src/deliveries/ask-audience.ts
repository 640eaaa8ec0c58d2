import type { Kysely } from 'kysely';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Log } from '../log.ts';
import { keepAudience, neverToldRecords, type SeenRecord } from '../store/audiences.ts';
import type { Schema } from '../store/schema.ts';
import { toldAudience } from './told-audience.ts';

/** What asking who may see a record needs. */
export interface AudienceQuestion {
  db: Kysely<Schema>;
  companyOf: CompanyOf;
  pipedrive: Pick<Pipedrive, 'permittedUsersOfDeal' | 'permittedUsersOfPerson'>;
}

/**
 * Asks Pipedrive who may see a record and keeps the answer; 10 tokens (pipedrive.md 2.4).
 *
 * @returns false when it told nobody: the record is gone, or hidden from our own user; what is known stays
 * @throws OutsideError
 */
export async function askAudience(
  { db, companyOf, pipedrive }: AudienceQuestion,
  companyId: string,
  record: SeenRecord,
): Promise<boolean> {
  const at = new Date().toISOString();
  const { entity, id } = record;
  const staffIds = await (entity === 'deal'
    ? pipedrive.permittedUsersOfDeal(id)
    : pipedrive.permittedUsersOfPerson(id));
  const told = toldAudience(companyOf(companyId), { staffIds, at });
  if (told) await keepAudience(db, companyId, record, told);
  return told !== undefined;
}

/** So many records are asked about in one sweep, at 10 tokens each: the day's tokens are for decisions. */
const askedMax = 25;

/**
 * Asks about records of open requests that were read, not told by a webhook. Until then everybody sees them; with
 * Pipedrive in trouble the next sweep goes on.
 */
export async function askNeverTold(
  question: AudienceQuestion & { log: Log; signal: AbortSignal },
  companyId: string,
): Promise<void> {
  const { db, log, signal } = question;
  for (const record of await neverToldRecords(db, companyId, askedMax)) {
    signal.throwIfAborted();
    try {
      await askAudience(question, companyId, record);
    } catch (error) {
      log.warn(
        { error, companyId, ...record },
        'who may see a record was not told; the next sweep asks again',
      );
      return;
    }
  }
}
