import type { Kysely } from 'kysely';
import { CrmReading, neverRead, readingDone, readingFailed, readingIncomplete } from '#core/crm-reading.ts';
import type { Problem } from '#core/model/problem.ts';
import { OutsideError } from '../connectors/errors.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Schema } from '../store/schema.ts';
import { isStoreAway } from '../store/store-away.ts';

const factName = 'crm-reading';

/** How the last complete reading of a company's CRM went, on whatever node. */
export async function readCrmReading(db: Kysely<Schema>, companyId: string): Promise<CrmReading> {
  const stored = CrmReading.safeParse(await readFact(db, companyId, factName));
  return stored.success ? stored.data : neverRead;
}

/** A reading that got through, with the number of records that had to be left out. */
export interface ReadingResult {
  failedCount: number;
}

/**
 * Reads the CRM by `work` and keeps how it went, for the pages that show what was read; a failure is thrown on.
 * Nothing is kept when `work` found nothing to do (null), or ended because `signal` said so.
 */
export async function keepCrmReading(
  db: Kysely<Schema>,
  companyId: string,
  signal: AbortSignal,
  work: () => Promise<ReadingResult | null>,
): Promise<void> {
  const keep = async (next: (before: CrmReading, now: string) => CrmReading) => {
    const before = await readCrmReading(db, companyId);
    await writeFact(db, companyId, factName, next(before, new Date().toISOString()));
  };
  try {
    const result = await work();
    if (result?.failedCount === 0) await keep((_before, now) => readingDone(now));
    else if (result) await keep((before, now) => readingIncomplete(before, leftOut(result.failedCount), now));
  } catch (error) {
    if (!signal.aborted) await keep((before, now) => readingFailed(before, problemOf(error), now));
    throw error;
  }
}

/** Whether the next record may go better: neither Pipedrive nor our store is away. */
export function concernsOneRecord(error: unknown): boolean {
  return error instanceof OutsideError ? error.failure.word === 'broken' : !isStoreAway(error);
}

function leftOut(count: number): Problem {
  return {
    word: 'broken',
    title: {
      fr: `Pipedrive a été lu, sauf ${count} fiche(s)`,
      en: `Pipedrive was read, but for ${count} record(s)`,
    },
    detail: {
      fr: 'L’équipe qui exploite Passerelle trouve lesquelles dans le journal technique.',
      en: 'The team that operates Passerelle finds in the technical log which.',
    },
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof OutsideError) return error.problem;
  return {
    word: 'broken',
    title: { fr: 'Pipedrive n’a pas pu être lu', en: 'Pipedrive could not be read' },
    detail: {
      fr: 'L’équipe qui exploite Passerelle doit regarder le journal technique.',
      en: 'The team that operates Passerelle has to look at the technical log.',
    },
  };
}
