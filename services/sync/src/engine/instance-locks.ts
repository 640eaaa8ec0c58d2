import pg from 'pg';
import type { Log } from '../log.ts';

/**
 * Which node works on which instance, as session-level advisory locks on one connection of the node: they vanish
 * with the process, so nothing has to expire after a `kill -9`. A session that is lost takes its locks with it: the
 * next one takes them again before anything else, unless another node was quicker.
 */
export interface InstanceLocks {
  /** False when another node has it. */
  tryLock(instanceId: string): Promise<boolean>;
  /** Whether a lock that was taken is still ours, as far as is known here; asks nobody. */
  holds(instanceId: string): boolean;
  unlock(instanceId: string): Promise<void>;
  close(): Promise<void>;
}

/** Any text, the same on every node; keeps our locks apart from others in the database. */
const lockSpace = 'passerelle.instance.';

/** The locks that are believed to be ours, each with the session that took it. */
type Held = Map<string, pg.Client>;

/** Opens the node's lock connection, again whenever it is lost. */
export function createInstanceLocks(connectionConfig: pg.PoolConfig, log: Log): InstanceLocks {
  const held: Held = new Map();
  /** One statement at a time: the client may not be asked while it answers. */
  const inTurn = createTurns();
  const session = createSession(connectionConfig, held, (error) => {
    log.warn({ error: error.message }, 'the connection that holds the locks was lost');
    if (held.size > 0) inTurn(session.open).catch(() => undefined);
  });
  const ask = async (client: pg.Client, statement: string, instanceId: string): Promise<boolean> => {
    try {
      return await callLock(client, statement, instanceId);
    } catch (error) {
      session.lose(client, error as Error);
      throw error;
    }
  };

  return {
    tryLock: (instanceId) =>
      inTurn(async () => {
        const client = await session.open();
        const locked = await ask(client, 'pg_try_advisory_lock', instanceId);
        if (locked) held.set(instanceId, client);
        return locked;
      }),
    holds: (instanceId) => session.isOpen(held.get(instanceId)),
    unlock: (instanceId) =>
      inTurn(async () => {
        const client = held.get(instanceId);
        held.delete(instanceId);
        // A lock that cannot be given back went with its connection.
        if (client && session.isOpen(client))
          await ask(client, 'pg_advisory_unlock', instanceId).catch(() => false);
      }),
    close: () => inTurn(session.close),
  };
}

/** The connection of the locks; `open` gives the one there is, or the next one, with the locks of the one before. */
function createSession(connectionConfig: pg.PoolConfig, held: Held, onLoss: (error: Error) => void) {
  let current: pg.Client | null = null;
  let closed = false;
  const lose = (client: pg.Client, error: Error): void => {
    end(client);
    // A client says several times that it is lost: by then another may be in its place.
    if (current !== client || closed) return;
    current = null;
    onLoss(error);
  };
  const open = async (): Promise<pg.Client> => {
    if (current) return current;
    const client = new pg.Client({ ...connectionConfig, application_name: 'passerelle-locks' });
    client.on('error', (error) => lose(client, error));
    try {
      await client.connect();
      await takeAgain(client, held);
    } catch (error) {
      end(client);
      throw error;
    }
    current = client;
    return client;
  };
  const close = async (): Promise<void> => {
    closed = true;
    await current?.end();
  };
  return {
    open,
    lose,
    close,
    isOpen: (client: pg.Client | undefined) => client !== undefined && client === current,
  };
}

function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const answer = last.then(work);
    last = answer.catch(() => undefined);
    return answer;
  };
}

async function callLock(client: pg.Client, statement: string, instanceId: string): Promise<boolean> {
  const answer = await client.query<{ locked: boolean }>({
    name: statement,
    text: `select ${statement}(hashtextextended($1, 0)) as locked`,
    values: [lockSpace + instanceId],
  });
  return answer.rows[0]?.locked === true;
}

/** Those that another node took meanwhile are not ours any more. */
async function takeAgain(client: pg.Client, held: Held): Promise<void> {
  for (const instanceId of held.keys()) {
    if (await callLock(client, 'pg_try_advisory_lock', instanceId)) held.set(instanceId, client);
    else held.delete(instanceId);
  }
}

/** Ends the session at the server too: one that is only forgotten would hold its locks for ever. */
function end(client: pg.Client): void {
  client.end().catch(() => undefined);
}
