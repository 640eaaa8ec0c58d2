import * as z from 'zod';
import { normaliseEmail } from '#core/model/email-address.ts';
import { isSiren } from '#core/model/siren.ts';

/** The fields a visitor fills in, as they were typed: always texts. */
export const fieldNames = ['name', 'email', 'organization', 'siren', 'phone', 'need'] as const;
export type FieldName = (typeof fieldNames)[number];
export type Typed = Record<FieldName, string>;

/** What is wrong with a field: a key of the texts. */
export type FieldProblem = 'missing' | 'too-long' | 'not-an-address' | 'not-a-siren';

/** What was sent, fit to be recorded, or what to correct. */
export type ReadForm =
  | {
      ok: true;
      form: Record<'name' | 'email' | 'organization', string> &
        Record<'siren' | 'phone' | 'need', string | null>;
    }
  | { ok: false; problems: Partial<Record<FieldName, FieldProblem>> };

const lengthMax: Typed extends infer T ? Record<keyof T, number> : never = {
  name: 200,
  email: 254,
  organization: 200,
  siren: 40,
  phone: 50,
  need: 5000,
};

const line = (field: FieldName) => z.string().max(lengthMax[field], 'too-long' satisfies FieldProblem);
const needed = (field: FieldName) => line(field).min(1, 'missing' satisfies FieldProblem);
const orNull = (text: string) => text || null;

const Form = z.object({
  name: needed('name'),
  email: needed('email').transform((text, context) => {
    const address = normaliseEmail(text);
    if (address !== null || text === '') return address ?? '';
    context.addIssue({ code: 'custom', message: 'not-an-address' satisfies FieldProblem });
    return z.NEVER;
  }),
  organization: needed('organization'),
  siren: line('siren')
    .transform((text) => text.replace(/[\s.]/g, ''))
    .refine((digits) => digits === '' || isSiren(digits), 'not-a-siren' satisfies FieldProblem)
    .transform(orNull),
  phone: line('phone').transform(orNull),
  need: line('need').transform(orNull),
});

/** What was typed, by field: one line but for the need, and nothing that a store or a page could stumble over. */
export function typedIn(body: unknown): Typed {
  const sent = body as Record<string, unknown> | null | undefined;
  const entries = fieldNames.map((name) => {
    const text = textOf(sent?.[name]).toWellFormed().normalize('NFC').replaceAll('\r\n', '\n');
    const clean = name === 'need' ? text.replace(/[^\P{C}\n]/gu, ' ') : text.replace(/[\p{C}\s]+/gu, ' ');
    return [name, clean.trim()] as const;
  });
  return Object.fromEntries(entries) as Typed;
}

/** Checks what was typed (E-52: here, whatever the browser let through). */
export function readForm(typed: Typed): ReadForm {
  const parsed = Form.safeParse(typed);
  if (parsed.success) return { ok: true, form: parsed.data };
  const problems: Partial<Record<FieldName, FieldProblem>> = {};
  for (const { path, message } of parsed.error.issues)
    problems[path[0] as FieldName] ??= message as FieldProblem;
  return { ok: false, problems };
}

/** One value of a field; of a field sent twice the first. */
export function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'string' ? one : '';
}
