import { z } from 'zod';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { agentOf } from '../lookup.ts';
import { conversationStatus } from '../records.ts';
import { isInstant } from '../times.ts';
import { type Complaint, HelpscoutError } from './helpscout-error.ts';

/** A time in a body: whole seconds, UTC. */
export const instant = z.string().refine(isInstant, 'malformed date, expected yyyy-MM-ddTHH:mm:ssZ');
/** Anything else is refused as EnumValue. */
export const status = conversationStatus;
/** Never empty. */
export const text = z.string().min(1, 'may not be empty');

/** @throws HelpscoutError 400 naming each field that is wrong */
export function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new HelpscoutError(
    400,
    'Bad request',
    parsed.error.issues.map((issue) => complaintOf(issue, body)),
  );
}

function complaintOf({ path, message, code }: z.core.$ZodIssue, body: unknown): Complaint {
  const rejectedValue = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    body,
  );
  return { path: path.join('.'), message, rejectedValue, code: codes[code] ?? 'InvalidValue' };
}

const codes: Partial<Record<z.core.$ZodIssue['code'], string>> = {
  too_small: 'NotEmpty',
  too_big: 'Size',
  invalid_value: 'EnumValue',
  invalid_type: 'NotNull',
};

/** A number in a path. @throws HelpscoutError 404 */
export function idIn(word: unknown): number {
  const id = Number(word);
  if (!Number.isSafeInteger(id) || id < 1) throw HelpscoutError.notFound();
  return id;
}

/** The agent a body names. @throws HelpscoutError 400 for nobody, or somebody whose account is closed */
export function agentIn(context: HelpscoutContext, path: string, id: number): number {
  if (agentOf(context, id)?.isActive) return id;
  throw HelpscoutError.invalid(path, 'does not exist', id);
}
