import { component } from './content-lines.ts';

const hourMs = 3_600_000;
/** Zones that change their clocks twice within a week have not been seen. */
const stepMs = 7 * 24 * hourMs;

/** From an instant on, clocks are so many seconds ahead of UTC. */
interface ClockChange {
  atMs: number;
  fromSeconds: number;
  toSeconds: number;
}

/**
 * How clocks go in a time zone, for years that are shown: each change of them by itself, as the zone data of Node tell
 * it. A rule for ever would be wrong where a government decides anew, or clocks follow the moon.
 *
 * @param timeZone IANA name @param years the first and the last one
 */
export function timeZoneLines(timeZone: string, [first, last]: readonly [number, number]): string[] {
  const beginMs = Date.UTC(first, 0, 1);
  const changes = changesBetween(timeZone, beginMs, Date.UTC(last + 1, 0, 1));
  const atFirst = aheadSeconds(timeZone, beginMs);
  const least = Math.min(atFirst, ...changes.map(({ toSeconds }) => toSeconds));
  const observances = [
    ...observance({ atMs: 0, fromSeconds: atFirst, toSeconds: atFirst }, least),
    ...changes.flatMap((change) => observance(change, least)),
  ];
  return component('VTIMEZONE', [`TZID:${timeZone}`, ...observances]);
}

/** What clocks of a time zone show at an instant, as iCalendar writes it. */
export function localStamp(instant: string, timeZone: string): string {
  const atMs = Date.parse(instant);
  return shown(atMs, aheadSeconds(timeZone, atMs));
}

function observance({ atMs, fromSeconds, toSeconds }: ClockChange, least: number): string[] {
  return component(toSeconds > least ? 'DAYLIGHT' : 'STANDARD', [
    `DTSTART:${shown(atMs, fromSeconds)}`,
    `TZOFFSETFROM:${offsetText(fromSeconds)}`,
    `TZOFFSETTO:${offsetText(toSeconds)}`,
  ]);
}

function shown(atMs: number, secondsAhead: number): string {
  return new Date(atMs + secondsAhead * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

function offsetText(seconds: number): string {
  const size = Math.abs(seconds);
  const parts = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const written = parts.map((part) => String(part).padStart(2, '0'));
  return `${seconds < 0 ? '-' : '+'}${written.slice(0, parts[2] === 0 ? 2 : 3).join('')}`;
}

function changesBetween(timeZone: string, beginMs: number, endMs: number): ClockChange[] {
  const changes: ClockChange[] = [];
  for (let atMs = beginMs; atMs < endMs; atMs += stepMs) {
    const nextMs = Math.min(atMs + stepMs, endMs);
    const [fromSeconds, toSeconds] = [aheadSeconds(timeZone, atMs), aheadSeconds(timeZone, nextMs)];
    if (fromSeconds !== toSeconds)
      changes.push({ atMs: firstMsWith(timeZone, toSeconds, atMs, nextMs), fromSeconds, toSeconds });
  }
  return changes;
}

/** Halves the time until the second is found at which clocks change. */
function firstMsWith(timeZone: string, seconds: number, fromMs: number, untilMs: number): number {
  let [before, after] = [fromMs, untilMs];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (aheadSeconds(timeZone, middle) === seconds) after = middle;
    else before = middle;
  }
  return after;
}

/** Making one takes far longer than using it; there are as many as companies have time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function aheadSeconds(timeZone: string, atMs: number): number {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const found = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name);
  if (!found) return 0;
  const [, sign, hours, minutes, seconds = '0'] = found;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}
