import { afterAll, beforeAll } from 'vitest';
import { startWorld, type World } from '../kit/start-world.ts';
import { type TakenUp, takeUp } from './sample.ts';
import { sampleKey, sampleSettings } from './sample-world.ts';
import type { Told } from './telling.ts';

/** Whatever comes by itself may take so long. */
export const patienceMs = 60_000;
/** Of a test that waits for such things one after the other. */
export const patient = { timeout: 180_000 };

/** This code, started on the store of another release with the outside of that day. */
export interface Upgraded {
  old: TakenUp;
  world: World;
  /** @throws Error when the sample tells no such story */
  told(story: string): Told;
}

/**
 * Takes a sample up and starts this code on it, once for all tests of the file.
 *
 * @param before what is to be seen of the store and the outside before this code touches them
 * @returns filled before the first test
 */
export function upgraded(sample: string, before: (old: TakenUp) => Promise<void>): Upgraded {
  const stage = {} as Upgraded;
  beforeAll(async () => {
    const old = await takeUp(sample);
    await before(old);
    Object.assign(old.sandbox.pipedrive.limits, { burst: 100_000, searchBurst: 100_000 });
    const world = await startWorld({
      existing: old,
      slack: true,
      helpscout: true,
      settings: sampleSettings(Object.keys(old.steps)),
      environment: { ENCRYPTION_KEY: sampleKey, SWEEP_SECONDS: '5' },
    });
    const told = (story: string) => {
      const found = old.told[story];
      if (!found) throw new Error(`The sample has no story ${story}.`);
      return found;
    };
    Object.assign(stage, { old, world, told });
  });
  afterAll(() => stage.world?.stop());
  return stage;
}
