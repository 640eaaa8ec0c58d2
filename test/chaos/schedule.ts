import { inside, type Misfortune, outside } from './misfortunes.ts';
import { drawFor } from './random.ts';
import { type StoryName, stories } from './stories/catalogue.ts';

/** A misfortune with its name in the schedule and its instant, in ms after the run begins. */
export interface Planned {
  id: string;
  atMs: number;
  misfortune: Misfortune;
  /** Its own number, for what has to be drawn when it happens: which node, which statement. */
  number: number;
}

/** One run: who asks for what, what people do about it, and what goes wrong meanwhile. */
export interface Run {
  id: string;
  number: number;
  story: StoryName;
  /** After the batch begins. */
  atMs: number;
  misfortunes: Planned[];
}

/** Runs that share a world. The same seed and number of runs always give the same schedule. */
export interface Schedule {
  seed: number;
  runs: Run[];
}

/** How far apart runs begin, and how long their misfortunes lie behind their beginning, at most. */
const apartMs = 200;
const spreadMs = 6_000;
const outsideMax = 3;
/** Of a hundred runs so many bring a misfortune to everybody. */
const insideShare = 0.12;

/** @param nodes of the service: some misfortunes need more than one */
export function scheduleOf(seed: number, runs: number, nodes: number): Schedule {
  return { seed, runs: Array.from({ length: runs }, (_, number) => runOf(seed, number, nodes)) };
}

/** The same schedule with these parts alone: `r3` is a run with its people, `r3.m1` its second misfortune. */
export function onlyParts({ seed, runs }: Schedule, parts: readonly string[]): Schedule {
  const wanted = new Set(parts);
  const kept = runs.map((run) => ({
    ...run,
    isQuiet: !wanted.has(run.id),
    misfortunes: run.misfortunes.filter(({ id }) => wanted.has(id)),
  }));
  const acting = kept.filter(({ isQuiet, misfortunes }) => !isQuiet || misfortunes.length > 0);
  return { seed, runs: acting.map(({ isQuiet, ...run }) => (isQuiet ? { ...run, story: 'nothing' } : run)) };
}

/** The names of everything that happens. */
export function partsOf({ runs }: Schedule): string[] {
  return runs.flatMap(({ id, story, misfortunes }) => [
    ...(story === 'nothing' ? [] : [id]),
    ...misfortunes.map((one) => one.id),
  ]);
}

/** A schedule in words, one line a part. */
export function wordsOf({ runs }: Schedule): string[] {
  return runs.flatMap(({ id, story, atMs, misfortunes }) => [
    ...(story === 'nothing' ? [] : [`${id} at ${atMs} ms: ${story}`]),
    ...misfortunes.map((one) => `${one.id} at ${atMs + one.atMs} ms: ${one.misfortune.name}`),
  ]);
}

function runOf(seed: number, number: number, nodes: number): Run {
  const draw = drawFor(seed, number);
  const id = `r${number}`;
  const { name } = draw.pick(stories);
  const drawn = Array.from({ length: draw.whole(1, outsideMax) }, () => draw.pick(outside));
  if (draw.chance(insideShare)) drawn.push(draw.pick(inside(nodes)));
  const misfortunes = drawn.map((misfortune, index) => ({
    id: `${id}.m${index}`,
    atMs: draw.whole(0, spreadMs),
    misfortune,
    number: draw.whole(0, 1_000_000),
  }));
  return { id, number, story: name, atMs: number * apartMs, misfortunes };
}
