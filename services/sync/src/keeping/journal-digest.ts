import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type KeptLine, lineWithoutPerson } from '#core/journal-without-person.ts';

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
  /** Of what was said, once that is erased. */
  said_digest: string | null;
}

/** What seals are made of: 1 before persons could be erased, 2 since. */
export type SealForm = 1 | 2;
export const sealForm: SealForm = 2;

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
  'said_digest',
] as const satisfies (keyof SealedLine)[];

/** A line within its day: its number, and what it says as a digest. */
export interface LineDigest {
  id: number;
  digest: string;
  /** Its words went with the person. */
  isErased: boolean;
}

/**
 * The digest of a line: what was said goes in as a digest of its own, mixed with the salt of its instance. In form 2 what
 * stays of an erased line goes in as it is, so that it can still be checked.
 * @returns 64 hexadecimal digits
 */
function digestOfLine(line: SealedLine, salt: string, form: SealForm): string {
  const said = isErased(line) ? line.said_digest : digestOfSaid(line, salt);
  const { id, instance_id, revision, at, outcome, step_before, step_after, request_id } = line;
  const parts = [id, instance_id, revision, at, outcome, step_before, step_after, request_id];
  return sha256(JSON.stringify([...parts, ...(form === 2 ? [keptOf(line)] : []), said]));
}

/** A line as days are made of them. */
export function lineDigest(line: SealedLine, salt: string, form: SealForm): LineDigest {
  return { id: Number(line.id), digest: digestOfLine(line, salt, form), isErased: isErased(line) };
}

/** The digest of what a line says of persons, which stays when the words go. */
export function digestOfSaid({ event, reason }: Pick<SealedLine, 'event' | 'reason'>, salt: string): string {
  return sha256(JSON.stringify([salt, event, reason]));
}

/** Whether the words of a line were erased. One that still says more than may stay was not: its digest will not fit. */
function isErased(line: SealedLine): boolean {
  if (line.said_digest === null) return false;
  const there = { event: JSON.parse(line.event), reason: line.reason && JSON.parse(line.reason) };
  return isDeepStrictEqual(there, keptOf(line));
}

/** What stays of a line without the person. */
export function keptOf({ event, reason }: Pick<SealedLine, 'event' | 'reason'>): KeptLine {
  return plain(lineWithoutPerson(JSON.parse(event), reason && JSON.parse(reason)));
}

/** The same members in one order, whatever wrote them. */
function plain<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, plain(member)] as const);
  return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1))) as Value;
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
