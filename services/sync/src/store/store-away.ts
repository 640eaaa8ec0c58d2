import { setTimeout as sleep } from 'node:timers/promises';

/** SQLSTATEs of a server that stops, starts or is full; a deadlock or a conflict is over at the next try. */
const passingStates = /^(08...|57P0[1-5]|53300|40001|40P01)$/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);
/** What pg 8.23 says without a code when a connection ends. */
const endedWords =
  /connection terminated|connection error|not queryable|timeout exceeded when trying to connect|timeout expired/i;

const pauseMs = 100;
const patienceMs = 30_000;

/** Whether an error says that the store was away for a moment, and not that a statement is wrong. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return passingStates.test(code) || networkCodes.has(code) || endedWords.test(error.message);
}

/**
 * Writes what must not be forgotten: while the store is away it is kept in hand and tried again, for half a minute.
 * `write` has to be one transaction that is safe to repeat.
 * @throws whatever `write` threw last
 */
export async function onceStoreIsBack<T>(write: () => Promise<T>): Promise<T> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!isStoreAway(error) || Date.now() > untilMs) throw error;
      await sleep(pauseMs);
    }
  }
}
