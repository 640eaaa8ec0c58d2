import { setTimeout as sleep } from 'node:timers/promises';
import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';
import type { ChaosNode } from './node.ts';
import type { Planned } from './schedule.ts';
import type { ChaosWorld } from './world.ts';

/** Makes misfortunes happen in one world, and counts those that hit. */
export interface Fate {
  /** Returns when it is over; one at a vendor's door waits there for its victim. */
  befall(planned: Planned): Promise<void>;
  /** Waits until nothing befalls our own processes any more. */
  over(): Promise<void>;
  /** What still waits for a victim at a vendor's door is taken away. */
  end(): void;
  /** How often each misfortune hit. */
  hits(): Map<string, number>;
}

type Happenings = Record<
  Exclude<Planned['misfortune']['does'], 'rule' | 'kill-after'>,
  (struck: { node: ChaosNode; number: number }) => Promise<unknown>
>;

const skewMs = 4_000;
/** Now and then a node comes back after minutes, when everybody believes it dead. */
const pauseMs = { min: 6_000, max: 25_000, long: 120_000 };
const longShare = 6;
const statementMax = 400;
const killPatienceMs = 8_000;

function pauseOf(number: number): number {
  if (number % longShare === 0) return pauseMs.long;
  return pauseMs.min + (number % (pauseMs.max - pauseMs.min));
}

export function createFate({ sandbox, nodes, store }: ChaosWorld): Fate {
  const counted = new Map<string, number>();
  const waiting: { id: string; name: string; count: number }[] = [];
  const hit = (name: string, times = 1) => counted.set(name, (counted.get(name) ?? 0) + times);
  const left = (id: string) => sandbox.misbehaviour.list().find((rule) => rule.id === id)?.count ?? 0;
  const nodeOf = (number: number) => nodes[number % nodes.length] as ChaosNode;
  /** Two at once would take turns in a way no seed knows. */
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>) => {
    queue = queue.then(work, work);
    return queue.then(() => undefined);
  };

  const killAfter = async (name: string, rule: MisbehaviourInput) => {
    const { id } = sandbox.misbehaviour.add(rule);
    const untilMs = Date.now() + killPatienceMs;
    while (left(id) > 0 && Date.now() < untilMs) await sleep(10);
    const isHit = left(id) === 0;
    sandbox.misbehaviour.remove(id);
    if (!isHit) return;
    // The write is carried out at once, its answer is on its way: nobody knows which node waits for it.
    await sleep(30);
    await Promise.all(nodes.map((node) => node.kill()));
    hit(name);
  };

  const happens: Happenings = {
    kill: ({ node }) => node.kill(),
    restart: ({ node }) => node.restart(),
    // Nothing is there to be killed while the service is starting it.
    store: () =>
      store.restart().then(
        () => true,
        () => false,
      ),
    skew: ({ node, number }) => node.skew(number % 2 === 0 ? skewMs : -skewMs),
    pause: ({ node, number }) => node.pause(pauseOf(number)),
    'pause-and-cut': async ({ node, number }) => {
      const paused = node.pause(pauseOf(number));
      await store.cut().catch(() => undefined);
      await paused;
    },
    'kill-at-statement': ({ node, number }) => node.dieAt(1 + (number % statementMax)),
  };
  const strike = async ({ misfortune, number }: Planned): Promise<void> => {
    const { name } = misfortune;
    if (misfortune.does === 'rule' || misfortune.does === 'kill-after')
      return killAfter(name, misfortune.rule);
    const isHit = await happens[misfortune.does]({ node: nodeOf(number), number });
    if (isHit !== false) hit(name);
  };

  return {
    befall(planned) {
      const { misfortune } = planned;
      if (misfortune.does !== 'rule') return inTurn(() => strike(planned));
      const { id, count = 1 } = sandbox.misbehaviour.add(misfortune.rule);
      waiting.push({ id, name: misfortune.name, count });
      return Promise.resolve();
    },
    over: () => queue.then(() => undefined),
    end() {
      for (const { id, name, count } of waiting.splice(0)) {
        const times = count - left(id);
        sandbox.misbehaviour.remove(id);
        if (times > 0) hit(name, times);
      }
    },
    hits: () => counted,
  };
}
