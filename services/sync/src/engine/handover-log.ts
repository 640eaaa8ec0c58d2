import { ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../log.ts';
import type { Claim } from '../store/claim-effect.ts';

/**
 * What this node handed over to somebody who takes nothing back, on its own disk. A line is there as soon as it is
 * written, also when this process or the store's is killed in the next instant; the store learns it a moment later.
 */
export interface HandoverLog {
  /** Written when it returns. */
  note(claim: Claim): void;
}

const line = /^([0-9a-f-]{36}) (\d{1,9})$/;
/** So many lines make a file of less than a megabyte; of those the last are still on their way to the store. */
const [linesMax, linesKept] = [20_000, 200];

/**
 * Opens the log and tells the store first what the life before left in it.
 *
 * @param path of the file, which no other node writes
 * @param takeUp keeps that these tries of effects were handed over
 * @returns undefined where this node may not write: the store alone knows then
 */
export async function openHandoverLog(
  path: string,
  takeUp: (claims: Claim[]) => Promise<void>,
  log: Log,
): Promise<HandoverLog | undefined> {
  await takeUp(leftIn(path));
  try {
    mkdirSync(dirname(path), { recursive: true });
    return logOn(openSync(path, 'w+', 0o600));
  } catch (error) {
    log.warn(
      { error: (error as Error).message },
      'handovers are noted in the store alone: DATA_DIR is closed',
    );
    return undefined;
  }
}

function logOn(file: number): HandoverLog {
  let lines: string[] = [];
  let size = 0;
  const write = (text: string): void => {
    size += writeSync(file, text, size);
  };
  return {
    note: ({ id, attempts }) => {
      const noted = `${id} ${attempts}`;
      lines.push(noted);
      write(`${noted}\n`);
      if (lines.length < linesMax) return;
      lines = lines.slice(-linesKept);
      size = 0;
      write(`${lines.join('\n')}\n`);
      ftruncateSync(file, size);
    },
  };
}

function leftIn(path: string): Claim[] {
  try {
    const found = readFileSync(path, 'utf8')
      .split('\n')
      .map((text) => line.exec(text));
    return found.flatMap((match) => (match?.[1] ? [{ id: match[1], attempts: Number(match[2]) }] : []));
  } catch {
    return [];
  }
}
