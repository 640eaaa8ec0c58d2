import { dayOf, type Instant } from '#core/kernel/instant.ts';
import { instantAt, plusCalendarDays, plusWorkingDays } from '#core/kernel/working-days.ts';
import type { Settings } from '#core/settings.ts';

/** More than any promise and its holidays take: no search goes on for ever. */
const searchedDaysMax = 1_000;

/**
 * Until when an answer is promised: the end of the working day `promises.answerDays` after the request came.
 * @returns null when nothing is promised
 */
export function promisedAt(settings: Settings, submittedAt: Instant): Instant | null {
  const { answerDays } = settings.promises;
  if (answerDays === undefined) return null;
  const { timeZone } = settings;
  return endOf(plusWorkingDays(dayOf(submittedAt, timeZone), answerDays, settings), timeZone);
}

/** Requests that came before `lateBefore` are late; later ones that came before `todayBefore` are promised today. */
export interface PromiseWindow {
  lateBefore: Instant;
  todayBefore: Instant;
}

/**
 * When requests came that are late or due today, so that the store finds them by the instant they came.
 * @returns null when nothing is promised
 */
export function promiseWindow(settings: Settings, now: Date): PromiseWindow | null {
  const { answerDays } = settings.promises;
  if (answerDays === undefined) return null;
  const { timeZone } = settings;
  const today = dayOf(now.toISOString(), timeZone);
  const promisedOn = (day: string) => plusWorkingDays(day, answerDays, settings);
  /** The first day whose requests are promised for a later day than that. */
  const firstBeyond = (limit: string): string => {
    let day = plusCalendarDays(today, 1);
    for (let back = 0; back < searchedDaysMax && promisedOn(plusCalendarDays(day, -1)) > limit; back += 1)
      day = plusCalendarDays(day, -1);
    return day;
  };
  return {
    lateBefore: instantAt(firstBeyond(plusCalendarDays(today, -1)), '00:00', timeZone),
    todayBefore: instantAt(firstBeyond(today), '00:00', timeZone),
  };
}

function endOf(day: string, timeZone: string): Instant {
  return instantAt(day, '23:59:59', timeZone);
}
