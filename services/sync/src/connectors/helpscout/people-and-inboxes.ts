import type { Calls } from './calls.ts';
import { orNullAfter, toDeskError } from './errors.ts';
import { survivorOf } from './moved.ts';
import { readRows } from './paging.ts';
import type { DeskCustomer, Helpscout } from './port.ts';
import { Customer, Mailbox, User } from './schema.ts';
import { toCustomer, toUser } from './translate.ts';

type Family = Pick<Helpscout, 'mailboxes' | 'user' | 'self' | 'customer'>;

/** Inboxes, colleagues and customers (helpscout.md 2.5, 2.7). */
export function readingCalls(calls: Calls): Family {
  return {
    mailboxes: () => readRows(calls, { path: '/mailboxes' }, { name: 'mailboxes', row: Mailbox }),
    user: async (id) => {
      const user = await orNullAfter([404, 410], calls.read({ path: `/users/${id}` }, User));
      return user && toUser(user);
    },
    self: async () => toUser(await calls.read({ path: '/users/me' }, User)),
    customer: (id) => customerOf(calls, id),
  };
}

/** A merged customer may be told like a merged conversation (UNVERIFIED): who is left is read once. */
async function customerOf(calls: Calls, id: number, isSurvivor = false): Promise<DeskCustomer | null> {
  const call = { method: 'get', path: `/customers/${id}`, mayHaveMoved: !isSurvivor } as const;
  const answer = await orNullAfter([404, 410], calls.send(call));
  if (answer === null) return null;
  if (answer.status === 301) return customerOf(calls, survivorOf(answer, 'customers', id), true);
  const parsed = Customer.safeParse(answer.body);
  if (!parsed.success) throw toDeskError(parsed.error);
  return toCustomer(parsed.data);
}
