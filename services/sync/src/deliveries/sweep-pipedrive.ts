import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type Company, isRobotOwner } from '#core/company.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import { OutsideError } from '../connectors/errors.ts';
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
import { isStoreAway } from '../store/store-away.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
import { ringFor } from './route-deliveries.ts';
import { subjectOf } from './subject.ts';

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

/**
 * Finds what webhooks missed: persons and open deals of the robot owners, deals changed since the last sweep (all
 * open ones the first time), and open requests whose person a robot owner no longer holds. A record that makes
 * trouble is logged and left out; the others follow.
 * Costs 10 tokens per page of 500, and one per request that left (pipedrive.md 5.1).
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
  let failedCount = 0;
  for (const ownerId of robotOwnerIds(company)) {
    for await (const deals of sweep.pipedrive.listDeals({ ownerId, status: 'open' }))
      failedCount += await tell(sweep, companyId, deals);
    for await (const persons of sweep.pipedrive.listPersons({ ownerId })) {
      for (const person of persons) seen.add(person.id);
      failedCount += await tell(sweep, companyId, persons);
    }
  }
  failedCount += await sweepChangedDeals(sweep, companyId, now);
  return { failedCount: failedCount + (await sweepLeftPersons(sweep, companyId, seen)) };
}

function robotOwnerIds(company: Company): number[] {
  const byId = company.settings.robotOwners.filter((reference) => typeof reference === 'number');
  const byStaff = company.staff.filter(({ id }) => isRobotOwner(company, id)).map(({ id }) => id);
  return [...new Set([...byId, ...byStaff])];
}

async function sweepChangedDeals(sweep: PipedriveSweep, companyId: string, now: Date): Promise<number> {
  const watermark = z.iso.datetime().safeParse(await readFact(sweep.db, companyId, watermarkName));
  const since = watermark.success ? new Date(Date.parse(watermark.data) - overlapMs).toISOString() : null;
  const filter = since === null ? { status: 'open' as const } : { updatedSince: since };
  let failedCount = 0;
  for await (const deals of sweep.pipedrive.listDeals(filter))
    failedCount += await tell(sweep, companyId, deals);
  // What was left out has to be found again.
  if (failedCount === 0) await writeFact(sweep.db, companyId, watermarkName, now.toISOString());
  return failedCount;
}

/** A person who left the robot owners' lists was taken by a colleague, or deleted. */
async function sweepLeftPersons(
  sweep: PipedriveSweep,
  companyId: string,
  seen: Set<number>,
): Promise<number> {
  let failedCount = 0;
  for (const personId of await openRequestPersons(sweep.db, companyId)) {
    if (seen.has(personId)) continue;
    failedCount += await leavingOut(sweep, { entity: 'person', id: personId }, async () => {
      const record = await sweep.pipedrive.getPerson(personId);
      const changedAt = answeredInstant(record?.updatedAt ?? new Date().toISOString());
      const change = { entity: 'person' as const, id: personId, record, changedAt, mergedToId: null };
      await applyOne(sweep, companyId, { ...change, source: 'sweep' }, personId);
    });
  }
  return failedCount;
}

async function tell(
  sweep: PipedriveSweep,
  companyId: string,
  records: readonly (Person | Deal)[],
): Promise<number> {
  let failedCount = 0;
  for (const record of records) {
    const entity = 'status' in record ? ('deal' as const) : ('person' as const);
    const personId = 'status' in record ? record.personId : record.id;
    const changedAt = answeredInstant(record.updatedAt ?? record.addedAt ?? new Date(0).toISOString());
    const change = { entity, id: record.id, record, changedAt, mergedToId: null, source: 'sweep' };
    failedCount += await leavingOut(sweep, change, () => applyOne(sweep, companyId, change, personId));
  }
  return failedCount;
}

/** Does the work for one record; when that record is the trouble, logs it. @returns how many were left out: 0 or 1 */
async function leavingOut(
  { log, signal }: PipedriveSweep,
  { entity, id }: Pick<RecordChange, 'entity' | 'id'>,
  work: () => Promise<void>,
): Promise<number> {
  signal.throwIfAborted();
  try {
    await work();
    return 0;
  } catch (error) {
    if (error instanceof OutsideError ? error.failure.word !== 'broken' : isStoreAway(error)) throw error;
    log.error({ error, entity, id }, 'a record of Pipedrive could not be followed; the sweep goes on');
    return 1;
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
