import { describe, expect, it } from 'vitest';
import {
  type CalendarFollowUp,
  type CalendarPromise,
  type PromiseCalendar,
  promiseCalendar,
} from '#sync/calendar/promise-calendar.ts';
import { beginOf, one, partsOf, readStrictly } from '../../kit/strict-calendar.ts';

const conversionId = '0d9f7f5e-1a52-4f1b-8a0e-5f7c0a4e9b11';
const about = {
  conversionId,
  title: 'Affaire d’Exemple',
  organization: 'Mairie d’Exemple',
  dealId: 500,
  changedAt: '2026-11-20T10:11:12.345Z',
};
const promise: CalendarPromise = {
  ...about,
  number: 2,
  text: 'Appel d’accueil : Mairie d’Exemple',
  madeAt: '2026-11-19T08:00:00.000Z',
  dueOn: '2026-12-31',
  state: 'open',
  movedCount: 3,
};
const followUp: CalendarFollowUp = {
  ...about,
  enrolledAt: '2026-11-19T08:00:00.000Z',
  position: 1,
  at: '2026-11-24T08:00:00.000Z',
  label: 'Suspects',
};

function calendar(more: Partial<PromiseCalendar> = {}) {
  const file = promiseCalendar({
    promises: [],
    followUps: [],
    language: 'fr',
    timeZone: 'Europe/Paris',
    today: '2026-11-23',
    dealUrlOf: (dealId) => `https://societe.pipedrive.com/deal/${dealId}`,
    ...more,
  });
  return { file, root: readStrictly(file) };
}

function onlyEvent(more: Partial<PromiseCalendar>) {
  const { root } = calendar(more);
  const [event] = partsOf(root, 'VEVENT');
  if (!event) throw new Error('There is no event.');
  return { root, event };
}

const value = (event: Parameters<typeof one>[0], name: string) => one(event, name).value;

describe('a promise', () => {
  it('is a whole day with a name of its own, its changes counted', () => {
    const { event } = onlyEvent({ promises: [promise] });
    expect(one(event, 'DTSTART')).toMatchObject({ value: '20261231', parameters: { VALUE: 'DATE' } });
    expect(value(event, 'DTEND')).toBe('20270101');
    expect(value(event, 'UID')).toBe(`${conversionId}-promise-2@passerelle`);
    expect(value(event, 'SEQUENCE')).toBe('3');
    expect(value(event, 'DTSTAMP')).toBe('20261120T101112Z');
    expect(value(event, 'LAST-MODIFIED')).toBe('20261120T101112Z');
    expect(value(event, 'URL')).toBe('https://societe.pipedrive.com/deal/500');
    expect(one(event, 'SUMMARY').text).toBe('Appel d’accueil : Mairie d’Exemple');
  });

  it('keeps its name when it is moved', () => {
    const { event } = onlyEvent({ promises: [{ ...promise, dueOn: '2027-01-04', movedCount: 4 }] });
    expect(value(event, 'UID')).toBe(`${conversionId}-promise-2@passerelle`);
    expect([value(event, 'DTSTART'), value(event, 'SEQUENCE')]).toEqual(['20270104', '4']);
  });

  it.each([
    ['2026-11-22', 'open', '⚠ '],
    ['2026-11-23', 'open', ''],
    ['2026-11-22', 'kept', '✓ '],
  ] as const)('due %s and %s is marked "%s"', (dueOn, state, mark) => {
    const { event } = onlyEvent({ promises: [{ ...promise, dueOn, state, text: 'Appel' }] });
    expect(one(event, 'SUMMARY').text).toBe(`${mark}Appel`);
  });

  it('on 29 February ends on 1 March', () => {
    const { event } = onlyEvent({ promises: [{ ...promise, dueOn: '2028-02-29' }] });
    expect([value(event, 'DTSTART'), value(event, 'DTEND')]).toEqual(['20280229', '20280301']);
  });
});

