import * as z from 'zod';
import { readFact, writeFact } from './company-facts.ts';
import type { Store } from './instances.ts';

const factName = 'helpscout-mailboxes';
const Mailbox = z.object({ id: z.number().int(), name: z.string(), email: z.string() });

/** An inbox of the help desk as it was last read. */
export type KeptMailbox = z.infer<typeof Mailbox>;

/** The inboxes of a company's help desk, all of them; empty before they were read. */
export async function keptMailboxes(store: Store, company: string): Promise<KeptMailbox[]> {
  return z.array(Mailbox).safeParse(await readFact(store, company, factName)).data ?? [];
}

/** Keeps them as they were just read. */
export async function keepMailboxes(
  store: Store,
  company: string,
  mailboxes: readonly KeptMailbox[],
): Promise<void> {
  const kept = mailboxes.map(({ id, name, email }) => ({ id, name, email }));
  await writeFact(store, company, factName, kept);
}
