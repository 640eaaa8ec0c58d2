import type { HelpscoutContext } from './helpscout-context.ts';
import { nextId } from './ids.ts';
import { customerByEmail } from './lookup.ts';
import type { Customer } from './records.ts';
import { toSeconds } from './times.ts';

/** Adds a customer and tells `customer.created`. */
export function addCustomer(
  context: HelpscoutContext,
  given: Partial<Pick<Customer, 'firstName' | 'lastName' | 'jobTitle' | 'organization' | 'background'>> & {
    emails: readonly { value: string; type?: string }[];
  },
): Customer {
  const createdAt = toSeconds(context.now());
  const { emails, ...fields } = given;
  const added: Customer = {
    id: nextId(context),
    firstName: '',
    lastName: '',
    jobTitle: '',
    organization: '',
    background: '',
    ...fields,
    emails: emails.map(({ value, type }) => ({ id: nextId(context), value, type: type ?? 'work' })),
    properties: {},
    mergedIntoId: null,
    createdAt,
    updatedAt: createdAt,
  };
  context.memory.customers.push(added);
  context.changed();
  context.publish({ event: 'customer.created', customer: added });
  return added;
}

/** The customer with this address, made where there is none. `name` is split at its first space. */
export function customerFor(context: HelpscoutContext, email: string, name = ''): Customer {
  const known = customerByEmail(context, email);
  if (known) return known;
  const [firstName = '', ...rest] = name.trim().split(/\s+/);
  return addCustomer(context, { firstName, lastName: rest.join(' '), emails: [{ value: email.trim() }] });
}

/** Something about a customer changed: `customer.updated` is told. */
export function touchCustomer(context: HelpscoutContext, customer: Customer): void {
  customer.updatedAt = toSeconds(context.now());
  context.changed();
  context.publish({ event: 'customer.updated', customer });
}
