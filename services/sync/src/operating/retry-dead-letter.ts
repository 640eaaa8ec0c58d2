import type { Kysely } from 'kysely';
import type { Actor } from '#core/model/staff-member.ts';
import { advanceInstance, type CompanyOf } from '../engine/advance.ts';
import { readEffect } from '../store/effects.ts';
import type { Schema } from '../store/schema.ts';

/**
 * Gives an effect that gave up another try, journaled with who asked for it. A service that runs finds it within
 * seconds (engine/sweep-missed.ts).
 *
 * @returns whether it has one
 */
export async function retryDeadLetter(
  { db, companyOf }: { db: Kysely<Schema>; companyOf: CompanyOf },
  effectId: string,
  by: Actor,
): Promise<boolean> {
  return db.transaction().execute(async (store) => {
    const row = await readEffect(store, effectId);
    if (row?.state !== 'dead-letter') return false;
    const { effect, decision, instanceId } = row;
    const event = { type: 'retry-requested', by, effectId, effect, decision } as const;
    return (await advanceInstance(store, companyOf, instanceId, event))?.outcome === 'advanced';
  });
}
