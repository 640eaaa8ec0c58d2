import { readFileSync } from 'node:fs';

/** A recorded body, parsed afresh at each call so that a test may change it. */
export function sample(path: string): Record<string, Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
