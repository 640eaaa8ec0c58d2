import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** Since when conversations wait for their first answer, ISO instants. */
export async function waitingSince(store: Store, company: string): Promise<string[]> {
  const found = await sql<{ askedAt: string }>`
    select state ->> 'askedAt' as "askedAt" from instances
    where company = ${company} and process = 'conversation' and step = 'waiting'
      and state ->> 'askedAt' is not null`.execute(store);
  return found.rows.map(({ askedAt }) => askedAt);
}

/**
 * Conversations that got their first answer since an instant, and when it was asked for. Those that began long before
 * are no figure of today; an index of the answers' instants would make every change of any instance dearer.
 */
export async function answeredSince(
  store: Store,
  company: string,
  since: string,
): Promise<{ askedAt: string; answeredAt: string }[]> {
  const found = await sql<{ askedAt: string; answeredAt: string }>`
    select state ->> 'askedAt' as "askedAt", state ->> 'answeredAt' as "answeredAt" from instances
    where company = ${company} and process = 'conversation'
      and created_at > ${since}::timestamptz - interval '60 days' and state ->> 'answeredAt' >= ${since}
      and state ->> 'askedAt' is not null`.execute(store);
  return found.rows;
}
