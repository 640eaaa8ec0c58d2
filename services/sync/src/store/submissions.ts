import { sql } from 'kysely';
import type { InstanceRow, Store } from './instances.ts';

const shownMax = 100;

/** Submissions of a company that are not entered in the CRM yet, the longest waiting first. */
export async function openSubmissions(store: Store, company: string): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
    where company = ${company} and process = 'submission' and step in ('received', 'entering')
    order by created_at limit ${shownMax}`.execute(store);
  return found.rows;
}
