import type { ChaosArguments } from './arguments.ts';
import type { Finding } from './judge.ts';

/** One batch that did not end well, and how it is played again. */
export interface FailedBatch {
  seed: number;
  runs: number;
  findings: Finding[];
}

/** All that was found, over all batches. */
export interface Total {
  runs: number;
  seconds: number;
  hits: Map<string, number>;
  failed: FailedBatch[];
}

const shownMax = 12;

/** What stands at the end, line by line. */
export function reportOf(total: Total, given: ChaosArguments): string[] {
  const findings = total.failed.flatMap((batch) => batch.findings);
  const count = (kind: Finding['kind']) => findings.filter((each) => each.kind === kind).length;
  const perMinute = Math.round((total.runs / Math.max(total.seconds, 1)) * 60);
  const hits = [...total.hits].sort(([, a], [, b]) => b - a);
  return [
    `misfortunes that hit: ${hits.length} kinds, ${hits.reduce((sum, [, times]) => sum + times, 0)} times`,
    ...hits.map(([name, times]) => `  ${String(times).padStart(6)}  ${name}`),
    ...total.failed.flatMap((batch) => failedLines(batch, given)),
    `${total.runs} runs in ${Math.round(total.seconds)} s (${perMinute} a minute)`,
    `lost ${count('lost')}, twice ${count('twice')}, wrong ${count('wrong')}`,
  ];
}

/** The command that plays a batch, or some parts of it, again. */
export function replayOf(
  { seed, runs }: Omit<FailedBatch, 'findings'>,
  given: ChaosArguments,
  only?: readonly string[],
) {
  const { nodes, database, plant } = given;
  const parts = [
    `npm run chaos -- --runs ${runs} --seed ${seed}`,
    ...(nodes > 1 ? [`--nodes ${nodes}`] : []),
    // An address holds a password: whoever replays knows their own.
    ...(database === undefined ? [] : ['--database URL']),
    ...(plant === undefined ? [] : [`--plant ${plant}`]),
    ...(only === undefined ? [] : [`--only ${only.join(',')}`]),
  ];
  return parts.join(' ');
}

function failedLines(batch: FailedBatch, given: ChaosArguments): string[] {
  return [`replay: ${replayOf(batch, given, given.only)}`, ...findingLines(batch.findings)];
}

/** The first of what was found. */
export function findingLines(findings: readonly Finding[]): string[] {
  const shown = findings.slice(0, shownMax).map(({ kind, run, what }) => `  ${kind}: ${run} ${what}`);
  const more = findings.length > shownMax ? [`  and ${findings.length - shownMax} more`] : [];
  return [...shown, ...more];
}
