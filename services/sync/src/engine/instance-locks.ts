import pg from 'pg';
import type { Log } from '../log.ts';
import { together } from '../store/together.ts';

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

/** A lock to take, or one to give back. */
interface Ask {
  instanceId: string;
  gives: boolean;
}

/** Opens the node's lock connection, again whenever it is lost. */
export function createInstanceLocks(connectionConfig: pg.PoolConfig, log: Log): InstanceLocks {
  const held: Held = new Map();
  /** One statement at a time: the client may not be asked while it answers. */
  const inTurn = createTurns();
  const session = createSession(connectionConfig, held, (error) => {
    log.warn({ error: error.message }, 'the connection that holds the locks was lost');
    if (held.size > 0) inTurn(session.open).catch(() => undefined);
  });
  const ask = together((asks: readonly Ask[]) =>
    inTurn(async () => {
      const client = await session.open();
      try {
        return await answerAll(client, held, asks);
      } catch (error) {
        session.lose(client, error as Error);
        throw error;
      }
    }),
  );

  return {
    tryLock: (instanceId) => ask({ instanceId, gives: false }),
    holds: (instanceId) => session.isOpen(held.get(instanceId)),
    // A lock that cannot be given back went with its connection.
    unlock: (instanceId) =>
      ask({ instanceId, gives: true }).then(
        () => undefined,
        () => void held.delete(instanceId),
      ),
    close: () => inTurn(session.close),
  };
}

/** Gives back and takes, in the order asked; a lock that the session before had is not this one's to give. */
async function answerAll(client: pg.Client, held: Held, asks: readonly Ask[]): Promise<boolean[]> {
  const possible = asks.filter(({ instanceId, gives }) => !gives || held.get(instanceId) === client);
  for (const { instanceId, gives } of asks) if (gives) held.delete(instanceId);
  const answers = await callLocks(client, possible);
  const done = new Set(possible.filter((_ask, index) => answers[index]));
  for (const { instanceId, gives } of done) if (!gives) held.set(instanceId, client);
  return asks.map((one) => done.has(one));
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

/** One statement for all; its rows come in the order of the arrays. */
async function callLocks(client: pg.Client, asks: readonly Ask[]): Promise<boolean[]> {
  if (asks.length === 0) return [];
  const answer = await client.query<{ answer: boolean }>({
    name: 'instance-locks',
    text: `select case when gives then pg_advisory_unlock(hashtextextended(name, 0))
        else pg_try_advisory_lock(hashtextextended(name, 0)) end as answer
      from unnest($1::text[], $2::boolean[]) as asked (name, gives)`,
    values: [asks.map(({ instanceId }) => lockSpace + instanceId), asks.map(({ gives }) => gives)],
  });
  return answer.rows.map((row) => row.answer);
}

/** Those that another node took meanwhile are not ours any more. */
async function takeAgain(client: pg.Client, held: Held): Promise<void> {
  const ids = [...held.keys()];
  const answers = await callLocks(
    client,
    ids.map((instanceId) => ({ instanceId, gives: false })),
  );
  ids.forEach((id, index) => {
    if (answers[index]) held.set(id, client);
    else held.delete(id);
  });
}

/** Ends the session at the server too: one that is only forgotten would hold its locks for ever. */
function end(client: pg.Client): void {
  client.end().catch(() => undefined);
}
