import type pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Log } from '../log.ts';
import { type Wake, wakeQueue } from './queues.ts';

/**
 * Says that a row has work. Bells carry no work themselves: a lost or doubled one costs nothing, because rows are
 * read again under their lock and a sweep finds what no bell told (stack.md section 3, "Shape to build on it").
 */
export interface Bell {
  /** Rings now. */
  ring(wake: Wake): void;
  /** Rings at an instant, on whichever node lives then. */
  ringAt(wake: Wake, at: Date): void;
  /** Begins to hear: called once, when everything that answers a bell is there. Old bells may ring at once. */
  listen(listener: (wake: Wake) => void): Promise<void>;
  /** @throws Error when bells would not be carried: the queue has stopped, or its tables do not answer */
  check(): Promise<void>;
  /** Hands over what was rung, and stops listening. */
  stop(): Promise<void>;
}

export interface BellOptions {
  connectionConfig: pg.PoolConfig;
  log: Log;
  /** Whether this node will listen. */
  works: boolean;
}

/** A timer waits for years, if a person takes years (stack.md section 6, trap 6). */
const retentionSeconds = 10 * 365 * 86_400;

/** Starts pg-boss and its one queue. */
export async function startBell({ connectionConfig, log, works }: BellOptions): Promise<Bell> {
  const boss = new PgBoss({
    ...(connectionConfig as { connectionString?: string }),
    max: 4,
    schema: 'pgboss',
    useListenNotify: works,
    schedule: false,
  });
  boss.on('error', (error) => log.warn({ error: error.message }, 'the queue has trouble with the database'));
  await boss.start();
  await boss.createQueue(wakeQueue, {
    notify: true,
    retryLimit: 3,
    retentionSeconds,
    deleteAfterSeconds: 60,
  });
  return bellOf(boss, log);
}

async function listenTo(boss: PgBoss, listener: (wake: Wake) => void): Promise<void> {
  const options = {
    batchSize: 100,
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 0.5,
    notifyPollingIntervalSeconds: 0.5,
  };
  await boss.work<Wake>(wakeQueue, options, async (jobs) => {
    for (const job of jobs) listener(job.data);
  });
}

/** Bells for now are heard at once on a working node; all others are sent in batches, one statement at a time. */
function bellOf(boss: PgBoss, log: Log): Bell {
  let listener: ((wake: Wake) => void) | null = null;
  const waiting: { data: Wake; startAfter?: Date }[] = [];
  let sending: Promise<void> | null = null;
  const send = async () => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 500);
      await boss.insert(wakeQueue, batch).catch((error: Error) => {
        log.warn(
          { error: error.message, count: batch.length },
          'bells were lost; the sweep will find their rows',
        );
      });
    }
    sending = null;
  };
  const queue = (bell: { data: Wake; startAfter?: Date }) => {
    waiting.push(bell);
    sending ??= Promise.resolve().then(send);
  };
  return {
    ring: (wake) => (listener ? listener(wake) : queue({ data: wake })),
    ringAt: (wake, at) => queue({ data: wake, startAfter: at }),
    listen: async (heard) => {
      listener = heard;
      await listenTo(boss, heard);
    },
    check: async () => {
      if (!(await boss.getQueue(wakeQueue))) throw new Error('the queue is gone');
    },
    stop: async () => {
      await sending;
      await boss.stop({ graceful: false, close: true });
    },
  };
}
