import { sql } from 'kysely';
import { type Claim, type ClaimedAnswer, type ClaimedEffect, claimedOf, claimParts } from './effects.ts';
import { type InstanceChange, partsOf, type Store } from './instances.ts';

/** An effect that was carried out, and what its instance makes of that. */
export interface EndedEffect {
  claim: Claim;
  instance: { id: string; revision: number };
  /** What the instance writes; null when it has nothing to change. */
  change: InstanceChange | null;
  now: Date;
  /** Whether to take the next effect of the instance. */
  goesOn: boolean;
}

/**
 * Ends an effect as done, writes what its instance decided, and takes the next effect: one statement, one commit.
 * What was decided holds for the revision it was decided on alone. The parts wait for each other: the instance is
 * locked first, as by everybody else.
 *
 * @returns undefined when nothing was written: the instance has moved on, or the effect is not ours any more
 */
export async function endEffect(
  store: Store,
  { claim, instance, change, now, goesOn }: EndedEffect,
): Promise<{ next: ClaimedEffect | undefined } | undefined> {
  const isEnded = sql`exists (select from ended)`;
  const parts = [
    sql`held as (select id from instances where id = ${instance.id} and revision = ${instance.revision} for update)`,
    sql`ended as (
      update effects set state = 'done', problem = null, finished_at = clock_timestamp()
      where exists (select from held) and id = ${claim.id} and state = 'running' and attempts = ${claim.attempts}
      returning id)`,
    ...(change ? partsOf(change, now, isEnded) : []),
    ...(goesOn ? [claimParts(instance.id, isEnded, claim.id)] : []),
  ];
  const claimed = goesOn ? sql`left join claimed on true` : sql``;
  const columns = goesOn ? sql`, claimed.*` : sql``;
  const answer = await sql<ClaimedAnswer & { isEnded: boolean }>`
    with ${sql.join(parts)}
    select ${isEnded} as "isEnded"${columns} from (values (1)) as one ${claimed}`.execute(store);
  const [first] = answer.rows;
  return first?.isEnded ? { next: claimedOf(first) } : undefined;
}
