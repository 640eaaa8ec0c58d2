import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The key for what is secret at rest and for session tokens: ENCRYPTION_KEY, else one generated into the data folder
 * of the embedded store. With a given store and no key (never in production) it lasts as long as the process.
 *
 * @returns 32 bytes
 */
export async function encryptionKey(options: {
  given: string | undefined;
  dataDir: string;
  embedded: boolean;
}): Promise<Uint8Array> {
  if (options.given !== undefined) return Buffer.from(options.given, 'base64');
  if (!options.embedded) return randomBytes(32);
  const file = join(options.dataDir, 'encryption.key');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return Buffer.from(kept.trim(), 'base64');
  const fresh = randomBytes(32);
  await mkdir(options.dataDir, { recursive: true });
  await writeFile(file, `${fresh.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return fresh;
}
