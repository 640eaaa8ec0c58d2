import type { Kysely } from 'kysely';
import type { Language } from '#core/model/localized.ts';
import type { Schema } from '../store/schema.ts';
import type { ExaminedCompany } from './examine-company.ts';
import { countNews, keepLook } from './kept-findings.ts';
import { type ExaminedInstallation, type Look, lookAround } from './run-doctor.ts';

/** Somebody who saves again and again is not waited for: whatever was saved last has a look of its own. */
const lookCountMax = 3;

/**
 * A look at one company and at what the installation's companies share, live. What is wrong is kept for the surfaces,
 * in place of what the look before found. When settings were saved meanwhile, it looks again: it may have seen those
 * from before, and is not kept.
 *
 * @param examined reads the company anew for each look
 */
export async function checkCompany(
  db: Kysely<Schema>,
  companyId: string,
  examined: (companyId: string) => Promise<ExaminedCompany>,
  installation: ExaminedInstallation,
): Promise<Look> {
  for (let lookCount = 1; ; lookCount += 1) {
    const newsCount = await countNews(db, companyId);
    const look = await lookAround(await examined(companyId), installation);
    const kept = { checks: (reader: Language) => look(reader).checks, at: look('fr').at, newsCount };
    if ((await keepLook(db, companyId, kept)) || lookCount === lookCountMax) return look;
  }
}
