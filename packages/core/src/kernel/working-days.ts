import { clocksOf, dayOf, type Instant } from './instant.ts';

/** When a company works. Days are YYYY-MM-DD in its time zone. */
export interface WorkCalendar {
  /** IANA name. */
  timeZone: string;
  /** 1 = Monday … 7 = Sunday; none = every day, since otherwise nothing would ever be due. */
  workingDays: readonly number[];
  /** Days on which nobody works all the same. */
  holidays: readonly string[];
}

/** Longer than any holidays in a row: whoever named every day of a year a holiday works on all of them. */
const searchedDaysMax = 400;
const dayMs = 86_400_000;

/** Whether the company works on a day. */
export function isWorkingDay(day: string, { workingDays, holidays }: WorkCalendar): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  const isWorked = workingDays.length === 0 || workingDays.includes(weekday);
  return isWorked && !holidays.includes(day);
}

/** The day `count` days of the calendar after another; before it when negative. */
export function plusCalendarDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** The day `count` working days after another; of 0 the day itself, or the next one on which somebody works. */
export function plusWorkingDays(day: string, count: number, calendar: WorkCalendar): string {
  let reached = day;
  for (let left = count; left > 0; left -= 1)
    reached = nextWorkingDay(plusCalendarDays(reached, 1), calendar);
  return nextWorkingDay(reached, calendar);
}

/** The day `count` working days before another; of 0 the day itself, or the last one before on which somebody works. */
export function minusWorkingDays(day: string, count: number, calendar: WorkCalendar): string {
  let reached = day;
  for (let left = count; left > 0; left -= 1)
    reached = lastWorkingDay(plusCalendarDays(reached, -1), calendar);
  return lastWorkingDay(reached, calendar);
}

function lastWorkingDay(day: string, calendar: WorkCalendar): string {
  for (let back = 0; back < searchedDaysMax; back += 1) {
    const candidate = plusCalendarDays(day, -back);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  return day;
}

function nextWorkingDay(day: string, calendar: WorkCalendar): string {
  for (let ahead = 0; ahead < searchedDaysMax; ahead += 1) {
    const candidate = plusCalendarDays(day, ahead);
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  return day;
}

/** The same time of the day, `count` working days later: one day after Friday, 17:00 is Monday, 17:00. */
export function plusWorkingTime(instant: Instant, count: number, calendar: WorkCalendar): Instant {
  const { timeZone } = calendar;
  const day = plusWorkingDays(dayOf(instant, timeZone), count, calendar);
  return instantAt(day, timeOf(instant, timeZone), timeZone);
}

/** How many working days have passed whole between two instants. */
export function workingDaysBetween(from: Instant, to: Instant, calendar: WorkCalendar): number {
  let count = 0;
  while (plusWorkingTime(from, count + 1, calendar) <= to) count += 1;
  return count;
}

/**
 * The instant at which clocks in a time zone show a time of a day. One that a change of clocks leaves out is the same
 * while later.
 * @param time HH:MM or HH:MM:SS
 */
export function instantAt(day: string, time: string, timeZone: string): Instant {
  const shown = Date.parse(`${day}T${time}Z`);
  const guess = shown - aheadMs(shown, timeZone);
  return new Date(shown - aheadMs(guess, timeZone)).toISOString();
}

/** What clocks of a time zone show at an instant, HH:MM:SS. */
export function timeOf(instant: Instant, timeZone: string): string {
  return clocksOf(Date.parse(instant), timeZone).slice(11);
}

/** How far clocks of a time zone are ahead of UTC. */
function aheadMs(atMs: number, timeZone: string): number {
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  return Date.parse(`${clocksOf(atMs, timeZone).replace(' ', 'T')}Z`) - wholeSecondMs;
}
