import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceProcess } from '../service-process.ts';
import type { Flow } from './flows.ts';

export interface KillRun {
  flows: number;
  kills: number;
  random: () => number;
  service: ServiceProcess;
  /** Runs flow number `n` to its end; a second administrator's are two. */
  flow(n: number): Promise<Flow[]>;
  /** What dies with the service at kill number `k`. */
  beside(k: number): void;
  /** What dies while the service lives on, before its own kill number `k`. */
  under(k: number): void;
}

/** How long the service may work between two kills, at most, and how often it is killed while still starting. */
const lifeMs = 700;
const startingMs = 900;
const killedWhileStarting = 0.15;

/**
 * Runs flows, a handful at once, while the service is killed again and again at random moments: each life gets its
 * share of new flows, so that no kill hits an idle service.
 */
export async function runUnderKills({
  flows,
  kills,
  random,
  service,
  flow,
  beside,
  under,
}: KillRun): Promise<Flow[]> {
  const running: Promise<Flow[]>[] = [];
  let begun = 0;
  const beginUpTo = (count: number) => {
    for (; begun < Math.min(count, flows); begun += 1) {
      const started = flow(begun);
      // Its failure is told at the end, with those of the others.
      started.catch(() => undefined);
      running.push(started);
    }
  };
  service.start();
  for (let kill = 1; kill <= kills; kill += 1) {
    beginUpTo(Math.ceil((flows * kill) / (kills + 1)));
    if (random() < killedWhileStarting) {
      await sleep(random() * startingMs);
    } else {
      await service.ready();
      await sleep((random() * lifeMs) / 2);
      under(kill);
      await sleep((random() * lifeMs) / 2);
    }
    beside(kill);
    await service.kill();
    service.start();
  }
  beginUpTo(flows);
  await service.ready();
  return (await Promise.all(running)).flat();
}
