import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { listedInstant } from '../store/crm-records.ts';

/** Each page of a list with the instant at which it was asked for: what it tells holds as of then. */
export async function* askedPages<Page>(
  pages: AsyncIterable<Page>,
): AsyncGenerator<{ page: Page; askedAt: Date }> {
  let askedAt = new Date();
  for await (const page of pages) {
    yield { page, askedAt };
    askedAt = new Date();
  }
}

/** As of when a record counts that was asked for then; one without any instant is older than all that was told of it. */
export function readInstant(
  record: Pick<Person | Deal | Organization, 'updatedAt'> & { addedAt?: string | null },
  askedAt: Date,
): string {
  return listedInstant(record.updatedAt ?? record.addedAt ?? new Date(0).toISOString(), askedAt);
}
