import * as z from 'zod';
import { isForbidden } from '../../connectors/errors.ts';
import { readFact, writeFact } from '../../store/company-facts.ts';
import { listedInstant } from '../../store/crm-records.ts';
import { ringFor } from '../route-deliveries.ts';
import type { LeftOut, PipedriveSweep } from '../sweep-pipedrive.ts';
import { leavingOut } from '../sweep-records.ts';
import { tellActivity } from './tell-activity.ts';

const watermarkName = 'activities-swept-until';

/**
 * Finds what webhooks of activities missed: those changed since the last sweep, and the first time all that are open.
 * What was deleted is in no list. Costs 10 tokens per page of 500 (pipedrive.md 5.1); without the scope of activities
 * nothing is read, which the check of the company says.
 *
 * @param overlapMs how much further back than the last sweep
 * @throws OutsideError when Pipedrive does not answer, and what the signal says when it ends the sweep
 */
export async function sweepActivities(
  sweep: PipedriveSweep,
  companyId: string,
  { now, overlapMs }: { now: Date; overlapMs: number },
  failed: LeftOut,
): Promise<void> {
  const { db, pipedrive, log } = sweep;
  const watermark = z.iso.datetime().safeParse(await readFact(db, companyId, watermarkName));
  const filter = watermark.success
    ? { updatedSince: new Date(Date.parse(watermark.data) - overlapMs).toISOString() }
    : { onlyOpen: true as const };
  try {
    for await (const page of pipedrive.listActivitiesOfAll(filter))
      for (const activity of page)
        await leavingOut(sweep, { entity: 'activity', id: activity.id }, failed, async () => {
          const { bell, companyOf } = sweep;
          const changedAt = listedInstant(activity.updatedAt ?? new Date(0).toISOString(), now);
          const heard = { activity, isDeleted: false, changedAt };
          const advanced = await db
            .transaction()
            .execute((store) => tellActivity(store, companyOf, companyId, heard));
          ringFor(bell, advanced);
        });
  } catch (error) {
    if (!isForbidden(error)) throw error;
    log.info({ companyId }, 'activities were not swept: the scope of activities is missing');
    return;
  }
  if (failed.size === 0) await writeFact(db, companyId, watermarkName, now.toISOString());
}
