import type pg from 'pg';
import { type Erasure, erasePerson, type UnderWay } from './erase-person.ts';
import type { PersonSought } from './find-person.ts';

/** Deadlock, or a row that changed under the statement: another try sees it. */
const passing = ['40P01', '40001'];
const triesMax = 3;

/**
 * Erases a person beside a running service, all or nothing.
 *
 * @param isRehearsal says what would be erased, and erases nothing
 * @throws KeepingError as `erasePerson`
 */
export async function forgetPerson(
  pool: pg.Pool,
  whom: PersonSought,
  { underWay, isRehearsal }: { underWay: UnderWay; isRehearsal: boolean },
): Promise<Erasure> {
  for (let tries = 1; ; tries += 1) {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const erasure = await erasePerson(client, whom, underWay);
      await client.query(isRehearsal ? 'rollback' : 'commit');
      return erasure;
    } catch (error) {
      if (tries === triesMax || !passing.includes((error as { code?: string }).code ?? '')) throw error;
    } finally {
      // Closing the connection rolls back what a failure left.
      client.release(true);
    }
  }
}
