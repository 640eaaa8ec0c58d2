import { z } from 'zod';
import { refusal } from './refusal.ts';

/**
 * Input of a v1 request: digits in strings pass, unknown keys are ignored.
 * Throws the generic 400 (the exact words of v1 are not documented).
 */
export function tolerant<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refusal(400, 'Bad request', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** `start` and `limit` of v1 lists (pipedrive.md 2.2). */
export const startLimit = z.object({
  start: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
