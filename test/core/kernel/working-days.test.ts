import { describe, expect, it } from 'vitest';
import {
  instantAt,
  isWorkingDay,
  plusWorkingDays,
  plusWorkingTime,
  type WorkCalendar,
  workingDaysBetween,
} from '#core/kernel/working-days.ts';

const paris: WorkCalendar = {
  timeZone: 'Europe/Paris',
  workingDays: [1, 2, 3, 4, 5],
  holidays: ['2026-12-25', '2027-01-01'],
};

describe('working days', () => {
  it.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-12-25', false, 'a holiday on a Friday'],
  ])('%s: %s, %s', (day, worked) => {
    expect(isWorkingDay(day, paris)).toBe(worked);
  });

  it.each([
    ['2026-11-20', 0, '2026-11-20', 'the day itself'],
    ['2026-11-21', 0, '2026-11-23', 'a Saturday counts from Monday'],
    ['2026-11-20', 1, '2026-11-23', 'over a weekend'],
    ['2026-12-24', 1, '2026-12-28', 'over a holiday and a weekend'],
    ['2026-11-18', 10, '2026-12-02', 'two weeks'],
  ])('%s and %i working days is %s: %s', (day, count, expected) => {
    expect(plusWorkingDays(day, count, paris)).toBe(expected);
  });

  it('of a company that works no day every day counts', () => {
    expect(plusWorkingDays('2026-11-20', 2, { ...paris, workingDays: [] })).toBe('2026-11-22');
  });

  it('a week that begins on Sunday is worked on Sunday', () => {
    expect(plusWorkingDays('2026-11-19', 1, { ...paris, workingDays: [7, 1, 2, 3, 4] })).toBe('2026-11-22');
  });

  it('keeps the time of the day, also when clocks change meanwhile', () => {
    // Friday, 17:00 in Paris; clocks go back on Sunday, 25 October.
    expect(plusWorkingTime('2026-10-23T15:00:00.000Z', 1, paris)).toBe('2026-10-26T16:00:00.000Z');
    expect(plusWorkingTime('2026-03-27T16:00:00.000Z', 1, paris)).toBe('2026-03-30T15:00:00.000Z');
  });

  it('takes the day where the company is, not in UTC', () => {
    // Friday, 23:30 in Paris is Friday there, and Saturday, 07:30 in Tokyo.
    expect(plusWorkingTime('2026-11-20T22:30:00.000Z', 1, paris)).toBe('2026-11-23T22:30:00.000Z');
    expect(plusWorkingTime('2026-11-20T22:30:00.000Z', 0, { ...paris, timeZone: 'Asia/Tokyo' })).toBe(
      '2026-11-22T22:30:00.000Z',
    );
  });

  it('counts the days that have passed whole', () => {
    const friday = '2026-11-20T16:00:00.000Z';
    expect(workingDaysBetween(friday, '2026-11-23T15:59:59.000Z', paris)).toBe(0);
    expect(workingDaysBetween(friday, '2026-11-23T16:00:00.000Z', paris)).toBe(1);
    expect(workingDaysBetween(friday, '2026-11-30T16:00:00.000Z', paris)).toBe(6);
    expect(workingDaysBetween(friday, '2026-11-19T16:00:00.000Z', paris)).toBe(0);
  });
});

describe('a time of a day', () => {
  it.each([
    ['2026-11-23', '09:00', 'Europe/Paris', '2026-11-23T08:00:00.000Z'],
    ['2026-07-01', '09:00', 'Europe/Paris', '2026-07-01T07:00:00.000Z'],
    ['2026-07-01', '00:00', 'America/New_York', '2026-07-01T04:00:00.000Z'],
    ['2026-11-23', '09:00', 'Asia/Kolkata', '2026-11-23T03:30:00.000Z'],
    ['2026-10-25', '09:00', 'Europe/Paris', '2026-10-25T08:00:00.000Z'],
    // 02:30 does not exist that night: as late after midnight as it would have been.
    ['2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ])('%s %s in %s is %s', (day, time, timeZone, expected) => {
    expect(instantAt(day, time, timeZone)).toBe(expected);
  });
});
