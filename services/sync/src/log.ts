import { type Logger, pino } from 'pino';
import { currentRequestId } from './trace.ts';

export type Log = Logger;

/** Structured log lines on standard output; each bears the request id of the work it tells of. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['authorization', '*.authorization', 'password', '*.password', 'token', '*.token'],
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
  });
}
