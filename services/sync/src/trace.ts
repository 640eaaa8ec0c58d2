import { AsyncLocalStorage } from 'node:async_hooks';

/** What follows a piece of work from the door to the outgoing call. */
export interface Trace {
  requestId: string;
}

const storage = new AsyncLocalStorage<Trace>();

/** Runs `work` under a request id; every log line and outgoing call inside carries it. */
export function underTrace<T>(trace: Trace, work: () => T): T {
  return storage.run(trace, work);
}

/** The request id of the work in progress, if any. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}
