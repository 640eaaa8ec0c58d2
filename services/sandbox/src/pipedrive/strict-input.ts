import { z } from 'zod';
import { invalid } from './refusal.ts';

/** An id in a query or path: digits only. */
export const idText = z
  .string()
  .regex(/^\d{1,15}$/, 'must be an integer')
  .transform(Number);

/** A boolean in a query: v2 takes no 0/1 (pipedrive.md 2.2). */
export const booleanText = z.enum(['true', 'false']).transform((text) => text === 'true');

/** RFC 3339 with whole seconds: a fraction is refused (pipedrive.md 2.2). Gives back UTC with `Z`. */
export const instantText = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/,
    'must be RFC 3339 without fractional seconds',
  )
  .transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`);

function sentences(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${key}: Parameter '${key}' is not allowed for this request`);
  }
  return [`${issue.path.join('.') || 'body'}: ${issue.message}`];
}

/**
 * Input of a v2 request against its schema.
 * Throws the documented 400 for unknown keys and wrong types (pipedrive.md 2.2).
 */
export function parseStrict<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap(sentences));
}

/** The id of the path; throws 400 when it is not a number. */
export function pathId(params: Record<string, string | string[] | undefined>, name = 'id'): number {
  return parseStrict(z.object({ [name]: idText }), params)[name] ?? 0;
}
