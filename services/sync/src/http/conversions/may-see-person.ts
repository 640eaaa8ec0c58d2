import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { OutsideError } from '../../connectors/errors.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import { askAudience } from '../../deliveries/ask-audience.ts';
import type { Schema } from '../../store/schema.ts';
import { isSeenBy } from '../../store/visibility.ts';

/** Who asks about a record of Pipedrive, and what it is asked with. */
export interface Asker {
  db: Kysely<Schema>;
  pipedrive: Pick<Pipedrive, 'permittedUsersOfDeal' | 'permittedUsersOfPerson'>;
  companyId: string;
  staffId: number;
}

/** Who waits for an answer sooner tries again. */
const longestAnswerMs = 2_000;

/**
 * Whether a staff member may see a person: our own token reads more than they may. Pipedrive is asked where nobody
 * told; what was told costs no call.
 *
 * @returns undefined when Pipedrive does not say, or not in time
 */
export async function maySeePerson(
  { db, pipedrive, companyId, staffId }: Asker,
  id: number,
): Promise<boolean | undefined> {
  const record = { entity: 'person' as const, id };
  const isSeen = await isSeenBy(db, companyId, record, staffId);
  if (isSeen !== undefined) return isSeen;
  const asked = askAudience({ db, pipedrive }, companyId, record);
  return (await inTime(asked))?.includes(staffId);
}

/** An answer from outside; undefined when there is none in time. */
export async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return Promise.race([asked.catch(orUndefined), sleep(longestAnswerMs, undefined, { ref: false })]);
}

function orUndefined(error: unknown): undefined {
  if (!(error instanceof OutsideError)) throw error;
}
