import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { currentRequestId } from './trace.ts';

export type Log = Logger;

/**
 * Structured log lines; each bears the request id of the work it tells of.
 * @param output standard output unless given
 */
export function createLog(level: string, output: DestinationStream = pino.destination(1)): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { error: readable },
    redact: ['authorization', '*.authorization', 'password', '*.password', 'token', '*.token'],
    mixin: () => {
      const requestId = currentRequestId();
      return requestId ? { requestId } : {};
    },
  };
  return pino(options, output);
}

/** pino serializes the key `err` alone; of a database's error `detail` would quote the row. */
function readable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const told = withoutQuotes(error);
  return { name, message: told, stack: stack?.replace(message, told) };
}

/** PostgreSQL and JSON.parse quote what they could not read, which may be somebody's name. */
function withoutQuotes(error: Error): string {
  if (error instanceof SyntaxError)
    return error.message.replace(/"[\s\S]*"(?=(\.\.\.)? is not valid JSON)/, '"…"');
  if ('severity' in error) return error.message.replace(/: "[\s\S]*"/, ': "…"');
  return error.message;
}
