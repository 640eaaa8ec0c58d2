import type { Kysely } from 'kysely';
import { readSubmission, type SubmissionState } from '#core/processes/submission/state.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { visibleOf } from '../store/visibility.ts';
import type { Caller } from './authenticate-surface.ts';

/** A submission somebody may see. */
export interface ShownSubmission {
  row: InstanceRow;
  state: SubmissionState;
  /** What became of it; null also when they may not see that. */
  requestId: string | null;
}

/**
 * Those of the submissions that somebody may see: what became a request is shown to who may see that, and to who alone
 * entered it: they wrote it.
 */
export async function shownSubmissions(
  db: Kysely<Schema>,
  rows: readonly InstanceRow[],
  { staff }: Pick<Caller, 'staff'>,
): Promise<ShownSubmission[]> {
  const read = rows.map((row) => ({ row, state: readSubmission(row.state, row.version) }));
  const requestIds = read.flatMap(({ state }) => state.requestId ?? []);
  const visible = await visibleOf(db, requestIds, staff.id);
  return read.flatMap(({ row, state }) => {
    const requestId = state.requestId !== null && visible.has(state.requestId) ? state.requestId : null;
    const isOwn = state.entries.every(({ by }) => by?.staffId === staff.id);
    return state.requestId === requestId || isOwn ? [{ row, state, requestId }] : [];
  });
}
