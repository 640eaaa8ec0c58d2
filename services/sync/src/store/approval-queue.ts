import { type RawBuilder, sql } from 'kysely';
import { isDeadLetter } from './dead-letters.ts';
import type { InstanceRow, Store } from './instances.ts';
import { leavingOut } from './visibility.ts';

/** What part of the queue somebody looks at. */
export type QueueSection = 'pending' | 'awaiting-evidence' | 'failed' | 'promised-today' | 'late';

/** Whose queue: `hidden` are the audiences whose requests are left out (visibility.ts). */
export interface QueueOf {
  company: string;
  hidden: readonly number[];
  /** When requests came that are late or due today; null when nothing is promised. */
  window: { lateBefore: string; todayBefore: string } | null;
}

const columns = sql`id, company, process, version, revision, step, state, created_at as "createdAt"`;

/** How many requests stand in each part. */
export async function countQueue(store: Store, of: QueueOf): Promise<Record<QueueSection, number>> {
  const counted = (section: QueueSection) =>
    sql`(select count(*)::int from instances where ${inSection(section, of)})`;
  const found = await sql<Record<QueueSection, number>>`
    select ${counted('pending')} as pending, ${counted('awaiting-evidence')} as "awaiting-evidence",
      ${counted('failed')} as failed, ${counted('promised-today')} as "promised-today", ${counted('late')} as late`.execute(
    store,
  );
  const [counts] = found.rows;
  return counts ?? { pending: 0, 'awaiting-evidence': 0, failed: 0, 'promised-today': 0, late: 0 };
}

/** Requests of a part, the longest waiting first. */
export async function listQueue(
  store: Store,
  of: QueueOf,
  { section, limit, offset = 0 }: { section: QueueSection; limit: number; offset?: number },
): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select ${columns} from instances where ${inSection(section, of)}
    order by sort_submitted, created_at, id limit ${limit} offset ${offset}`.execute(store);
  return found.rows;
}

function inSection(section: QueueSection, { company, hidden, window }: QueueOf): RawBuilder<unknown> {
  return sql`company = ${company} and process = 'account-request' and ${conditionOf(section, window)}
    ${leavingOut(hidden)}`;
}

function conditionOf(section: QueueSection, window: QueueOf['window']): RawBuilder<unknown> {
  switch (section) {
    case 'pending':
    case 'awaiting-evidence':
      return sql`step = ${section}`;
    case 'failed':
      return sql`id in (select instance_id from effects where ${isDeadLetter})`;
    case 'promised-today':
      return window
        ? sql`step = 'pending' and sort_submitted >= ${window.lateBefore} and sort_submitted < ${window.todayBefore}`
        : sql`false`;
    case 'late':
      return window ? sql`step = 'pending' and sort_submitted < ${window.lateBefore}` : sql`false`;
  }
}
