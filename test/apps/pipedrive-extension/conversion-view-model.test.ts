import { describe, expect, it } from 'vitest';
import type { NextStepView } from '#core/contract/conversion-view.ts';
import {
  channelCounts,
  conversionClockMs,
  conversionDelayMs,
  dayProblem,
  liveOfAll,
  newerConversion,
  otherAsks,
  promiseTone,
  sortedFollowUps,
  sortedPromises,
  undoCountdown,
} from '../../../apps/pipedrive-extension/src/components/conversion/view-model.ts';
import { sampleDetails, sampleFollowUp, samplePanel } from '../../kit/conversion-panel-samples.ts';
import { samplePromise } from '../../kit/pipeline-samples.ts';
import { sampleEffect } from './request-samples.ts';

describe('newerConversion', () => {
  const [older, newer] = [1, 2].map((revision) => samplePanel(sampleDetails({ revision })));

  it('never lets an older revision replace a newer one, and takes the latest choices', () => {
    if (!older || !newer) throw new Error('There are two.');
    const arriving = { ...older, choices: { ...older.choices, today: '2026-11-25' } };
    const shown = newerConversion(newer, arriving);
    expect(shown.conversion?.revision).toBe(2);
    expect(shown.choices.today).toBe('2026-11-25');
    expect(newerConversion(older, newer)).toBe(newer);
  });

  it('takes a deal that is no longer followed, or that another one stands for', () => {
    const nobody = samplePanel(null);
    expect(newerConversion(samplePanel(sampleDetails({ revision: 9 })), nobody)).toBe(nobody);
    const other = samplePanel(sampleDetails({ id: 'another', revision: 1 }));
    expect(newerConversion(samplePanel(sampleDetails({ revision: 9 })), other)).toBe(other);
  });
});

it('asks more often while the service works, and no more where nobody is followed', () => {
  const working = sampleDetails({ effects: [sampleEffect({ state: 'running' })] });
  const resting = sampleDetails({ effects: [sampleEffect({ state: 'done' })] });
  expect(conversionDelayMs(samplePanel(working))).toBe(1_000);
  const others = [samplePanel(resting), samplePanel(null), null];
  expect(others.map(conversionDelayMs)).toEqual([1_500, 1_500, 1_500]);
  const off = samplePanel(null);
  expect(conversionDelayMs({ ...off, choices: { ...off.choices, isEnabled: false } })).toBeNull();
});

it('offers among the other actions what neither is the next step nor stands beside something', () => {
  const nextStep: NextStepView = { type: 'validate-use-cases', label: 'Valider', will: [], why: null };
  const allowed = [
    'record-contact',
    'validate-use-cases',
    'add-use-case',
    'change-use-case',
    'keep-promise',
    'move-promise',
    'drop-promise',
    'enrol',
    'stop-follow-up',
    'undo-step',
    'block',
  ] as const;
  expect(otherAsks({ allowed: [...allowed], nextStep })).toEqual(['record-contact', 'block']);
});

describe('the time to take a step back', () => {
  const undo = { text: 'Documentation envoyée', until: '2026-11-24T09:00:10.000Z' };
  const at = (second: number) => Date.parse(`2026-11-24T09:00:${String(second).padStart(2, '0')}.000Z`);

  it('runs from whole to nothing', () => {
    expect(undoCountdown({ undo }, 10, at(0))).toEqual({ leftMs: 10_000, leftPart: 1 });
    expect(undoCountdown({ undo }, 10, at(5))).toEqual({ leftMs: 5_000, leftPart: 0.5 });
    expect(undoCountdown({ undo }, 10, at(10))).toBeNull();
    expect(undoCountdown({ undo: null }, 10, at(0))).toBeNull();
  });

  it('moves the clock often while it runs, and rarely afterwards', () => {
    const conversion = sampleDetails({ undo });
    expect(conversionClockMs(conversion, at(5))).toBeLessThan(1_000);
    expect(conversionClockMs(conversion, at(20))).toBeGreaterThan(1_000);
  });
});

describe('promises', () => {
  it('are sorted by day while open, and the last ended first afterwards', () => {
    const promises = [
      samplePromise({ number: 1, dueOn: '2026-12-02' }),
      samplePromise({ number: 2, dueOn: '2026-12-01' }),
      samplePromise({ number: 3, state: 'kept', endedAt: '2026-11-01T09:00:00.000Z' }),
      samplePromise({ number: 4, state: 'moot', endedAt: '2026-11-02T09:00:00.000Z' }),
    ];
    const { open, ended } = sortedPromises(promises);
    expect(open.map(({ number }) => number)).toEqual([2, 1]);
    expect(ended.map(({ number }) => number)).toEqual([4, 3]);
  });

  it('are red when late, yellow today, blue to come', () => {
    const tone = (isLate: boolean, daysLeft: number) => promiseTone(samplePromise({ isLate, daysLeft }));
    expect([tone(true, -1), tone(false, 0), tone(false, 3)]).toEqual(['danger', 'warning', 'info']);
  });
});

it('tells the follow-up that runs from those that are over', () => {
  const [first, second, third] = ['2026-09-01', '2026-10-01', '2026-11-01'].map(
    (day) => `${day}T09:00:00.000Z`,
  );
  const { running, over } = sortedFollowUps([
    sampleFollowUp({ rule: 'old', state: 'finished', enrolledAt: first ?? '' }),
    sampleFollowUp({ rule: 'stopped', state: 'stopped', enrolledAt: second ?? '' }),
    sampleFollowUp({ rule: 'now', enrolledAt: third ?? '' }),
  ]);
  expect(running?.rule).toBe('now');
  expect(over.map(({ rule }) => rule)).toEqual(['stopped', 'old']);
});

it('counts ways of contact, the most frequent first, and uses that are live', () => {
  expect(channelCounts({ call: 1, mail: 3, event: 0 })).toEqual([
    ['mail', 3],
    ['call', 1],
  ]);
  const useCases = { found: 1, validated: 2, built: 0, tested: 0, live: 1 };
  expect(liveOfAll({ useCases })).toEqual({ live: 1, all: 4 });
});

it('takes today and later days, but not the day there is already', () => {
  const problem = (day: string) => dayProblem(day, '2026-11-24', '2026-11-30');
  expect(['', '2026-11-23', '2026-11-30', '2026-11-24'].map(problem)).toEqual([
    'missing',
    'past',
    'same',
    null,
  ]);
});
