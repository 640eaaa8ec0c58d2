import type { Kysely } from 'kysely';
import { type Company, isRobotOwner } from '#core/company.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import type { ReadingResult } from '../engine/crm-reading.ts';
import type { Log } from '../log.ts';
import { lockSubject } from '../store/deliveries.ts';
import type { Schema } from '../store/schema.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
import { askedMax, askNeverTold } from './ask-audience.ts';
import { askedPages, readInstant } from './asked-pages.ts';
import { sweepActivities } from './conversions/sweep-activities.ts';
import { sweepUnknownRecords } from './conversions/sweep-unknown-records.ts';
import { ringFor } from './route-deliveries.ts';
import { subjectOf } from './subject.ts';
import { sweepKnown } from './sweep-known.ts';
import { leavingOut } from './sweep-records.ts';
import { keepSwept, type SweptFrom, sweptFrom } from './swept-until.ts';

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

/**
 * Finds what webhooks missed: deals and persons changed since the last sweep, records of open requests and followed
 * deals that are gone (`sweepKnown`), and, where customers are followed, activities and the records of followed deals
 * that were never told. The first time, and when other people hold the requests, it reads their lists whole. A record
 * that makes trouble is logged and left out; the others follow, and the next sweep looks back as far as this one.
 * Costs 10 tokens per page of 500 that changed, 10 for 100 known ids (pipedrive.md 5.1), and what `askNeverTold` asks.
 *
 * @throws OutsideError when Pipedrive does not answer, and what the signal says when it ends the sweep
 */
export async function sweepPipedrive(
  sweep: PipedriveSweep,
  companyId: string,
  now: Date,
): Promise<ReadingResult> {
  const company = sweep.companyOf(companyId);
  const failed: LeftOut = new Set();
  const followed = company.settings.conversion.enabled;
  const scope = { owners: robotOwnerIds(company), followed };
  const from = await sweptFrom(sweep.db, companyId, scope, now);
  if (from.isWhole) await sweepOwners(sweep, companyId, scope.owners, failed);
  const left = await askNeverTold(sweep, companyId, askedMax);
  await sweepChanged(sweep, companyId, from, failed);
  const apply = (change: RecordChange, personId: number | null) =>
    applyOne(sweep, companyId, change, personId);
  if (followed) {
    await sweepUnknownRecords(sweep, companyId, failed, apply);
    await sweepActivities(sweep, companyId, { now, overlapMs }, failed);
  }
  await sweepKnown(sweep, companyId, failed, apply);
  // Deals to attach to may have come with these.
  await askNeverTold(sweep, companyId, left);
  if (failed.size === 0) await keepSwept(sweep.db, companyId, scope, from, now);
  return { failedCount: failed.size };
}

/** Records that made trouble; some are met more than once. */
export type LeftOut = Set<string>;

function robotOwnerIds(company: Company): number[] {
  const byId = company.settings.robotOwners.filter((reference) => typeof reference === 'number');
  const byStaff = company.staff.filter(({ id }) => isRobotOwner(company, id)).map(({ id }) => id);
  return [...new Set([...byId, ...byStaff])].toSorted((one, other) => one - other);
}

/** All that the robot owners hold. */
async function sweepOwners(
  sweep: PipedriveSweep,
  companyId: string,
  ownerIds: readonly number[],
  failed: LeftOut,
): Promise<void> {
  for (const ownerId of ownerIds) {
    await tell(sweep, companyId, sweep.pipedrive.listDeals({ ownerId, status: 'open' }), failed);
    await tell(sweep, companyId, sweep.pipedrive.listPersons({ ownerId }), failed);
  }
}

/** All open deals where nothing was ever read; then what changed, whoever holds it: who took a person over is told so. */
async function sweepChanged(
  sweep: PipedriveSweep,
  companyId: string,
  { until }: SweptFrom,
  failed: LeftOut,
): Promise<void> {
  const { pipedrive } = sweep;
  if (until === null) {
    await tell(sweep, companyId, pipedrive.listDeals({ status: 'open' }), failed);
    return;
  }
  const updatedSince = new Date(until.getTime() - overlapMs).toISOString();
  await tell(sweep, companyId, pipedrive.listDeals({ updatedSince }), failed);
  await tell(sweep, companyId, pipedrive.listPersons({ updatedSince }), failed);
}

async function tell(
  sweep: PipedriveSweep,
  companyId: string,
  pages: AsyncIterable<readonly (Person | Deal)[]>,
  failed: LeftOut,
): Promise<void> {
  for await (const { page, askedAt } of askedPages(pages)) {
    for (const record of page) {
      const entity = 'status' in record ? ('deal' as const) : ('person' as const);
      const personId = 'status' in record ? record.personId : record.id;
      const changedAt = readInstant(record, askedAt);
      const change = { entity, id: record.id, record, changedAt, mergedToId: null, source: 'sweep' };
      await leavingOut(sweep, change, failed, () => applyOne(sweep, companyId, change, personId));
    }
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
