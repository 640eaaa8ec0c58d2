import { openDatabase } from '#sync/store/database.ts';
import { migrate } from '#sync/store/migrate.ts';
import { startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { largeCompany } from '../kit/large-company.ts';
import type { BenchStore } from './bench-store.ts';
import { atMost, type Figure, under } from './figure.ts';

const dealCount = 100_000;
const changeCount = 200;
/** Five, and one for each hundred changes. */
const callsMax = 5 + changeCount / 100;

/** One sweep over 100,000 deals of which 200 changed, at the sandbox's burst limit of the smallest plan. */
export async function benchSweep(store: BenchStore): Promise<Figure[]> {
  const databaseUrl = await store.create('sweep');
  const database = await openDatabase({ databaseUrl, dataDir: '', log: () => undefined });
  await migrate(database, () => undefined);
  const sandbox = await startSandbox({ instant: true });
  try {
    const large = await largeCompany(sandbox, database, dealCount);
    await large.sweep();
    large.change(changeCount);
    const { listCalls, seconds } = await large.sweep();
    const size = `${changeCount} changes among ${dealCount} deals`;
    return [
      atMost('list calls of a sweep', listCalls, callsMax, 'calls', size),
      under('time of a sweep', seconds, 60, 's', size),
    ];
  } finally {
    await sandbox.stop();
    await database.close();
  }
}
