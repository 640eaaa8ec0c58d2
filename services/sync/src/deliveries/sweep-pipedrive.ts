import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type Company, isRobotOwner } from '#core/company.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import type { ReadingResult } from '../engine/crm-reading.ts';
import type { Log } from '../log.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import { answeredInstant, readCrmRecord } from '../store/crm-records.ts';
import { lockSubject } from '../store/deliveries.ts';
import { openRequestPersons } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
import { askedMax, askNeverTold } from './ask-audience.ts';
import { sweepActivities } from './conversions/sweep-activities.ts';
import { sweepUnknownRecords } from './conversions/sweep-unknown-records.ts';
import { ringFor } from './route-deliveries.ts';
import { subjectOf } from './subject.ts';
import { leavingOut } from './sweep-records.ts';

/** What the sweep works with. */
export interface PipedriveSweep {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
  pipedrive: Pipedrive;
  log: Log;
  /** Ends the sweep between two records. */
  signal: AbortSignal;
}

/** Webhooks may be late by minutes and clocks may differ: look back further than the last sweep (pipedrive.md 3.5). */
const overlapMs = 10 * 60_000;
const watermarkName = 'deals-swept-until';
/** The same where customers are followed from suspect to production: what changed while they were not is looked at. */
const followedName = 'followed-deals-swept-until';

/**
 * Finds what webhooks missed: persons and open deals of the robot owners, deals changed since the last sweep (all
 * open ones the first time), open requests whose person a robot owner no longer holds, and, where customers are
 * followed, activities and the records of followed deals that were never told. A record that makes trouble is logged
 * and left out; the others follow.
 * Costs 10 tokens per page of 500, one per request that left (pipedrive.md 5.1), and what `askNeverTold` asks.
 *
 * @throws OutsideError when Pipedrive does not answer, and what the signal says when it ends the sweep
 */
export async function sweepPipedrive(
  sweep: PipedriveSweep,
  companyId: string,
  now: Date,
): Promise<ReadingResult> {
  const company = sweep.companyOf(companyId);
  const seen = new Set<number>();
  const failed: LeftOut = new Set();
  for (const ownerId of robotOwnerIds(company)) {
    for await (const deals of sweep.pipedrive.listDeals({ ownerId, status: 'open' }))
      await tell(sweep, companyId, deals, failed);
    for await (const persons of sweep.pipedrive.listPersons({ ownerId })) {
      for (const person of persons) seen.add(person.id);
      await tell(sweep, companyId, persons, failed);
    }
  }
  const left = await askNeverTold(sweep, companyId, askedMax);
  await sweepChangedDeals(sweep, companyId, now, failed);
  if (company.settings.conversion.enabled) {
    await sweepUnknownRecords(sweep, companyId, failed, (change, personId) =>
      applyOne(sweep, companyId, change, personId),
    );
    await sweepActivities(sweep, companyId, { now, overlapMs }, failed);
  }
  // Deals to attach to may have come with these.
  await askNeverTold(sweep, companyId, left);
  await sweepLeftPersons(sweep, companyId, seen, failed);
  return { failedCount: failed.size };
}

/** Records that made trouble; some are met more than once. */
export type LeftOut = Set<string>;

function robotOwnerIds(company: Company): number[] {
  const byId = company.settings.robotOwners.filter((reference) => typeof reference === 'number');
  const byStaff = company.staff.filter(({ id }) => isRobotOwner(company, id)).map(({ id }) => id);
  return [...new Set([...byId, ...byStaff])];
}

async function sweepChangedDeals(
  sweep: PipedriveSweep,
  companyId: string,
  now: Date,
  failed: LeftOut,
): Promise<void> {
  const { enabled } = sweep.companyOf(companyId).settings.conversion;
  const until = await readFact(sweep.db, companyId, enabled ? followedName : watermarkName);
  const watermark = z.iso.datetime().safeParse(until);
  const since = watermark.success ? new Date(Date.parse(watermark.data) - overlapMs).toISOString() : null;
  const filter = since === null ? { status: 'open' as const } : { updatedSince: since };
  for await (const deals of sweep.pipedrive.listDeals(filter)) await tell(sweep, companyId, deals, failed);
  // What was left out has to be found again.
  if (failed.size > 0) return;
  await writeFact(sweep.db, companyId, watermarkName, now.toISOString());
  if (enabled) await writeFact(sweep.db, companyId, followedName, now.toISOString());
}

/** A person who left the robot owners' lists was taken by a colleague, or deleted. */
async function sweepLeftPersons(
  sweep: PipedriveSweep,
  companyId: string,
  seen: Set<number>,
  failed: LeftOut,
): Promise<void> {
  for (const personId of await openRequestPersons(sweep.db, companyId)) {
    if (seen.has(personId)) continue;
    await leavingOut(sweep, { entity: 'person', id: personId }, failed, async () => {
      const record = await sweep.pipedrive.getPerson(personId);
      const changedAt = await instantOf(sweep, companyId, personId, record);
      const change = { entity: 'person' as const, id: personId, record, changedAt, mergedToId: null };
      await applyOne(sweep, companyId, { ...change, source: 'sweep' }, personId);
    });
  }
}

/**
 * Nobody tells when somebody disappeared, and it may be to our eyes only: it counts as of the last thing heard, so
 * that whatever is read of the person again is newer.
 */
async function instantOf({ db }: PipedriveSweep, companyId: string, personId: number, person: Person | null) {
  if (person?.updatedAt) return answeredInstant(person.updatedAt);
  const known = await readCrmRecord(db, companyId, 'person', personId);
  return known?.changedAt.toISOString() ?? new Date().toISOString();
}

async function tell(
  sweep: PipedriveSweep,
  companyId: string,
  records: readonly (Person | Deal)[],
  failed: LeftOut,
): Promise<void> {
  for (const record of records) {
    const entity = 'status' in record ? ('deal' as const) : ('person' as const);
    const personId = 'status' in record ? record.personId : record.id;
    const changedAt = answeredInstant(record.updatedAt ?? record.addedAt ?? new Date(0).toISOString());
    const change = { entity, id: record.id, record, changedAt, mergedToId: null, source: 'sweep' };
    await leavingOut(sweep, change, failed, () => applyOne(sweep, companyId, change, personId));
  }
}

async function applyOne(
  { db, bell, companyOf }: PipedriveSweep,
  companyId: string,
  change: RecordChange,
  personId: number | null,
): Promise<void> {
  const { advanced } = await db.transaction().execute(async (store) => {
    await lockSubject(store, subjectOf(companyId, personId, `${change.entity}:${change.id}`));
    return applyCrmChange(store, companyOf, companyId, change);
  });
  ringFor(bell, advanced);
}
