import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Environment } from './environment.ts';

const nameLength = 12;

/**
 * The name of a node among those on its database: the same after a restart, as long as what it keeps on its own disk is
 * still there. Letters and digits alone. Nodes on one machine may share a folder, but no port.
 */
export function nodeName({ dataDir, PORT }: Pick<Environment, 'dataDir' | 'PORT'>): string {
  const place = `${hostname()} ${resolve(dataDir)} ${PORT}`;
  return createHash('sha256').update(place).digest('hex').slice(0, nameLength);
}
