import type * as z from 'zod';
import { malformed } from './problems.ts';

/** Parses what a surface sent, in a body or a query. @throws HttpProblem 400 that names the wrong places */
export function parseBody<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed([...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'body'))]);
}
