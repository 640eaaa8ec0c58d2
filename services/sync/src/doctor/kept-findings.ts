import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { FindingsView } from '#core/contract/findings-view.ts';
import type { Language } from '#core/model/localized.ts';
import { changeFact, readFact } from '../store/company-facts.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';

/** Checks as each reader is told them. */
export type ChecksIn = (reader: Language) => DoctorCheck[];

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
const HealthCheck = z.object({
  /** Null before the first look. */
  at: z.iso.datetime().nullable(),
  /** How often something became known between looks: a look that ends after that may not know it. */
  newsCount: z.int().default(0),
  fr: KeptChecks,
  en: KeptChecks,
});
type HealthCheck = z.infer<typeof HealthCheck>;
const nothing: HealthCheck = { at: null, newsCount: 0, fr: [], en: [] };

/**
 * Keeps what a look at everything found wrong or worth a word, in place of what the one before found; false when
 * something became known since it began, which it may have missed.
 *
 * @param newsCount as {@link countNews} when the look began
 */
export async function keepLook(
  db: Kysely<Schema>,
  companyId: string,
  { checks, at, newsCount }: { checks: ChecksIn; at: string; newsCount: number },
): Promise<boolean> {
  let isKept = false;
  await changeFact(db, companyId, factName, (fact): HealthCheck | undefined => {
    isKept = parsed(fact).newsCount === newsCount;
    return isKept ? { at, newsCount, fr: notWell(checks('fr')), en: notWell(checks('en')) } : undefined;
  });
  return isKept;
}

/** How often something became known between looks. */
export async function countNews(store: Store, companyId: string): Promise<number> {
  return parsed(await readFact(store, companyId, factName)).newsCount;
}

/** Keeps what is known anew between two looks: of the areas in `replaced` nothing older stays. */
export async function keepNews(
  db: Kysely<Schema>,
  companyId: string,
  { replaced, checks }: { replaced: readonly string[]; checks: ChecksIn },
): Promise<void> {
  await changeFact(db, companyId, factName, (fact): HealthCheck => {
    const before = parsed(fact);
    const now = (reader: Language) => {
      const stays = before[reader].filter(({ area }) => !replaced.includes(area));
      return withoutTwins([...stays, ...notWell(checks(reader))]);
    };
    return { ...before, newsCount: before.newsCount + 1, fr: now('fr'), en: now('en') };
  });
}

/** Where advice is something to be done: what the settings should take over, what the help desk lacks, whom to erase. */
const advised = ['settings', 'helpscout', 'keeping'];

/** What has to be put right: all that is wrong, and what is well advised. Asks nobody outside. */
export async function readFindings(store: Store, companyId: string, reader: Language): Promise<FindingsView> {
  const { at, [reader]: checks } = parsed(await readFact(store, companyId, factName));
  const isFinding = ({ state, area }: DoctorCheck) =>
    state === 'wrong' || (state === 'advice' && advised.includes(area));
  return { items: checks.filter(isFinding), at };
}

function parsed(fact: unknown): HealthCheck {
  return HealthCheck.safeParse(fact).data ?? nothing;
}

function notWell(checks: readonly DoctorCheck[]): DoctorCheck[] {
  return checks.filter(({ state }) => state !== 'ok');
}

function withoutTwins(checks: readonly DoctorCheck[]): DoctorCheck[] {
  const byWords = new Map(checks.map((check) => [`${check.area} ${check.name} ${check.detail}`, check]));
  return [...byWords.values()];
}
