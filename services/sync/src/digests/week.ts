import { dayOf } from '#core/kernel/instant.ts';
import { instantAt, plusCalendarDays, plusWorkingDays } from '#core/kernel/working-days.ts';
import type { Settings } from '#core/settings.ts';

/** A week that is told. Days are YYYY-MM-DD, `since` is an ISO instant. */
export interface Week {
  /** The day on which weeks begin here; it names this one. */
  day: string;
  today: string;
  /** Its last day. */
  until: string;
  /** When the week before began. */
  since: string;
}

/**
 * The week that is to be told now: on its day, or the next one on which somebody works, from the time of the settings
 * until midnight. Null at any other moment, and without such a setting.
 */
export function weekToTell(settings: Settings, now: Date): Week | null {
  const { timeZone, conversion } = settings;
  if (!conversion.digest) return null;
  const { weekday, at } = conversion.digest;
  const instant = now.toISOString();
  const today = dayOf(instant, timeZone);
  const day = lastOn(weekday, today);
  const isDay = plusWorkingDays(day, 0, settings) === today;
  if (!isDay || instantAt(today, at, timeZone) > instant) return null;
  const since = instantAt(plusCalendarDays(day, -7), '00:00', timeZone);
  return { day, today, until: plusCalendarDays(day, 6), since };
}

/** The day itself, or the last one before that is this day of the week (1 = Monday). */
function lastOn(weekday: number, day: string): string {
  const its = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return plusCalendarDays(day, -((its - weekday + 7) % 7));
}
