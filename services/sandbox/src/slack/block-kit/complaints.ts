import type { z } from 'zod';

/**
 * What is wrong with blocks or a view as Slack tells it: `[ERROR] must be less than 25 characters
 * [json-pointer:/view/title/text]`.
 * @param base where the checked value stands, such as `/blocks`
 */
export function complaintsOf(error: z.ZodError, base: string): string[] {
  return error.issues
    .flatMap((issue) => flat(issue, []))
    .map((one) => `[ERROR] ${one.text} [json-pointer:${base}${pointer(one.path)}]`);
}

type Complaint = { text: string; path: PropertyKey[] };

function flat(issue: z.core.$ZodIssue, above: PropertyKey[]): Complaint[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return issue.errors[0]?.flatMap((each) => flat(each, path)) ?? [];
  }
  return [{ text: textOf(issue), path }];
}

function textOf(issue: z.core.$ZodIssue): string {
  const unit = 'origin' in issue && issue.origin === 'array' ? 'items' : 'characters';
  switch (issue.code) {
    case 'too_big':
      return unit === 'items'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1} characters`;
    case 'too_small':
      return unit === 'items'
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1} characters`;
    case 'unrecognized_keys':
      return `invalid additional property: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'unsupported type';
    default:
      return issue.message;
  }
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part)}`).join('');
}
