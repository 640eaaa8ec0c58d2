import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createInstanceLocks, type InstanceLocks } from '#sync/engine/instance-locks.ts';
import { runInstance } from '#sync/engine/run-instance.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { effectSamples } from '../../kit/effect-samples.ts';
import { type Carry, engineOn, freshInstance, lostLocks, ownLocks } from '../../kit/engine-on-store.ts';
import { eventually } from '../../kit/start-world.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
const opened: InstanceLocks[] = [];
beforeAll(async () => {
  database = await openTestStore();
});
const closeLocks = () => Promise.all(opened.splice(0).map((locks) => locks.close()));
afterEach(closeLocks);
afterAll(() => database.close());

function nodeLocks(): InstanceLocks {
  const locks = createInstanceLocks(database.connectionConfig, createLog('silent'));
  opened.push(locks);
  return locks;
}

const sessions = "select pid from pg_stat_activity where application_name = 'passerelle-locks'";
async function ask<Row extends pg.QueryResultRow>(statement: string): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(`${statement} and datname = current_database()`);
  return rows;
}
const endSessions = () => ask(sessions.replace('pid', 'pg_terminate_backend(pid)'));

describe('the locks of a node', () => {
  it('are taken again when their session is lost, before another node can', async () => {
    const [one, two] = [nodeLocks(), nodeLocks()];
    expect(await one.tryLock('kept')).toBe(true);
    const [before] = await ask<{ pid: number }>(sessions);
    await endSessions();
    await eventually(async () => {
      const [now] = await ask<{ pid: number }>(sessions);
      return now !== undefined && now.pid !== before?.pid && one.holds('kept');
    });
    expect(await two.tryLock('kept')).toBe(false);
    await one.unlock('kept');
    expect(await two.tryLock('kept')).toBe(true);
    expect(one.holds('kept')).toBe(false);
    await two.unlock('kept');
  });

  it('leave no session behind that nobody can end, when theirs is lost in the middle of a statement', async () => {
    const [one, two] = [nodeLocks(), nodeLocks()];
    await one.tryLock('first');
    const [session] = await ask<{ pid: number }>(sessions);
    const pid = session?.pid ?? 0;
    // The server's process of the session sleeps: what is asked now is under way when it ends.
    process.kill(pid, 'SIGSTOP');
    const asked = [one.unlock('first'), one.tryLock('second')];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await database.pool.query('select pg_terminate_backend($1)', [pid]);
    process.kill(pid, 'SIGCONT');
    // It says so once as the failure of the statement, and once more as its end.
    await Promise.allSettled(asked);
    await one.unlock('second');
    expect(await two.tryLock('second')).toBe(true);
    await eventually(async () => (await ask(sessions)).length === 2);
  });
});

describe('an effect that another node claimed meanwhile', () => {
  /** Begins the first effect of a request on a node that loses its lock, and lets a second node take it. */
  async function takenOver(late: Carry) {
    const { id } = await freshInstance(database);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first: Carry = async (kind, context) => {
      begun();
      await held;
      return late(kind, context);
    };
    const lateRun = runInstance(engineOn(database, lostLocks, first), id);
    await beginning;
    let during: string[] = [];
    const second: Carry = async (kind) => {
      if (during.length === 0) {
        goOn();
        expect(await lateRun).toBe(false);
        during = (await readEffects(database.db, [id])).map(({ state }) => state);
      }
      return effectSamples[kind].result;
    };
    expect(await runInstance(engineOn(database, ownLocks, second), id)).toBe(true);
    return { during, effects: await readEffects(database.db, [id]) };
  }

  it.each<[string, Carry]>([
    ['success', (kind) => effectSamples[kind].result],
    [
      'passing trouble',
      () => {
        throw outside('retry-later');
      },
    ],
    [
      'refusal',
      () => {
        throw outside('rejected');
      },
    ],
  ])('is not changed by the %s of the late one', async (_what, late) => {
    const { during, effects } = await takenOver(late);
    expect(during[0]).toBe('running');
    expect(effects.map(({ state, problem }) => [state, problem])).toEqual(effects.map(() => ['done', null]));
    expect(effects[0]?.attempts).toBe(2);
  });

  it('is handed over by the node that has it alone', async () => {
    let refused: unknown;
    const { effects } = await takenOver(async (_kind, { writeHandoverNote }) => {
      refused = await writeHandoverNote().catch((error: unknown) => error);
      throw refused;
    });
    expect(refused).toBeInstanceOf(Error);
    expect(effects[0]).toMatchObject({ state: 'done', handedOverAt: null });
  });
});

function outside(word: 'retry-later' | 'rejected'): OutsideError {
  const words = { fr: 'Non', en: 'No' };
  return new OutsideError({ vendor: 'pipedrive', word, title: words, detail: words });
}
