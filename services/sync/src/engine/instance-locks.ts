import pg from 'pg';
import type { Log } from '../log.ts';

/**
 * Which node works on which instance, as session-level advisory locks on one connection of the node: they vanish
 * with the process, so nothing has to expire after a `kill -9`.
 */
export interface InstanceLocks {
  /** False when another node has it. */
  tryLock(instanceId: string): Promise<boolean>;
  unlock(instanceId: string): Promise<void>;
  close(): Promise<void>;
}

/** Any number, the same on every node; keeps our locks apart from others in the database. */
const lockSpace = 'passerelle.instance.';

/** Opens the node's lock connection, again whenever it is lost. */
export function createInstanceLocks(connectionConfig: pg.PoolConfig, log: Log): InstanceLocks {
  let connection: Promise<pg.Client> | null = null;
  const connect = async () => {
    const client = new pg.Client({ ...connectionConfig, application_name: 'passerelle-locks' });
    client.on('error', (error) => {
      log.warn({ error: error.message }, 'the connection that holds the locks was lost');
      connection = null;
    });
    await client.connect();
    return client;
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One statement at a time: the client may not be asked while it answers. */
  const ask = (statement: string, instanceId: string): Promise<boolean> => {
    const answer = last.then(() => send(statement, instanceId));
    last = answer.catch(() => undefined);
    return answer;
  };
  const send = async (statement: string, instanceId: string): Promise<boolean> => {
    connection ??= connect();
    try {
      const client = await connection;
      const answer = await client.query<{ locked: boolean }>({
        name: statement,
        text: `select ${statement}(hashtextextended($1, 0)) as locked`,
        values: [lockSpace + instanceId],
      });
      return answer.rows[0]?.locked === true;
    } catch (error) {
      connection = null;
      throw error;
    }
  };
  return {
    tryLock: (instanceId) => ask('pg_try_advisory_lock', instanceId),
    unlock: async (instanceId) => {
      // A lock that cannot be given back went with its connection.
      await ask('pg_advisory_unlock', instanceId).catch(() => undefined);
    },
    close: async () => {
      const client = await connection?.catch(() => null);
      await client?.end();
    },
  };
}
