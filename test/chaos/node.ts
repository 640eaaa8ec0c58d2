import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createServiceProcess, type ServiceProcess } from '../kit/service-process.ts';

/** One node of the service under chaos: a real process that is brought up again whenever it dies. */
export interface ChaosNode {
  readonly url: string;
  readonly service: ServiceProcess;
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it in its tracks, and lets it go on after `ms`. */
  pause(ms: number): Promise<void>;
  /** Brings it up again with a clock that is so far ahead. */
  skew(ms: number): Promise<void>;
  /** It dies at its next statement number so-and-so. @returns whether it came that far */
  dieAt(statement: number): Promise<boolean>;
}

const preload = fileURLToPath(new URL('preload.ts', import.meta.url));
const deathPatienceMs = 15_000;
const startsMax = 5;

/** @param folder for what this node alone keeps */
export async function startNode(folder: string, given: Record<string, string>): Promise<ChaosNode> {
  const deathFile = join(folder, 'dies-at');
  // Read at each start: the next life may have another clock.
  const variables: Record<string, string> = { ...given, CHAOS_DEATH_FILE: deathFile };
  const service = await createServiceProcess(variables, ['--import', preload]);
  const signal = (name: NodeJS.Signals) => {
    const pid = service.pid();
    if (pid !== undefined) process.kill(pid, name);
  };
  /** As whatever supervises it does: one that ends while it starts is started again. */
  const begin = async (startsLeft = startsMax): Promise<void> => {
    service.start();
    await service.ready().catch((error) => {
      if (startsLeft > 1) return begin(startsLeft - 1);
      throw error;
    });
  };
  await begin();
  return {
    url: service.url,
    service,
    async kill() {
      await service.kill();
      await begin();
    },
    async restart() {
      await service.stop();
      await begin();
    },
    async pause(ms) {
      signal('SIGSTOP');
      await sleep(ms);
      signal('SIGCONT');
    },
    async skew(ms) {
      variables.CHAOS_SKEW_MS = String(ms);
      await service.kill();
      await begin();
    },
    async dieAt(statement) {
      await writeFile(deathFile, String(statement));
      signal('SIGUSR2');
      const untilMs = Date.now() + deathPatienceMs;
      while (service.isAlive() && Date.now() < untilMs) await sleep(20);
      const died = !service.isAlive();
      await service.kill();
      await begin();
      return died;
    },
  };
}