describe('words of anybody', () => {
  it.each([
    'Mairie; de, là\\ici',
    'deux\nlignes\r\net trois',
    'BEGIN:VEVENT\r\nEND:VCALENDAR',
    `${'é'.repeat(200)}${'🏛️'.repeat(60)}`,
    'a'.repeat(75 - 'SUMMARY:'.length),
    'a'.repeat(76 - 'SUMMARY:'.length),
    '\u0000\u0007cloche',
    'moitié \ud83c',
  ])('come back as they were: %j', (text) => {
    const { event } = onlyEvent({ promises: [{ ...promise, text }] });
    const clean = text
      .replace(/\r\n/g, '\n')
      .replaceAll('\u0000', '')
      .replaceAll('\u0007', '')
      .toWellFormed();
    expect(one(event, 'SUMMARY').text).toBe(clean);
  });

  it('make no address', () => {
    const { event } = onlyEvent({ promises: [promise], dealUrlOf: () => 'javascript:alert(1)' });
    expect(event.lines.some(({ name }) => name === 'URL')).toBe(false);
  });
});

describe('a time of the day', () => {
  it.each([
    ['Europe/Paris', '2026-03-27T08:00:00.000Z', '20260327T090000'],
    ['Europe/Paris', '2026-03-30T07:00:00.000Z', '20260330T090000'],
    ['Europe/Paris', '2026-10-23T07:00:00.000Z', '20261023T090000'],
    ['Europe/Paris', '2026-10-26T08:00:00.000Z', '20261026T090000'],
    ['Europe/Paris', '2026-12-31T23:30:00.000Z', '20270101T003000'],
    ['Australia/Sydney', '2026-01-15T00:00:00.000Z', '20260115T110000'],
    ['America/St_Johns', '2026-07-01T11:30:00.000Z', '20260701T090000'],
    ['Africa/Casablanca', '2026-02-20T09:00:00.000Z', '20260220T090000'],
    ['Asia/Tokyo', '2026-06-01T00:00:00.000Z', '20260601T090000'],
    ['UTC', '2026-06-01T09:00:00.000Z', '20260601T090000'],
  ])('in %s at %s is %s in a zone that is told', (timeZone, at, shown) => {
    const { root, event } = onlyEvent({ followUps: [{ ...followUp, at }], timeZone });
    const start = one(event, 'DTSTART');
    expect(start).toMatchObject({ value: shown, parameters: { TZID: timeZone } });
    expect(beginOf(root, event)).toBe(at);
  });

  it('changes clocks at the second at which they change', () => {
    const { root } = calendar({ followUps: [{ ...followUp, at: '2026-06-01T08:00:00.000Z' }] });
    const [zone] = partsOf(root, 'VTIMEZONE');
    const changes = zone?.parts.map((part) => [
      part.name,
      value(part, 'DTSTART'),
      value(part, 'TZOFFSETFROM'),
      value(part, 'TZOFFSETTO'),
    ]);
    expect(changes).toEqual(
      expect.arrayContaining([
        ['DAYLIGHT', '20260329T020000', '+0100', '+0200'],
        ['STANDARD', '20261025T030000', '+0200', '+0100'],
      ]),
    );
  });

  it('needs no zone where there is none', () => {
    expect(partsOf(calendar({ promises: [promise] }).root, 'VTIMEZONE')).toEqual([]);
  });
});

it('is the same to the letter as long as nothing changes, and asks to be read hourly', () => {
  const more = { promises: [promise], followUps: [followUp] };
  const { file, root } = calendar(more);
  expect(calendar(more).file).toBe(file);
  expect(one(root, 'REFRESH-INTERVAL')).toMatchObject({ value: 'PT1H', parameters: { VALUE: 'DURATION' } });
  expect(one(root, 'X-WR-CALNAME').text).toContain('Passerelle');
});

it('speaks the language of the company', () => {
  const { event } = onlyEvent({ followUps: [followUp], language: 'en' });
  expect(one(event, 'SUMMARY').text).toBe('Follow-up “Suspects”: Mairie d’Exemple');
});
