import { expect, inject, it } from 'vitest';
import { outside } from './misfortunes.ts';
import { playSchedule } from './play.ts';
import type { Run, Schedule } from './schedule.ts';
import type { StoryName } from './stories/catalogue.ts';

// The long runs are `npm run chaos`; here the way from a schedule to a finding is walked once each.
const seed = 1;

function runOf(number: number, story: StoryName, names: string[]): Run {
  const misfortunes = names.map((name, index) => {
    const misfortune = outside.find((one) => one.name === name);
    if (!misfortune) throw new Error(`There is no misfortune "${name}".`);
    return { id: `r${number}.m${index}`, atMs: 0, number: 0, misfortune };
  });
  return { id: `r${number}`, number, story, atMs: 0, misfortunes };
}

function world(plant?: string) {
  const { host, port } = inject('postgres');
  const database = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(host)}&port=${port}`;
  return { nodes: 1, database, plant };
}

it('a handful of runs ends as the model says, and each misfortune that hit is counted', async () => {
  const schedule: Schedule = {
    seed,
    runs: [
      runOf(0, 'accepted', ['webhook twice', 'directory cut after the write']),
      runOf(1, 'refused', ['pipedrive cut after a move']),
      runOf(2, 'without-deal', ['pipedrive 500']),
      runOf(3, 'decided-by-two', ['mail 451']),
      runOf(4, 'answered-in-help-scout', ['help scout cut after the write']),
    ],
  };
  const { findings, hits, output } = await playSchedule(schedule, world());
  expect(findings, output).toEqual([]);
  expect(hits.get('directory cut after the write')).toBe(1);
  expect(hits.get('pipedrive cut after a move')).toBe(1);
  expect(hits.get('mail 451')).toBe(1);
}, 240_000);

it('a service that repeats without looking is caught', async () => {
  const schedule = { seed, runs: [runOf(0, 'called-first', ['pipedrive cut after an activity'])] };
  const { findings } = await playSchedule(schedule, world('looks-nowhere'));
  expect(findings).toContainEqual(
    expect.objectContaining({
      kind: 'twice',
      run: 'r0',
      what: expect.stringContaining('task to call first'),
    }),
  );
}, 240_000);
