import { setTimeout as sleep } from 'node:timers/promises';
import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';
import type { ChaosNode } from './node.ts';
import type { Planned } from './schedule.ts';
import type { ChaosWorld } from './world.ts';

/** Makes misfortunes happen in one world, and counts those that hit. */
export interface Fate {
  /** Returns when it is over; one at a vendor's door waits there for its victim. */
  befall(planned: Planned): Promise<void>;
  /** No more of it: what waits for a victim is taken away. */
  end(): Promise<void>;
  /** How often each misfortune hit. */
  hits(): Map<string, number>;
}

const skewMs = 4_000;
const pauseMs = { min: 6_000, max: 25_000 };
const statementMax = 400;
const killPatienceMs = 8_000;

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

  const happens = async ({ misfortune, number }: Planned): Promise<void> => {
    const { name, does } = misfortune;
    const node = nodeOf(number);
    const span = pauseMs.min + (number % (pauseMs.max - pauseMs.min));
    if (does === 'rule' || does === 'kill-after') return killAfter(name, misfortune.rule);
    if (does === 'kill-at-statement') {
      if (!(await node.dieAt(1 + (number % statementMax)))) return;
    } else if (does === 'kill') await node.kill();
    else if (does === 'restart') await node.restart();
    else if (does === 'store') await store.restart().catch(() => undefined);
    else if (does === 'skew') await node.skew(number % 2 === 0 ? skewMs : -skewMs);
    else {
      const paused = node.pause(span);
      if (does === 'pause-and-cut') await store.cut();
      await paused;
    }
    hit(name);
  };

  return {
    befall(planned) {
      const { misfortune } = planned;
      if (misfortune.does !== 'rule') return inTurn(() => happens(planned));
      const { id, count = 1 } = sandbox.misbehaviour.add(misfortune.rule);
      waiting.push({ id, name: misfortune.name, count });
      return Promise.resolve();
    },
    async end() {
      await queue;
      for (const { id, name, count } of waiting.splice(0)) {
        const times = count - left(id);
        sandbox.misbehaviour.remove(id);
        if (times > 0) hit(name, times);
      }
    },
    hits: () => counted,
  };
}
