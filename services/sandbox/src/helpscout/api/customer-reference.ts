import { z } from 'zod';
import { customerFor } from '../customers.ts';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { customerOf } from '../lookup.ts';
import type { Customer } from '../records.ts';
import { HelpscoutError } from './helpscout-error.ts';

/** How bodies name a customer: by id, or by an address that is made where it is new. */
export const customerReference = z
  .object({
    id: z.int().optional(),
    email: z.string().optional(),
    firstName: z.string().min(1).max(40).optional(),
    lastName: z.string().min(1).max(40).optional(),
  })
  .refine(({ id, email }) => id !== undefined || email !== undefined, 'id or email is required');

/** @throws HelpscoutError 400 for an id nobody has */
export function customerNamed(context: HelpscoutContext, asked: z.infer<typeof customerReference>): Customer {
  if (asked.id !== undefined) {
    const found = customerOf(context, asked.id);
    if (!found) throw HelpscoutError.invalid('customer.id', 'does not exist', asked.id);
    return found;
  }
  return customerFor(context, asked.email ?? '', `${asked.firstName ?? ''} ${asked.lastName ?? ''}`);
}
