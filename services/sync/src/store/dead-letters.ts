import { sql } from 'kysely';
import type { EffectKind } from '#core/effects.ts';
import type { Problem } from '#core/model/problem.ts';
import type { Store } from './instances.ts';

/** An effect that gave up and waits for a person, with what it is a part of. */
export interface DeadLetter {
  id: string;
  company: string;
  process: string;
  instanceId: string;
  step: string;
  kind: EffectKind;
  attempts: number;
  problem: Problem | null;
  /** Since when nothing is tried any more. */
  since: Date;
}

/** Which of them; left out: all. */
export interface DeadLetterFilter {
  company?: string | undefined;
  kind?: string | undefined;
  id?: string | undefined;
}

/** Of effects; by what changes at their end alone, which has an index of those few. */
export const isDeadLetter = sql`problem is not null and finished_at is not null and effects.state = 'dead-letter'`;

/** Effects that gave up, the longest waiting first. */
export async function listDeadLetters(
  store: Store,
  { company, kind, id }: DeadLetterFilter,
): Promise<DeadLetter[]> {
  const found = await sql<DeadLetter>`
    select effects.id, company, process, instance_id as "instanceId", step, kind, attempts, problem,
      finished_at as since
    from effects join instances on instances.id = instance_id
    where ${isDeadLetter} and company = coalesce(${company ?? null}::text, company)
      and kind = coalesce(${kind ?? null}::text, kind) and effects.id = coalesce(${id ?? null}::uuid, effects.id)
    order by since, ordinal`.execute(store);
  return found.rows;
}
