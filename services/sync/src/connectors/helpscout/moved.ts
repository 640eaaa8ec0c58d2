import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import type { DeskAnswer } from './calls.ts';
import { DeskId } from './schema.ts';

/**
 * The id under which a record lives on, from the `Location` of a 301 (helpscout.md 2.1). The address is read, never
 * followed: a token must not travel to where somebody points.
 *
 * @throws OutsideError `broken` when it names no other record of the kind
 */
export function survivorOf(answer: DeskAnswer, kind: 'conversations' | 'customers', id: number): number {
  const told = new RegExp(`/${kind}/(\\d+)`).exec(answer.header('location') ?? '')?.[1];
  const found = DeskId.safeParse(told).data;
  if (found !== undefined && found !== id) return found;
  const problem = inStaffWords('helpscout', 'unreadable', 'Location', false);
  throw new OutsideError({ vendor: 'helpscout', ...problem, status: answer.status, unclear: false });
}
