import { describe, expect, it } from 'vitest';
import { forecastTokens, type TokenDay } from '#core/token-forecast.ts';

const beganAt = '2026-05-27T00:00:00.000Z';
const at = (time: string) => `2026-05-27T${time}:00.000Z`;
const day = (left: number, hours: Record<string, number>): TokenDay => ({
  allowance: 10_000,
  left,
  beganAt,
  hours: Object.entries(hours).map(([hour, spent]) => ({ hour: at(hour), spent })),
});

describe('when a day of tokens ends', () => {
  it('tells at the pace of the last two hours what waits first, and when all is used up', () => {
    const stops = forecastTokens(day(4_000, { '11:00': 900, '12:00': 600 }), at('12:30'));
    expect(stops).toEqual([
      { purpose: 'sweep', at: at('14:30') },
      { purpose: 'panel', at: at('15:30') },
      { purpose: 'decision', at: at('16:00') },
      { purpose: 'person', at: at('16:30') },
    ]);
  });

  it('says nothing of a day whose tokens last', () => {
    expect(forecastTokens(day(9_000, { '11:00': 100, '12:00': 50 }), at('12:30'))).toEqual([]);
  });

  it('forgets a flood of the morning', () => {
    expect(forecastTokens(day(4_000, { '06:00': 5_900, '12:00': 10 }), at('12:30'))).toEqual([]);
  });

  it('names what waits already', () => {
    expect(forecastTokens(day(900, {}), at('12:30'))).toEqual([
      { purpose: 'sweep', at: at('12:30') },
      { purpose: 'panel', at: at('12:30') },
    ]);
    expect(forecastTokens(day(0, { '12:00': 10 }), at('12:30')).at(-1)).toEqual({
      purpose: 'person',
      at: at('12:30'),
    });
  });

  it('is not alarmed by the first calls of a day', () => {
    expect(forecastTokens(day(9_980, { '00:00': 20 }), '2026-05-27T00:00:02.000Z')).toEqual([]);
  });
});
