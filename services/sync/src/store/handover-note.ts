import { type Kysely, sql } from 'kysely';
import type { Claim } from './claim-effect.ts';
import type { Schema } from './schema.ts';
import { onceStoreIsBack } from './store-away.ts';

/** The note that an effect cannot be taken back outside any more: written, and true once it is committed. */
export interface HandoverNote {
  /**
   * Sent to the store within this very instant; lost with its connection, it is written anew as soon as the store is
   * back: another node may take the effect up before the answer from outside is here.
   */
  commit(): Promise<void>;
}

/** Another node has claimed the effect anew: nothing of ours may leave any more. */
export class ClaimLost extends Error {}

/**
 * Writes the note, but leaves it to the caller to commit it: a process that dies before takes the note with it.
 * Whoever gets a note commits it; it holds a connection until then.
 * @param noteHere keeps it on this node, at once: the store then follows what has left, and delays nothing
 * @throws ClaimLost
 */
export async function writeHandoverNote(
  db: Kysely<Schema>,
  { id, attempts }: Claim,
  noteHere?: (claim: Claim) => void,
): Promise<HandoverNote> {
  const transaction = await db.startTransaction().execute();
  // Gives the connection back, also when that fails.
  const giveUp = () =>
    transaction
      .rollback()
      .execute()
      .catch(() => undefined);
  try {
    const noted = await sql`
      update effects set handed_over_at = clock_timestamp()
      where id = ${id} and state = 'running' and attempts = ${attempts}`.execute(transaction);
    if (noted.numAffectedRows !== 1n) throw new ClaimLost();
  } catch (error) {
    await giveUp();
    throw error;
  }
  return {
    commit: async () => {
      noteHere?.({ id, attempts });
      if (noteHere) await new Promise((resolve) => setImmediate(resolve));
      try {
        await transaction.commit().execute();
      } catch {
        await giveUp();
        await onceStoreIsBack(() => keepHandovers(db, [{ id, attempts }]));
      }
    },
  };
}

/** Keeps that effects were handed over whose note did not reach the store: this node's life before was cut short. */
export async function keepHandovers(db: Kysely<Schema>, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await sql`
    update effects set handed_over_at = clock_timestamp()
    from unnest(${claims.map(({ id }) => id)}::uuid[], ${claims.map(({ attempts }) => attempts)}::integer[])
      as noted (id, attempts)
    where effects.id = noted.id and effects.attempts = noted.attempts and state = 'running'
      and handed_over_at is null`.execute(db);
}
