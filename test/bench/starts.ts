import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchService, type Vendors } from './bench-service.ts';
import { temporaryFolder } from './bench-store.ts';
import { type Figure, median, under } from './figure.ts';

const rounds = 3;
const restMs = 4_000;

/** From the start of the process to ready, on a fresh and on an existing embedded store; memory at rest. */
export async function benchStarts(vendors: Vendors): Promise<Figure[]> {
  const fresh: number[] = [];
  const existing: number[] = [];
  const rest: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = await temporaryFolder();
    const dataDir = join(folder, 'data');
    fresh.push(await readyMs(vendors, dataDir));
    const again = await startBenchService(vendors, { dataDir });
    existing.push(again.readyMs);
    if (round === 0) {
      await sleep(restMs);
      rest.push(again.rssMegabytes());
    }
    await again.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return [
    under('start on an existing embedded store', median(existing) / 1000, 2, 's', null),
    under('start on a fresh embedded store', median(fresh) / 1000, 4, 's', null),
    under('memory at rest', median(rest), 180, 'MB', null),
  ];
}

async function readyMs(vendors: Vendors, dataDir: string): Promise<number> {
  const service = await startBenchService(vendors, { dataDir });
  await service.stop();
  return service.readyMs;
}
