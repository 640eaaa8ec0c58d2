import { randomBytes } from 'node:crypto';
import type { SlackContext } from './slack-context.ts';

const microsPerMs = 1000;

/** An id as Slack writes them: a letter for the kind, then letters and digits; counts up, so that logs can be read. */
export function nextId({ memory }: SlackContext, letter: string): string {
  memory.lastId += 1;
  return `${letter}0SB${String(memory.lastId).padStart(7, '0')}`;
}

/** The id of a message in its channel, `1780000000.123456`: the time, later than every one given before. */
export function nextTs({ memory, now }: SlackContext): string {
  const micros = Math.max(now().getTime() * microsPerMs, memory.lastTsMicros + 1);
  memory.lastTsMicros = micros;
  return formatTs(micros);
}

/** Microseconds since 1970 in the form of a ts. */
export function formatTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, '0')}`;
}

/** A word nobody can guess. */
export function secretWord(bytes = 18): string {
  return randomBytes(bytes).toString('base64url');
}

/** The hash of a view: another one after each change. */
export function nextHash({ now }: SlackContext): string {
  return `${Math.floor(now().getTime() / 1000)}.${randomBytes(4).toString('hex')}`;
}
