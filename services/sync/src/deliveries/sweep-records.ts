import { concernsOneRecord } from '../engine/crm-reading.ts';
import type { LeftOut, PipedriveSweep } from './sweep-pipedrive.ts';

/** Does the work for one record; when that record is the trouble, logs it and notes it among those that failed. */
export async function leavingOut(
  { log, signal }: Pick<PipedriveSweep, 'log' | 'signal'>,
  { entity, id }: { entity: string; id: number },
  failed: LeftOut,
  work: () => Promise<void>,
): Promise<void> {
  signal.throwIfAborted();
  try {
    await work();
  } catch (error) {
    if (!concernsOneRecord(error)) throw error;
    log.error({ error, entity, id }, 'a record of Pipedrive could not be followed; the sweep goes on');
    failed.add(`${entity}:${id}`);
  }
}
