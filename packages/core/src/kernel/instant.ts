/** An instant as ISO 8601 in UTC ("2026-11-22T09:30:00.000Z"). The core never asks a clock: instants are handed in. */
export type Instant = string;

/** The instant `seconds` after another. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** The instant `days` of 24 hours after another. */
export function plusDays(instant: Instant, days: number): Instant {
  return plusSeconds(instant, days * 86_400);
}

/** The day of an instant in a time zone (IANA name), as YYYY-MM-DD. */
export function dayOf(instant: Instant, timeZone: string): string {
  return clocksOf(Date.parse(instant), timeZone).slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks of a time zone (IANA name) show, as "YYYY-MM-DD HH:MM:SS". */
export function clocksOf(atMs: number, timeZone: string): string {
  // Made once for each zone: making one takes as long as a thousand answers of it. Swedish writes instants that way.
  const known = formats.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  if (!known) formats.set(timeZone, format);
  return format.format(atMs);
}
