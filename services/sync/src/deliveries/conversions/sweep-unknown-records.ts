import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import { neverToldOfFollowed } from '../../store/conversion-links.ts';
import type { RecordChange } from '../apply-crm-change.ts';
import { readInstant } from '../asked-pages.ts';
import type { LeftOut, PipedriveSweep } from '../sweep-pipedrive.ts';
import { leavingOut } from '../sweep-records.ts';

/** In one sweep, so that it leaves tokens to people; the next one goes on. */
const readMax = 200;
/** What is gone, or hidden from our token, is asked for again after a day. */
const askAgainMs = 24 * 3_600_000;
/** Entity and id, and when it was asked for; another token, with a connection of its own, may see it. */
const askedInVain = new WeakMap<Pipedrive, Map<string, number>>();

/**
 * Reads persons and organizations of followed deals that no webhook ever told of: those of colleagues, from before the
 * deal was followed. Once each, for a token (pipedrive.md 5.1).
 *
 * @param apply tells what was read, in a transaction of its own
 * @throws OutsideError when Pipedrive does not answer
 */
export async function sweepUnknownRecords(
  sweep: PipedriveSweep,
  companyId: string,
  failed: LeftOut,
  apply: (change: RecordChange, personId: number | null) => Promise<void>,
): Promise<void> {
  const { db, pipedrive } = sweep;
  const asked = askedLately(pipedrive);
  for (const { entity, id } of await neverToldOfFollowed(db, companyId, [...asked.keys()], readMax)) {
    await leavingOut(sweep, { entity, id }, failed, async () => {
      const askedAt = new Date();
      const record = await (entity === 'person' ? pipedrive.getPerson(id) : pipedrive.getOrganization(id));
      if (!record) {
        asked.set(`${entity} ${id}`, Date.now());
        return;
      }
      const changedAt = readInstant(record, askedAt);
      const change = { entity, id, record, changedAt, mergedToId: null, source: 'sweep' };
      await apply(change, entity === 'person' ? id : null);
    });
  }
}

function askedLately(pipedrive: Pipedrive): Map<string, number> {
  const asked = askedInVain.get(pipedrive) ?? new Map<string, number>();
  askedInVain.set(pipedrive, asked);
  for (const [key, atMs] of asked) if (Date.now() - atMs >= askAgainMs) asked.delete(key);
  return asked;
}
