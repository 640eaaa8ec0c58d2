import { dayOf, type Instant } from './instant.ts';
import {
  instantAt,
  isWorkingDay,
  plusCalendarDays,
  plusWorkingDays,
  timeOf,
  type WorkCalendar,
} from './working-days.ts';

/** The hours of working days in which something may leave. */
export interface SendWindow extends WorkCalendar {
  /** HH:MM; `until` itself is outside. */
  from: string;
  until: string;
}

/** Whether something may leave at an instant. */
export function isInWindow(instant: Instant, window: SendWindow): boolean {
  const time = timeOf(instant, window.timeZone);
  const isOpen = time >= `${window.from}:00` && time < `${window.until}:00`;
  return isOpen && isWorkingDay(dayOf(instant, window.timeZone), window);
}

/** The instant itself when something may leave then, or the next one at which it may. */
export function nextInWindow(instant: Instant, window: SendWindow): Instant {
  if (isInWindow(instant, window)) return instant;
  const { timeZone, from } = window;
  const today = dayOf(instant, timeZone);
  const isBeforeOpening = timeOf(instant, timeZone) < `${from}:00`;
  const day = plusWorkingDays(isBeforeOpening ? today : plusCalendarDays(today, 1), 0, window);
  return instantAt(day, from, timeZone);
}
