import { z } from 'zod';
import { deleteCustomer as deleteWithConversations } from '../act-manage.ts';
import { addCustomer } from '../customers.ts';
import { customerByEmail, customerOf } from '../lookup.ts';
import type { Customer } from '../records.ts';
import { isInstant } from '../times.ts';
import { customerView } from '../views/people.ts';
import type { ApiCall } from './call.ts';
import { sendCreated, sendHal, sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { idIn, read } from './input.ts';
import { parseQuery } from './query-language.ts';
import { matchesCustomer } from './query-match.ts';

/** GET /customers: `query`, `firstName`, `lastName`, `modifiedSince`. There is no `email`: it changes nothing. */
export function listCustomers({ context, req, res }: ApiCall): void {
  const { query, firstName, lastName, modifiedSince } = req.query;
  if (typeof modifiedSince === 'string' && !isInstant(modifiedSince)) {
    throw HelpscoutError.invalid('modifiedSince', 'malformed date', modifiedSince, 'Date');
  }
  const parsed = typeof query === 'string' ? parseQuery(query) : undefined;
  const found = context.memory.customers.filter(
    (each) =>
      each.mergedIntoId === null &&
      (!parsed || matchesCustomer(parsed, each)) &&
      isNamed(each.firstName, firstName) &&
      isNamed(each.lastName, lastName) &&
      (typeof modifiedSince !== 'string' || each.updatedAt >= modifiedSince),
  );
  const all = found.map((each) => customerView(context, each));
  sendPage(req, res, context, { name: 'customers', all });
}

function isNamed(name: string, asked: unknown): boolean {
  return typeof asked !== 'string' || name.toLowerCase() === asked.toLowerCase();
}

/** GET /customers/{id}, with e-mails and properties. */
export function getCustomer(call: ApiCall): void {
  sendHal(call.res, customerView(call.context, customerIn(call)));
}

const name = z.string().min(1).max(40).optional();
const input = z.object({
  firstName: name,
  lastName: name,
  jobTitle: z.string().max(60).default(''),
  organization: z.string().default(''),
  background: z.string().max(200).default(''),
  emails: z.array(z.object({ type: z.string().default('work'), value: z.string().min(3) })).default([]),
});

/** POST /customers: 409 when one of the addresses is somebody's already (helpscout.md 2.5). */
export function createCustomer({ context, req, res }: ApiCall): void {
  const { firstName = '', lastName = '', ...fields } = read(input, req.body);
  if (fields.emails.some(({ value }) => customerByEmail(context, value))) {
    throw new HelpscoutError(409, 'Email is already in use');
  }
  const added = addCustomer(context, { firstName, lastName, ...fields });
  sendCreated(res, context, `/customers/${added.id}`, added.id);
}

const conversationsMax = 100;

/** DELETE /customers/{id}, with the conversations: up to a hundred of them. */
export function deleteCustomer(call: ApiCall): void {
  const customer = customerIn(call);
  const { conversations } = call.context.memory;
  const theirs = conversations.filter((each) => each.customerId === customer.id && each.state !== 'deleted');
  if (theirs.length > conversationsMax) throw new HelpscoutError(400, 'Customer has too many conversations');
  deleteWithConversations(call.context, { customerId: customer.id });
  call.res.status(204).end();
}

/** The customer in the path. @throws HelpscoutError 404, for merged ones too */
export function customerIn({ context, req }: ApiCall): Customer {
  const found = customerOf(context, idIn(req.params.id));
  if (!found) throw HelpscoutError.notFound();
  return found;
}
