import type { Kysely } from 'kysely';
import * as z from 'zod';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Schema } from '../store/schema.ts';

const factName = 'crm-swept';
/** What became visible to our user without being changed is in no list of changes. */
const wholeEveryMs = 7 * 24 * 3_600_000;

const Swept = z.object({
  until: z.iso.datetime(),
  wholeAt: z.iso.datetime(),
  owners: z.array(z.number()),
  followed: z.boolean(),
});

/** What a sweep is about: with other robot owners, or other deals to follow, what was read before is not enough. */
export interface SweepScope {
  /** Pipedrive ids, in order. */
  owners: readonly number[];
  /** Whether customers are followed from suspect to production. */
  followed: boolean;
}

/** Where a sweep begins. */
export interface SweptFrom {
  /** Until when all changes are known; null: nothing is. */
  until: Date | null;
  /** Whether the lists of the robot owners are read, too. */
  isWhole: boolean;
  wholeAt: string | null;
}

/** Where the last complete sweep of a company, on whatever node, lets the next one begin. */
export async function sweptFrom(
  db: Kysely<Schema>,
  companyId: string,
  { owners, followed }: SweepScope,
  now: Date,
): Promise<SweptFrom> {
  const kept = Swept.safeParse(await readFact(db, companyId, factName));
  if (!kept.success || (followed && !kept.data.followed))
    return { until: null, isWhole: true, wholeAt: null };
  const { until, wholeAt, owners: before } = kept.data;
  const isOld = now.getTime() - Date.parse(wholeAt) >= wholeEveryMs;
  const isWhole = isOld || owners.join() !== before.join();
  return { until: new Date(until), isWhole, wholeAt };
}

/** Keeps that a sweep which began at `now` got through. */
export async function keepSwept(
  db: Kysely<Schema>,
  companyId: string,
  { owners, followed }: SweepScope,
  { isWhole, wholeAt }: SweptFrom,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const swept = { until: at, wholeAt: isWhole ? at : (wholeAt ?? at), owners, followed };
  await writeFact(db, companyId, factName, swept);
}
