import type { Kysely } from 'kysely';
import { OutsideError } from '../connectors/errors.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import { keepAudience, neverToldRecords, noteAskedInVain, type SeenRecord } from '../store/audiences.ts';
import type { Schema } from '../store/schema.ts';

/** What asking who may see a record needs. */
export interface AudienceQuestion {
  db: Kysely<Schema>;
  pipedrive: Pick<Pipedrive, 'permittedUsersOfDeal' | 'permittedUsersOfPerson'>;
}

/**
 * Asks Pipedrive who may see a record and keeps the answer, for these people alone: the answer does not say whether
 * they are all because everybody may. 10 tokens (pipedrive.md 2.4).
 *
 * @returns who may see it; nobody: the record is gone, or hidden from our own user; what is known stays
 * @throws OutsideError
 */
export async function askAudience(
  { db, pipedrive }: AudienceQuestion,
  companyId: string,
  record: SeenRecord,
): Promise<number[]> {
  const at = new Date().toISOString();
  const { entity, id } = record;
  const staffIds = await (entity === 'deal'
    ? pipedrive.permittedUsersOfDeal(id)
    : pipedrive.permittedUsersOfPerson(id));
  if (staffIds.length > 0) await keepAudience(db, companyId, record, { audience: staffIds, at });
  return staffIds;
}

/** So many records are asked about in one sweep at most, at 10 tokens each: the day's tokens are for decisions. */
export const askedMax = 25;

/**
 * Asks about records of open requests that were read, not told by a webhook, and of deals to attach these to. Until
 * then everybody sees the requests, and nobody is shown the deals. With Pipedrive in trouble the next sweep goes on.
 *
 * @param max how many records are asked about
 * @returns how many were not
 */
export async function askNeverTold(
  question: AudienceQuestion & { log: Log; signal: AbortSignal },
  companyId: string,
  max: number,
): Promise<number> {
  const { db, log, signal } = question;
  const records = await neverToldRecords(db, companyId, max);
  for (const record of records) {
    signal.throwIfAborted();
    try {
      const staffIds = await askAudience(question, companyId, record);
      if (staffIds.length === 0) await noteAskedInVain(db, companyId, record);
    } catch (error) {
      log.warn({ error, companyId, ...record }, 'who may see a record was not told; it is asked again');
      if (!isOfRecord(error)) return 0;
      await noteAskedInVain(db, companyId, record);
    }
  }
  return max - records.length;
}

/** Whether the next record may have an answer all the same. */
function isOfRecord(error: unknown): boolean {
  return error instanceof OutsideError && !['retry-later', 'sign-in-again'].includes(error.failure.word);
}
