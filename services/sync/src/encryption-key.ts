import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Keys of 32 bytes, the one in use first. */
export type EncryptionKeys = [Uint8Array, ...Uint8Array[]];

/**
 * The keys for what is secret at rest and for session tokens: ENCRYPTION_KEY, else one generated into the data folder
 * of the embedded store. With a given store and no key (never in production) it lasts as long as the process.
 */
export async function encryptionKeys(options: {
  given: string | undefined;
  dataDir: string;
  embedded: boolean;
}): Promise<EncryptionKeys> {
  if (options.given !== undefined) {
    return options.given.split(',').map((key) => Buffer.from(key, 'base64')) as unknown as EncryptionKeys;
  }
  if (!options.embedded) return [randomBytes(32)];
  const file = join(options.dataDir, 'encryption.key');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return [Buffer.from(kept.trim(), 'base64')];
  const fresh = randomBytes(32);
  await mkdir(options.dataDir, { recursive: true });
  await writeFile(file, `${fresh.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return [fresh];
}
