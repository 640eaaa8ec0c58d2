import type { Kysely } from 'kysely';
import * as z from 'zod';
import { type Company, isRobotOwner } from '#core/company.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipedrive } from '../connectors/pipedrive/port.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import { answeredInstant } from '../store/crm-records.ts';
import { lockSubject } from '../store/deliveries.ts';
import { openRequestPersons } from '../store/requests.ts';
import type { Schema } from '../store/schema.ts';
import { applyCrmChange, type RecordChange } from './apply-crm-change.ts';
import { ringFor } from './route-deliveries.ts';
import { subjectOf } from './subject.ts';

/** What the sweep works with. */
export interface PipedriveSweep {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
  pipedrive: Pipedrive;
}

/** Webhooks may be late by minutes and clocks may differ: look back further than the last sweep (pipedrive.md 3.5). */
const overlapMs = 10 * 60_000;
const watermarkName = 'deals-swept-until';

/**
 * Finds what webhooks missed: persons and open deals of the robot owners, deals changed since the last sweep (all
 * open ones the first time), and open requests whose person a robot owner no longer holds.
 * Costs 10 tokens per page of 500, and one per request that left (pipedrive.md 5.1).
 *
 * @returns how many requests moved
 */
export async function sweepPipedrive(sweep: PipedriveSweep, companyId: string, now: Date): Promise<number> {
  const company = sweep.companyOf(companyId);
  const seen = new Set<number>();
  let moved = 0;
  for (const ownerId of robotOwnerIds(company)) {
    for await (const deals of sweep.pipedrive.listDeals({ ownerId, status: 'open' }))
      moved += await tell(sweep, companyId, deals);
    for await (const persons of sweep.pipedrive.listPersons({ ownerId })) {
      for (const person of persons) seen.add(person.id);
      moved += await tell(sweep, companyId, persons);
    }
  }
  moved += await sweepChangedDeals(sweep, companyId, now);
  return moved + (await sweepLeftPersons(sweep, companyId, seen));
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
  let moved = 0;
  for await (const deals of sweep.pipedrive.listDeals(filter)) moved += await tell(sweep, companyId, deals);
  await writeFact(sweep.db, companyId, watermarkName, now.toISOString());
  return moved;
}

/** A person who left the robot owners' lists was taken by a colleague, or deleted. */
async function sweepLeftPersons(
  sweep: PipedriveSweep,
  companyId: string,
  seen: Set<number>,
): Promise<number> {
  let moved = 0;
  for (const personId of await openRequestPersons(sweep.db, companyId)) {
    if (seen.has(personId)) continue;
    const person = await sweep.pipedrive.getPerson(personId);
    const changedAt = answeredInstant(person?.updatedAt ?? new Date().toISOString());
    const change = { entity: 'person' as const, id: personId, record: person, changedAt, mergedToId: null };
    moved += await applyOne(sweep, companyId, { ...change, source: 'sweep' }, personId);
  }
  return moved;
}

async function tell(
  sweep: PipedriveSweep,
  companyId: string,
  records: readonly (Person | Deal)[],
): Promise<number> {
  let moved = 0;
  for (const record of records) {
    const entity = 'status' in record ? ('deal' as const) : ('person' as const);
    const personId = 'status' in record ? record.personId : record.id;
    const changedAt = answeredInstant(record.updatedAt ?? record.addedAt ?? new Date(0).toISOString());
    const change = { entity, id: record.id, record, changedAt, mergedToId: null, source: 'sweep' };
    moved += await applyOne(sweep, companyId, change, personId);
  }
  return moved;
}

async function applyOne(
  { db, bell, companyOf }: PipedriveSweep,
  companyId: string,
  change: RecordChange,
  personId: number | null,
): Promise<number> {
  const { advanced } = await db.transaction().execute(async (store) => {
    await lockSubject(store, subjectOf(companyId, personId, `${change.entity}:${change.id}`));
    return applyCrmChange(store, companyOf, companyId, change);
  });
  ringFor(bell, advanced);
  return advanced.filter(({ outcome }) => outcome === 'advanced').length;
}
