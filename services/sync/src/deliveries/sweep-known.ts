import * as z from 'zod';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import { idsMax } from '../connectors/pipedrive/port.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import { type KnownRecord, readCrmRecords } from '../store/crm-records.ts';
import { type KnownIds, nextKnownIds } from '../store/known-ids.ts';
import type { RecordChange } from './apply-crm-change.ts';
import { askedPages, readInstant } from './asked-pages.ts';
import type { LeftOut, PipedriveSweep } from './sweep-pipedrive.ts';
import { leavingOut } from './sweep-records.ts';

const factName = 'known-checked-until';
const Place = z.object({ kind: z.string(), value: z.string() });
const beginning = { kind: '', value: '' };

/**
 * Asks for the next hundred deals or persons of open requests and followed deals by their ids: deletions are in no list
 * of changes (pipedrive.md 2.2). One list call a sweep, in a circle over all of them; who is not answered is read once
 * more before they count as gone, and who was gone and is answered has come back.
 *
 * @param apply tells what was read, in a transaction of its own
 * @throws OutsideError when Pipedrive does not answer
 */
export async function sweepKnown(
  sweep: PipedriveSweep,
  companyId: string,
  failed: LeftOut,
  apply: (change: RecordChange, personId: number | null) => Promise<void>,
): Promise<void> {
  const { db } = sweep;
  const batch = await nextBatch(sweep, companyId);
  if (!batch) return;
  const { entity, ids } = batch;
  const known = await readCrmRecords(db, companyId, entity, ids);
  const answered = new Set<number>();
  for await (const { page, askedAt } of askedPages(listed(sweep, batch))) {
    for (const record of page) {
      answered.add(record.id);
      const change = changeOf(entity, record, known.get(record.id), askedAt);
      if (!change) continue;
      await leavingOut(sweep, change, failed, () => apply(change, personOf(entity, record)));
    }
  }
  for (const id of ids) {
    const before = known.get(id);
    if (answered.has(id) || before?.deleted === true) continue;
    await leavingOut(sweep, { entity, id }, failed, async () => {
      const askedAt = new Date();
      const record = await readOnce(sweep, entity, id);
      const change = record ? changeOf(entity, record, before, askedAt) : goneChange(entity, id, before);
      if (change) await apply(change, personOf(entity, record ?? before?.record));
    });
  }
  await writeFact(db, companyId, factName, batch.upTo);
}

async function nextBatch({ db }: PipedriveSweep, companyId: string): Promise<KnownIds | null> {
  const place = Place.safeParse(await readFact(db, companyId, factName));
  const next = place.success ? await nextKnownIds(db, companyId, place.data, idsMax) : null;
  return next ?? nextKnownIds(db, companyId, beginning, idsMax);
}

function listed({ pipedrive }: PipedriveSweep, { entity, ids }: KnownIds): AsyncGenerator<(Deal | Person)[]> {
  return entity === 'deal' ? pipedrive.listDeals({ ids }) : pipedrive.listPersons({ ids });
}

/** @returns null when it is gone; an archived deal is in no list and is there all the same */
async function readOnce({ pipedrive }: PipedriveSweep, entity: KnownIds['entity'], id: number) {
  if (entity === 'person') return pipedrive.getPerson(id);
  const deal = await pipedrive.getDeal(id);
  return deal?.status === 'deleted' ? null : deal;
}

/** Null when nothing is new about it. */
function changeOf(
  entity: KnownIds['entity'],
  record: Deal | Person,
  before: KnownRecord | undefined,
  askedAt: Date,
): RecordChange | null {
  const changedAt = readInstant(record, askedAt);
  if (before && !before.deleted && before.changedAt.getTime() >= Date.parse(changedAt)) return null;
  return { entity, id: record.id, record, changedAt, mergedToId: null, source: 'sweep' };
}

/**
 * Nobody tells when a record disappeared, and it may be to our eyes only: it counts as of the last thing heard, so that
 * whatever is read of it again is newer.
 */
function goneChange(
  entity: KnownIds['entity'],
  id: number,
  before: KnownRecord | undefined,
): RecordChange | null {
  if (!before) return null;
  const changedAt = before.changedAt.toISOString();
  return { entity, id, record: null, changedAt, mergedToId: null, source: 'sweep' };
}

const Linked = z.object({ personId: z.number().nullable().default(null), id: z.number() });

function personOf(entity: KnownIds['entity'], record: unknown): number | null {
  const linked = Linked.safeParse(record).data;
  if (!linked) return null;
  return entity === 'person' ? linked.id : linked.personId;
}
