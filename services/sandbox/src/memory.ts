import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const saveDelayMs = 200;
/** A big memory takes long to write out: saving may use at most about a tenth of the time. */
const restFactor = 10;

export type MemoryFile = {
  /** Something changed: save it soon. */
  touch(): void;
  /** Write what is not written yet; resolves when it is on the disk. */
  flush(): Promise<void>;
};

/**
 * What an earlier sandbox left behind, or undefined on the first start.
 * @throws Error when the file is there but is not JSON
 */
export function readMemoryFile(file: string | undefined): unknown {
  if (!file || !existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`The sandbox cannot read its memory in ${file}: delete this file to start afresh.`, {
      cause,
    });
  }
}

/**
 * Keeps a JSON file up to date with the memory: written 200 ms after a change, whole or not at all
 * (a new file takes the old one's place). Without a file it does nothing.
 * @param snapshot gives the memory as plain data
 * @param onError told when the disk refuses; the memory stays dirty and is tried again at the next change
 */
export function createMemoryFile(
  file: string | undefined,
  snapshot: () => unknown,
  onError: (error: unknown) => void,
): MemoryFile {
  if (!file) return { touch() {}, flush: async () => {} };
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let lastWriteMs = 0;

  const write = async (): Promise<void> => {
    if (!dirty) return;
    dirty = false;
    const startedAt = performance.now();
    try {
      await writeWhole(file, JSON.stringify(snapshot()));
    } catch (error) {
      dirty = true;
      onError(error);
    }
    lastWriteMs = performance.now() - startedAt;
  };
  const enqueue = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  return {
    touch() {
      dirty = true;
      timer ??= setTimeout(
        () => {
          timer = undefined;
          void enqueue();
        },
        Math.max(saveDelayMs, lastWriteMs * restFactor),
      );
    },
    flush() {
      clearTimeout(timer);
      timer = undefined;
      return enqueue();
    },
  };
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}
