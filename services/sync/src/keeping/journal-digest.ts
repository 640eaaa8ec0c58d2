import { createHash } from 'node:crypto';

/** A line of the journal in PostgreSQL's own text (`plainForm`), as backups hold it, too. */
export interface SealedLine {
  id: string;
  instance_id: string;
  revision: string;
  at: string;
  outcome: string;
  step_before: string | null;
  step_after: string;
  request_id: string | null;
  event: string;
  reason: string | null;
}

/** The columns of a line, in any order. */
export const lineColumns = [
  'id',
  'instance_id',
  'revision',
  'at',
  'outcome',
  'step_before',
  'step_after',
  'request_id',
  'event',
  'reason',
] as const satisfies (keyof SealedLine)[];

/** A line within its day: its number, and what it says as a digest. */
export interface LineDigest {
  id: number;
  digest: string;
}

/**
 * The digest of a line: what was said goes in as a digest of its own, mixed with the salt of its instance.
 * @returns 64 hexadecimal digits
 */
export function digestOfLine(line: SealedLine, salt: string): string {
  const said = sha256(JSON.stringify([salt, line.event, line.reason]));
  const { id, instance_id, revision, at, outcome, step_before, step_after, request_id } = line;
  return sha256(
    JSON.stringify([id, instance_id, revision, at, outcome, step_before, step_after, request_id, said]),
  );
}

/**
 * The digest of a day: of its lines in their order, and of the day before.
 * @param before the digest of the day sealed before; null for the first
 */
export function digestOfDay(
  { company, day }: { company: string; day: string },
  before: string | null,
  lines: readonly LineDigest[],
): string {
  return sha256(JSON.stringify([company, day, before, lines.map(({ digest }) => digest)]));
}

/** What is kept of a line to find the one that does not fit. */
export function markOf({ id, digest }: LineDigest): string {
  return `${id}:${digest.slice(0, 12)}`;
}

/** The day (UTC) of a line. @param at in plain form */
export function dayOfLine(at: string): string {
  return at.slice(0, 10);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
