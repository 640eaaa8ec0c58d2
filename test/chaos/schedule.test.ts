import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { plants } from './plants.ts';
import { createProgress } from './progress.ts';
import { replayOf, reportOf } from './report.ts';
import { onlyParts, partsOf, scheduleOf, wordsOf } from './schedule.ts';
import { shrink } from './shrink.ts';

const usual = readArguments([]);

describe('a schedule', () => {
  it('comes again with its seed, and is another one with another seed', () => {
    expect(wordsOf(scheduleOf(7, 30, 2))).toEqual(wordsOf(scheduleOf(7, 30, 2)));
    expect(wordsOf(scheduleOf(8, 30, 2))).not.toEqual(wordsOf(scheduleOf(7, 30, 2)));
    expect(wordsOf(scheduleOf(7, 10, 2))).toEqual(
      wordsOf(scheduleOf(7, 30, 2)).slice(0, wordsOf(scheduleOf(7, 10, 2)).length),
    );
  });

  it('draws every story and more than twenty misfortunes in some hundred runs', () => {
    const { runs } = scheduleOf(1, 400, 2);
    expect(new Set(runs.map(({ story }) => story)).size).toBe(16);
    const names = runs.flatMap(({ misfortunes }) => misfortunes.map(({ misfortune }) => misfortune.name));
    expect(new Set(names).size).toBeGreaterThan(50);
  });

  it('pauses nobody where there is one node alone', () => {
    const names = (nodes: number) =>
      scheduleOf(1, 2_000, nodes).runs.flatMap(({ misfortunes }) =>
        misfortunes.map(({ misfortune }) => misfortune.name),
      );
    expect(names(1)).not.toContain('node paused');
    expect(names(2)).toContain('node paused');
  });

  it('is played in part: a misfortune without the people of its run, too', () => {
    const whole = scheduleOf(3, 5, 1);
    const part = onlyParts(whole, ['r1', 'r2.m0']);
    expect(partsOf(part)).toEqual(['r1', 'r2.m0']);
    expect(onlyParts(whole, partsOf(whole))).toEqual(whole);
  });
});

describe('shrinking', () => {
  it('finds the two parts that fail together among forty', async () => {
    const parts = Array.from({ length: 40 }, (_, index) => index);
    const fails = async (some: readonly number[]) => some.includes(7) && some.includes(31);
    expect(await shrink(parts, fails)).toEqual([7, 31]);
  });

  it('gives what it has after so many tries', async () => {
    let tries = 0;
    const fails = async (some: readonly number[]) => {
      tries += 1;
      return some.includes(3);
    };
    const found = await shrink(
      Array.from({ length: 64 }, (_, index) => index),
      fails,
      4,
    );
    expect(tries).toBe(4);
    expect(found).toContain(3);
  });
});

describe('the command', () => {
  it.each([
    [['--runs', '0'], '--runs takes'],
    [['--runs', 'many'], '--runs takes'],
    [['--seed', '-1'], '--seed'],
    [['--nodes', '2'], '--nodes needs --database'],
    [['--database', 'mysql://x'], '--database takes'],
    [['--plant', 'roses'], '--plant takes'],
    [['--only', 'r1,x'], '--only takes'],
    [['--what'], '--what'],
  ])('%j is wrong use', (given, words) => {
    expect(() => readArguments(given)).toThrow(words);
  });

  it('counts what hit, tells what is lost, twice and wrong, and how it is played again without the password', () => {
    const database = 'postgresql://passerelle:secret@localhost/postgres';
    const given = { ...usual, nodes: 2, database };
    const findings = [
      { kind: 'lost' as const, run: 'r1', what: 'a mail' },
      { kind: 'twice' as const, run: 'r2', what: 'a mail' },
      { kind: 'twice' as const, run: 'r2', what: 'an account' },
    ];
    const failed = [{ seed: 9, runs: 50, findings }];
    const hits = new Map([['mail 451', 3]]);
    const text = reportOf({ runs: 100, seconds: 60, hits, failed }, given).join('\n');
    expect(text).toContain('misfortunes that hit: 1 kinds, 3 times');
    expect(text).toContain('lost 1, twice 2, wrong 0');
    expect(text).toContain('replay: npm run chaos -- --runs 50 --seed 9 --nodes 2 --database URL');
    expect(text).not.toContain('secret');
    expect(replayOf({ seed: 9, runs: 50 }, usual, ['r3', 'r3.m1'])).toBe(
      'npm run chaos -- --runs 50 --seed 9 --only r3,r3.m1',
    );
  });

  it('shows a bar on a terminal, and lines with counts elsewhere', () => {
    const written = (isTTY: boolean) => {
      const texts: string[] = [];
      const progress = createProgress({ isTTY, write: (text) => texts.push(text) }, 4);
      for (const done of [1, 2, 3, 4]) progress.to(done, 0);
      progress.end();
      return texts.join('');
    };
    expect(written(true)).toContain(`\r[${'#'.repeat(40)}] 4/4 runs`);
    expect(written(false)).toBe([1, 2, 3, 4].map((done) => `${done}/4 runs, 0 findings\n`).join(''));
  });
});

it.each(Object.entries(plants))('the line that %s plants is still there, once', async (_name, plant) => {
  const source = await readFile(new URL(`../../${plant.file}`, import.meta.url), 'utf8');
  expect(source.split(plant.text)).toHaveLength(2);
});
