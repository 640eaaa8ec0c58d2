import type { Kysely } from 'kysely';
import { CrmReading, neverRead, readingDone, readingFailed } from '#core/crm-reading.ts';
import type { Problem } from '#core/model/problem.ts';
import { OutsideError } from '../connectors/errors.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Schema } from '../store/schema.ts';

const factName = 'crm-reading';

/** How the last complete reading of a company's CRM went, on whatever node. */
export async function readCrmReading(db: Kysely<Schema>, companyId: string): Promise<CrmReading> {
  const stored = CrmReading.safeParse(await readFact(db, companyId, factName));
  return stored.success ? stored.data : neverRead;
}

/** Reads the CRM by `work` and keeps how it went, for the pages that show what was read; a failure is thrown on. */
export async function keepCrmReading(
  db: Kysely<Schema>,
  companyId: string,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const before = await readCrmReading(db, companyId);
    await writeFact(db, companyId, factName, readingFailed(before, problemOf(error), nowText()));
    throw error;
  }
  await writeFact(db, companyId, factName, readingDone(nowText()));
}

function nowText(): string {
  return new Date().toISOString();
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
