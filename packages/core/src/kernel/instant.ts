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
  // Swedish writes dates that way.
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(new Date(instant));
}
