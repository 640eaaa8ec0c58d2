import * as z from 'zod';
import { normaliseEmail } from './model/email-address.ts';

/** What settings are made of. */
export const Email = z.string().transform((text, context) => {
  const email = normaliseEmail(text);
  if (email === null) {
    context.addIssue({ code: 'custom', message: 'expected an e-mail address' });
    return z.NEVER;
  }
  return email;
});

/** A Pipedrive user: by id, or by e-mail resolved to the id at start. */
export const StaffReference = z.union([z.int().positive(), Email]);
export type StaffReference = z.infer<typeof StaffReference>;

export const Key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'expected lower-case letters, digits and dashes');

export const Name = z.string().trim().min(1);

export const Switch = z.union([z.boolean(), z.enum(['on', 'off']).transform((word) => word === 'on')]);

export const Time = z
  .string()
  // What is no time is neither earlier nor later than another one.
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a time such as "09:00"', abort: true });
