import type { Kysely } from 'kysely';
import { OutsideError, type OutsideFailure } from '../connectors/errors.ts';
import type { Schema } from '../store/schema.ts';
import { checkCompany } from './check-company.ts';
import { fixers, told, wrong } from './check-words.ts';
import type { ExaminedCompany } from './examine-company.ts';
import { type ChecksIn, keepNews, readFindings } from './kept-findings.ts';
import type { ExaminedInstallation, Look } from './run-doctor.ts';

/** Looks at companies when there is a reason to, beside the daily look; all find into the same list. */
export interface Checkup {
  /**
   * Looks now and keeps what is found. Whoever asks while a look is under way gets one that begins after it, and shares
   * it with the others who do: what was put right before asking is seen.
   */
  look(companyId: string): Promise<Look>;
  /** A call to the outside failed: what somebody has to put right is looked for, in the background. */
  callFailed(companyId: string, error: unknown): void;
  /** Settings were saved: what they put right is gone from the list at once, the rest is looked at in the background. */
  settingsSaved(companyId: string, problems: ChecksIn): Promise<void>;
  /** Something was changed that may have put things right: looked at in the background. */
  lookSoon(companyId: string): void;
  /** Waits for what runs in the background. */
  idle(): Promise<void>;
}

export interface CheckupParts {
  db: Kysely<Schema>;
  /** @throws Error when the company is not served */
  examinedOf(companyId: string): Promise<ExaminedCompany>;
  installation: ExaminedInstallation;
  /** A look in the background that failed, for the log. */
  warn(fields: object, message: string): void;
  nowMs(): number;
}

/** Waiting does not help with these. */
const lasting: readonly OutsideFailure['word'][] = ['sign-in-again', 'not-found', 'rejected'];
/** How long the same failure is no news, while something is known to be wrong and while all looked well. */
const [knownMs, wellMs] = [3_600_000, 60_000];

/** Makes it; `warn` hears of looks in the background that failed. */
export function createCheckup({ db, examinedOf, installation, warn, nowMs }: CheckupParts): Checkup {
  const running = new Map<string, Promise<Look>>();
  const waiting = new Map<string, Promise<Look>>();
  const background = new Set<Promise<void>>();
  const isNews = createNews(db, nowMs);

  const begin = (companyId: string): Promise<Look> => {
    const fresh = checkCompany(db, companyId, examinedOf, installation).finally(() =>
      running.delete(companyId),
    );
    running.set(companyId, fresh);
    return fresh;
  };
  const look = (companyId: string): Promise<Look> => {
    const next = waiting.get(companyId);
    if (next) return next;
    const begun = running.get(companyId);
    if (!begun) return begin(companyId);
    const fresh = begun
      .catch(() => undefined)
      .then(() => {
        waiting.delete(companyId);
        return begin(companyId);
      });
    waiting.set(companyId, fresh);
    return fresh;
  };
  const inBackground = (companyId: string, work: () => Promise<unknown>): void => {
    const done = work()
      .catch((error: Error) => warn({ companyId, error: error.message }, 'a company could not be looked at'))
      .then(() => void background.delete(done));
    background.add(done);
  };
  const lookSoon = (companyId: string): void => inBackground(companyId, () => look(companyId));
  return {
    look,
    callFailed: (companyId, error) => {
      if (!(error instanceof OutsideError) || error.failure.heldBack) return;
      const { failure } = error;
      if (!lasting.includes(failure.word)) return;
      inBackground(companyId, async () => {
        if (!(await isNews(companyId, failure))) return;
        const found = await look(companyId);
        const isExplained = found('en').checks.some(
          ({ area, state }) => area === failure.vendor && state === 'wrong',
        );
        if (failure.word !== 'sign-in-again' || isExplained) return;
        await keepNews(db, companyId, { replaced: [], checks: refusedCall(failure) });
      });
    },
    settingsSaved: async (companyId, problems) => {
      await keepNews(db, companyId, { replaced: ['settings'], checks: problems });
      lookSoon(companyId);
    },
    lookSoon,
    idle: async () => {
      while (background.size > 0) await Promise.all(background);
      await Promise.allSettled([...running.values(), ...waiting.values()]);
    },
  };
}

/** Whether a failure is worth a look; remembers, on this node, when it was last. */
function createNews(db: Kysely<Schema>, nowMs: () => number) {
  const noticedAtMs = new Map<string, number>();
  return async (companyId: string, { title }: OutsideFailure): Promise<boolean> => {
    const { items } = await readFindings(db, companyId, 'en');
    const key = `${companyId} ${title.en}`;
    const sinceMs = nowMs() - (noticedAtMs.get(key) ?? Number.NEGATIVE_INFINITY);
    if (sinceMs < (items.length > 0 ? knownMs : wellMs)) return false;
    noticedAtMs.set(key, nowMs());
    return true;
  };
}

/** A call was refused though all that can be looked at is well, such as a scope that was just taken away. */
function refusedCall({ vendor, word, title, detail }: OutsideFailure): ChecksIn {
  const name = { fr: 'Un appel vient d’être refusé', en: 'A call was just refused' };
  const check = wrong(vendor, name, title, detail, fixers[word]);
  return (reader) => [told(check, reader)];
}
