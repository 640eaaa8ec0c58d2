/**
 * `npm run chaos -- --runs N --seed S`: the whole service under misfortunes drawn from a seed (docs/chaos.md). Exit 1
 * when anything is lost, there twice or wrong, 2 for wrong use.
 */
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChaosArguments, readArguments, usage } from './arguments.ts';
import { playBatches, shrinkBatch } from './batches.ts';
import { createProgress } from './progress.ts';
import { findingLines, replayOf, reportOf } from './report.ts';
import { partsOf, wordsOf } from './schedule.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

function argumentsOrEnd(): ChaosArguments {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`);
    process.exit(2);
  }
}

const given = argumentsOrEnd();
const progress = createProgress(process.stdout, given.runs);
const outputs: Promise<void>[] = [];
const total = await playBatches(given, {
  runEnded: progress.to,
  batchFailed({ seed, findings }, { output }) {
    const file = join(tmpdir(), `passerelle-chaos-${seed}.log`);
    outputs.push(appendFile(file, output));
    say(`\nseed ${seed} did not end well; what the service said: ${file}`);
    for (const line of findingLines(findings)) say(line);
  },
});
progress.end();
await Promise.all(outputs);
for (const line of reportOf(total, given)) say(line);
const [failed] = total.failed;
if (failed && given.shrink) {
  say('Looking for the smallest part of it that still fails …');
  const smallest = await shrinkBatch(failed, given);
  for (const line of wordsOf(smallest)) say(`  ${line}`);
  say(`replay: ${replayOf(failed, given, partsOf(smallest))}`);
}
process.exit(failed ? 1 : 0);
