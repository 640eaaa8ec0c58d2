import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

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

/**
 * Keeps the answer, in the transaction that made it true.
 * @returns the answer as it is kept: what every repetition of the command will hear, to the letter
 */
export async function answerCommand(
  store: Store,
  company: string,
  id: string,
  answer: unknown,
): Promise<unknown> {
  const kept = await store
    .updateTable('commands')
    .set({ answer: jsonText(answer) })
    .where('company', '=', company)
    .where('id', '=', id)
    .returning('answer')
    .executeTakeFirstOrThrow();
  return kept.answer;
}
