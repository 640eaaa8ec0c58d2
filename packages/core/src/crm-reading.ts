import * as z from 'zod';
import type { Instant } from './kernel/instant.ts';
import type { Language } from './model/localized.ts';
import { Problem } from './model/problem.ts';

/**
 * How the last complete reading of the CRM went. An empty list means "no request" only while `problem` is null: the
 * ancestor said "no request" whenever Pipedrive did not answer (E-04).
 */
export const CrmReading = z.object({
  /** The end of the last reading that got through; null when none ever did. */
  readAt: z.string().nullable(),
  /** Since when readings fail. */
  failingSince: z.string().nullable(),
  problem: Problem.nullable(),
});
export type CrmReading = z.infer<typeof CrmReading>;

/** Before the first reading ended. */
export const neverRead: CrmReading = { readAt: null, failingSince: null, problem: null };

/** A reading got through. */
export function readingDone(now: Instant): CrmReading {
  return { readAt: now, failingSince: null, problem: null };
}

/** A reading got through, but left records out. */
export function readingIncomplete(before: CrmReading, problem: Problem, now: Instant): CrmReading {
  return { ...readingFailed(before, problem, now), readAt: now };
}

/** A reading failed; the first failure of a row is the one that is dated. */
export function readingFailed(before: CrmReading, problem: Problem, now: Instant): CrmReading {
  return { ...before, failingSince: before.failingSince ?? now, problem };
}

/**
 * What a reader of the list has to know before trusting it, or null when there is nothing to say.
 * @param timeZone IANA name; instants are written in it
 */
export function troubleText(reading: CrmReading, language: Language, timeZone: string): string | null {
  const { readAt, failingSince, problem } = reading;
  const fr = language === 'fr';
  if (problem && failingSince) {
    const written = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
    const since = written.format(new Date(failingSince));
    const title = problem.title[language];
    const detail = problem.detail[language];
    return fr
      ? `${title} (depuis le ${since}) : des demandes peuvent manquer ici. ${detail}`
      : `${title} (since ${since}): requests may be missing here. ${detail}`;
  }
  if (readAt !== null) return null;
  return fr
    ? 'Première lecture de Pipedrive en cours : des demandes peuvent manquer ici.'
    : 'Pipedrive is being read for the first time: requests may be missing here.';
}
