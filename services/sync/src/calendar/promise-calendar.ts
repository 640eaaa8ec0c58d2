import { plusCalendarDays } from '#core/kernel/working-days.ts';
import type { Language } from '#core/model/localized.ts';
import { component, dayStamp, fileOf, textLine, urlLine, utcStamp } from './content-lines.ts';
import { localStamp, timeZoneLines } from './time-zone.ts';

/** A promise, with the deal it was made for. Instants are ISO 8601, days YYYY-MM-DD. */
export interface CalendarPromise {
  conversionId: string;
  number: number;
  text: string;
  madeAt: string;
  dueOn: string;
  state: 'open' | 'kept';
  movedCount: number;
  /** Of the deal. */
  title: string;
  organization: string | null;
  dealId: number | null;
  /** When anything of the conversion was last changed. */
  changedAt: string;
}

/** A step of a follow-up that comes by itself at an instant. */
export interface CalendarFollowUp
  extends Pick<CalendarPromise, 'conversionId' | 'title' | 'organization' | 'dealId' | 'changedAt'> {
  enrolledAt: string;
  position: number;
  at: string;
  label: string | null;
}

/** What one calendar shows, and for whom. */
export interface PromiseCalendar {
  promises: readonly CalendarPromise[];
  followUps: readonly CalendarFollowUp[];
  language: Language;
  /** IANA name. */
  timeZone: string;
  today: string;
  dealUrlOf(dealId: number | null): string | null;
}

const words = {
  fr: {
    name: 'Mes promesses (Passerelle)',
    late: 'En retard',
    kept: 'Tenue',
    followUp: (label: string | null) => (label === null ? 'Relance' : `Relance «\u00a0${label}\u00a0»`),
    deal: (title: string) => `Affaire\u00a0: ${title}`,
    colon: '\u00a0: ',
  },
  en: {
    name: 'My promises (Passerelle)',
    late: 'Late',
    kept: 'Kept',
    followUp: (label: string | null) => (label === null ? 'Follow-up' : `Follow-up “${label}”`),
    deal: (title: string) => `Deal: ${title}`,
    colon: ': ',
  },
} as const;

/** How often programs should ask again. */
const refresh = 'PT1H';

/**
 * The iCalendar file (RFC 5545, 7986) of what somebody promised. Promises are whole days, which are the same day
 * wherever they are read; what has a time bears the company's time zone. Nothing floats. The same content makes the same
 * file, to the letter.
 */
export function promiseCalendar(calendar: PromiseCalendar): string {
  const { promises, followUps, language, timeZone } = calendar;
  const zone = followUps.length === 0 ? [] : timeZoneLines(timeZone, yearsOf(followUps));
  return fileOf(
    component('VCALENDAR', [
      'VERSION:2.0',
      'PRODID:-//Passerelle//Passerelle//FR',
      'CALSCALE:GREGORIAN',
      textLine('NAME', words[language].name),
      textLine('X-WR-CALNAME', words[language].name),
      textLine('X-WR-TIMEZONE', timeZone),
      `REFRESH-INTERVAL;VALUE=DURATION:${refresh}`,
      `X-PUBLISHED-TTL:${refresh}`,
      ...zone,
      ...promises.flatMap((promise) => promiseEvent(promise, calendar)),
      ...followUps.flatMap((followUp) => followUpEvent(followUp, calendar)),
    ]),
  );
}

/** A year more on both sides: at New Year the zone may be in another one than UTC. */
function yearsOf(followUps: readonly CalendarFollowUp[]): [number, number] {
  const years = followUps.map(({ at }) => new Date(at).getUTCFullYear());
  return [Math.min(...years) - 1, Math.max(...years) + 1];
}

function promiseEvent(promise: CalendarPromise, calendar: PromiseCalendar): string[] {
  const { conversionId, number, text, madeAt, dueOn, state, movedCount } = promise;
  const t = words[calendar.language];
  const isLate = state === 'open' && dueOn < calendar.today;
  const mark = state === 'kept' ? '✓ ' : isLate ? '⚠ ' : '';
  const told = state === 'kept' ? [t.kept] : isLate ? [t.late] : [];
  return component('VEVENT', [
    `UID:${conversionId}-promise-${number}@passerelle`,
    `SEQUENCE:${movedCount}`,
    ...changed(promise),
    `CREATED:${utcStamp(madeAt)}`,
    `DTSTART;VALUE=DATE:${dayStamp(dueOn)}`,
    `DTEND;VALUE=DATE:${dayStamp(plusCalendarDays(dueOn, 1))}`,
    textLine('SUMMARY', `${mark}${text}`),
    ...described(promise, told, calendar),
  ]);
}

function followUpEvent(followUp: CalendarFollowUp, calendar: PromiseCalendar): string[] {
  const { conversionId, enrolledAt, position, at, label, title, organization } = followUp;
  const { timeZone, language } = calendar;
  const t = words[language];
  return component('VEVENT', [
    `UID:${conversionId}-follow-up-${Date.parse(enrolledAt)}-${position}@passerelle`,
    'SEQUENCE:0',
    ...changed(followUp),
    `DTSTART;TZID=${timeZone}:${localStamp(at, timeZone)}`,
    'DURATION:PT15M',
    textLine('SUMMARY', `${t.followUp(label)}${t.colon}${organization ?? title}`),
    ...described(followUp, [], calendar),
  ]);
}

/** Without a METHOD both say when it was last changed (RFC 5545 section 3.8.7.2). */
function changed({ changedAt }: Pick<CalendarPromise, 'changedAt'>): string[] {
  return [`DTSTAMP:${utcStamp(changedAt)}`, `LAST-MODIFIED:${utcStamp(changedAt)}`];
}

/** It keeps nobody from being invited elsewhere. */
function described(
  { title, organization, dealId }: Pick<CalendarPromise, 'title' | 'organization' | 'dealId'>,
  told: readonly string[],
  { language, dealUrlOf }: PromiseCalendar,
): string[] {
  const t = words[language];
  const named = organization === null || organization === title ? [] : [organization];
  return [
    textLine('DESCRIPTION', [...told, t.deal(title), ...named].join('\n')),
    ...urlLine('URL', dealUrlOf(dealId)),
    'STATUS:CONFIRMED',
    'TRANSP:TRANSPARENT',
  ];
}
