import { dayOf, type Instant } from './kernel/instant.ts';

/** What one request, conversion, submission or conversation says of whose it is. */
export interface PersonTrace {
  /** Normalised, the primary one first. */
  emails: readonly string[];
  /** The last word that came from the person: written, sent, said. What we wrote is none. */
  heardAt: Instant | null;
  /**
   * `prospect`: asked and got no account; `suspect`: the same while their deal is still open; `kept`: a client, or a
   * request is open; `word`: a word alone.
   */
  standing: 'prospect' | 'suspect' | 'kept' | 'word';
}

/** Somebody of whom nothing was heard for as long as prospects are kept. */
export interface SilentProspect {
  email: string;
  /** YYYY-MM-DD in the company's time zone. */
  heardOn: string;
  /** Their deal is still open: it is ended before they are erased. */
  isOpen: boolean;
}

/** The prospects among traces from whom nothing came for `months` months, the longest silent first. */
export function silentProspects(
  traces: readonly PersonTrace[],
  { now, months, timeZone }: { now: Instant; months: number; timeZone: string },
): SilentProspect[] {
  const today = dayOf(now, timeZone);
  const heard = new Map<string, Instant>();
  const standings = new Map<string, Set<PersonTrace['standing']>>();
  for (const { emails, heardAt, standing } of traces) {
    for (const email of emails) {
      standings.set(email, (standings.get(email) ?? new Set()).add(standing));
      if (heardAt !== null && heardAt > (heard.get(email) ?? '')) heard.set(email, heardAt);
    }
  }
  const silent = new Map<string, SilentProspect>();
  for (const { emails, standing } of traces) {
    const [email] = emails;
    const is = (what: PersonTrace['standing']) => emails.some((one) => standings.get(one)?.has(what));
    const last = latest(emails.map((one) => heard.get(one)));
    if (standing === 'word' || email === undefined || last === null || is('kept')) continue;
    const heardOn = dayOf(last, timeZone);
    if (today > plusMonths(heardOn, months) && heardOn >= (silent.get(email)?.heardOn ?? ''))
      silent.set(email, { email, heardOn, isOpen: is('suspect') });
  }
  return [...silent.values()].toSorted((one, other) => (one.heardOn < other.heardOn ? -1 : 1));
}

/**
 * The same day of the month `months` later, or the last one of a month that has no such day: of 29 February 36 months
 * later, 28 February. That day still belongs to the time.
 */
export function plusMonths(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The later of instants; null when there is none. Instants of one form compare as texts. */
export function latest(instants: readonly (Instant | null | undefined)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null && instant !== undefined);
  return (
    known
      .map((instant) => new Date(instant).toISOString())
      .toSorted()
      .at(-1) ?? null
  );
}
