import { type Kysely, sql } from 'kysely';
import type { Claim } from './claim-effect.ts';
import type { Schema } from './schema.ts';

/** The note that an effect cannot be taken back outside any more: written, and true once it is committed. */
export interface HandoverNote {
  /** Sent to the store within this very instant. */
  commit(): Promise<void>;
}

/** Another node has claimed the effect anew: nothing of ours may leave any more. */
export class ClaimLost extends Error {}

/**
 * Writes the note, but leaves it to the caller to commit it: a process that dies before takes the note with it.
 * Whoever gets a note commits it; it holds a connection until then.
 * @throws ClaimLost
 */
export async function writeHandoverNote(db: Kysely<Schema>, { id, attempts }: Claim): Promise<HandoverNote> {
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
      try {
        await transaction.commit().execute();
      } catch (error) {
        await giveUp();
        throw error;
      }
    },
  };
}
