import * as z from 'zod';
import { CreateSuspect, conversionCommandTypes } from '#core/contract/conversion-commands.ts';
import { parseBody } from '../parse-body.ts';

const types = new Set<unknown>([...conversionCommandTypes, 'create-suspect']);

/** Whether something is asked of a conversion, or of one that is to be. */
export function isOfConversions(body: unknown): body is object {
  return typeof body === 'object' && body !== null && 'type' in body && types.has(body.type);
}

/** The suspect somebody enters; undefined when that is not what is asked. @throws HttpProblem 400 */
export function asSuspect(body: unknown): CreateSuspect | undefined {
  const isSuspect = z.object({ type: z.literal('create-suspect') }).safeParse(body).success;
  return isSuspect ? parseBody(CreateSuspect, body) : undefined;
}
