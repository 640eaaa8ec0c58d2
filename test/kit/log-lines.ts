import { openStore, startService } from '#sync/compose.ts';
import { readEnvironment } from '#sync/environment.ts';
import { createLog } from '#sync/log.ts';
import type { World } from './start-world.ts';

/** The service with its log lines in hand, in place of the silent one. */
export async function withLogLines(world: World, lines: string[]): Promise<void> {
  await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
  const environment = readEnvironment({ ...world.environment, LOG_LEVEL: 'trace' });
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const node = await startService(environment, await openStore(environment, log), log);
  world.nodes.push(node);
  world.sandbox.setServiceUrl(node.url);
}
