import { dayOf, type Instant } from './instant.ts';
import { instantAt, isWorkingDay, plusCalendarDays, type WorkCalendar } from './working-days.ts';

/** The part of a working day that counts, as HH:MM. */
export interface OpeningHours extends WorkCalendar {
  openFrom: string;
  openUntil: string;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Longer than any holidays in a row; further apart than that, working time says nothing. */
const daysMax = 1_000;

/** The instant some hours later, where days on which nobody works do not count: 24 after Friday, 17:00 is Monday, 17:00. */
export function plusHours(instant: Instant, hours: number, calendar: WorkCalendar): Instant {
  let leftMs = hours * hourMs;
  let reachedMs = Date.parse(instant);
  let day = dayOf(instant, calendar.timeZone);
  for (let count = 0; count < daysMax; count += 1) {
    const next = plusCalendarDays(day, 1);
    const endMs = Date.parse(instantAt(next, '00:00', calendar.timeZone));
    if (isWorkingDay(day, calendar)) {
      if (reachedMs + leftMs <= endMs) break;
      leftMs -= endMs - reachedMs;
    }
    reachedMs = endMs;
    day = next;
  }
  return new Date(reachedMs + leftMs).toISOString();
}

/** How many minutes of opening hours lie between two instants. */
export function workedMinutesBetween(from: Instant, to: Instant, hours: OpeningHours): number {
  const { timeZone, openFrom, openUntil } = hours;
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const lastDay = dayOf(to, timeZone);
  let workedMs = 0;
  let day = dayOf(from, timeZone);
  for (let count = 0; count < daysMax && day <= lastDay; count += 1) {
    const opensMs = Math.max(fromMs, Date.parse(instantAt(day, openFrom, timeZone)));
    const closesMs = Math.min(toMs, Date.parse(instantAt(day, openUntil, timeZone)));
    if (isWorkingDay(day, hours)) workedMs += Math.max(0, closesMs - opensMs);
    day = plusCalendarDays(day, 1);
  }
  return Math.floor(workedMs / minuteMs);
}
