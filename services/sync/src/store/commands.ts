import type { Store } from './instances.ts';

/** What a command was answered: outcome and reason in every language, and the request it was about. */
export interface StoredAnswer {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: { fr: string; en: string } | null;
  view: unknown;
}

/**
 * Reserves a command id; waits while another transaction holds the same one.
 * @returns the answer given before, or undefined when the command is new
 */
export async function reserveCommand(
  store: Store,
  command: { company: string; id: string; staffId: number },
): Promise<{ staffId: number; answer: unknown } | undefined> {
  const inserted = await store
    .insertInto('commands')
    .values({ company: command.company, id: command.id, staff_id: command.staffId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return undefined;
  const known = await store
    .selectFrom('commands')
    .select(['staff_id as staffId', 'answer'])
    .where('company', '=', command.company)
    .where('id', '=', command.id)
    .executeTakeFirstOrThrow();
  return known;
}

/** Keeps the answer, in the transaction that made it true. */
export async function answerCommand(
  store: Store,
  company: string,
  id: string,
  answer: unknown,
): Promise<void> {
  await store
    .updateTable('commands')
    .set({ answer: JSON.stringify(answer) })
    .where('company', '=', company)
    .where('id', '=', id)
    .execute();
}
