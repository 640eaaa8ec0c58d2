import type { Kysely, Transaction } from 'kysely';
import type { Actor } from '#core/model/staff-member.ts';
import { advanceLocked, type CompanyOf } from '../engine/advance.ts';
import { type Drift, noteAccepted, noteRepair } from '../store/drifts.ts';
import { lockInstance } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';

type Which = Pick<Drift, 'instanceId' | 'kind'>;

/**
 * An operator has a difference put right, or says that it is right so; the story of the request tells who did. Whoever
 * comes second changes nothing. A service that runs finds what is to be done within seconds (engine/sweep-missed.ts).
 *
 * @returns whether it was listed, and the request could take it
 */
export async function settleDrift(
  { db, companyOf }: { db: Kysely<Schema>; companyOf: CompanyOf },
  drift: Which,
  how: 'repair' | 'accept',
  by: Actor,
): Promise<boolean> {
  const settle = async (store: Transaction<Schema>) => {
    const locked = await lockInstance(store, drift.instanceId);
    const noted = locked && (await (how === 'repair' ? noteRepair : noteAccepted)(store, drift));
    if (!noted) throw notSettled;
    const type = how === 'repair' ? 'repair-requested' : 'drift-accepted';
    const told = await advanceLocked(store, companyOf, locked, { type, by, drift: drift.kind });
    // What was noted is taken back with it.
    if (told.outcome !== 'advanced') throw notSettled;
    return true;
  };
  return db
    .transaction()
    .execute(settle)
    .catch((error: unknown) => {
      if (error === notSettled) return false;
      throw error;
    });
}

const notSettled = new Error('the drift was not settled');
