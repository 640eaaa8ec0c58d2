import type { Kysely } from 'kysely';
import { ringFor } from '../deliveries/route-deliveries.ts';
import type { AdvanceResult } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { answerCommand, reserveCommand } from '../store/commands.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import type { Caller } from './authenticate-surface.ts';
import { takenByAnother } from './decision-problems.ts';

/**
 * Carries a command out that is for no request in particular, once: the answer is kept in the transaction that made it
 * true, and the same command id gets the same answer.
 *
 * @param work in the transaction; `results` are what came of the events it told
 * @throws HttpProblem 409 when somebody else used the command id
 */
export async function answerOnce<Answer>(
  { db, bell }: { db: Kysely<Schema>; bell: Bell },
  { company, staff }: Pick<Caller, 'company' | 'staff'>,
  commandId: string,
  work: (store: Store) => Promise<{ answer: Answer; results: AdvanceResult[] }>,
): Promise<Answer> {
  const answered = await db.transaction().execute(async (store) => {
    const known = await reserveCommand(store, { company: company.id, id: commandId, staffId: staff.id });
    if (known && known.staffId !== staff.id) throw takenByAnother();
    if (known?.answer) return { answer: known.answer as Answer, results: [] };
    const { answer, results } = await work(store);
    return { answer: (await answerCommand(store, company.id, commandId, answer)) as Answer, results };
  });
  ringFor(bell, answered.results);
  return answered.answer;
}
