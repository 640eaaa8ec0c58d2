import * as z from 'zod';
import type { DoctorView } from '#core/contract/doctor-view.ts';
import type { Language } from '#core/model/localized.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import { type ExaminedCompany, examineCompany } from './examine-company.ts';

const factName = 'health-check';

const KeptChecks = z.array(
  z.object({
    area: z.string(),
    name: z.string(),
    state: z.enum(['ok', 'wrong', 'advice']),
    detail: z.string(),
    fix: z.string().nullable(),
    who: z.enum(['operator', 'admin', 'vendor']).nullable(),
  }),
);
const HealthCheck = z.object({ at: z.iso.datetime(), fr: KeptChecks, en: KeptChecks });

/**
 * The look at one company that is taken every day: access, settings (stages, owners, fields, texts) and webhooks.
 * What is wrong is kept for the surfaces; what is well is not.
 *
 * @returns what is wrong, by area and name, for the log: what to do about it is told by the doctor
 */
export async function checkCompany(
  store: Store,
  company: ExaminedCompany,
  { publicUrl, now }: { publicUrl: string; now: Date },
): Promise<{ wrong: string[] }> {
  const checks = await examineCompany(company, publicUrl, now);
  const kept = (reader: Language) => checks(reader).filter(({ state }) => state !== 'ok');
  await writeFact(store, company.companyId, factName, {
    at: now.toISOString(),
    fr: kept('fr'),
    en: kept('en'),
  });
  const wrong = kept('en').filter(({ state }) => state === 'wrong');
  return { wrong: wrong.map(({ area, name }) => `${area}: ${name}`) };
}

/** What the last daily look found wrong or worth a word; null before the first one. */
export async function readHealthCheck(
  store: Store,
  companyId: string,
  reader: Language,
): Promise<DoctorView | null> {
  const kept = HealthCheck.safeParse(await readFact(store, companyId, factName));
  return kept.success ? { checks: kept.data[reader], at: kept.data.at } : null;
}
