import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keeps secrets at rest: what is stored can be read with our keys alone, and only where it was written for. */
export interface Seal {
  /** @param purpose what the secret is for; it has to be told again to open it */
  seal(secret: string, purpose: string): string;
  /** @throws KeyMissing without the key that sealed it; Error when it was sealed for another purpose, or changed */
  open(sealed: string, purpose: string): string;
  /** Whether an older key sealed it: time to seal it anew. */
  isOld(sealed: string): boolean;
  /** Whether we have the key that sealed it. */
  canOpen(sealed: string): boolean;
}

/** The key that sealed a secret is not among ours. */
export class KeyMissing extends Error {
  constructor() {
    super(
      'A secret was sealed with a key that ENCRYPTION_KEY does not hold any more: put that key back behind the new one, separated by a comma.',
    );
    this.name = 'KeyMissing';
  }
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * @param keys 32 bytes each; the first one seals, all of them open: a key is changed by putting the new one in front
 */
export function createSeal(keys: readonly [Uint8Array, ...Uint8Array[]]): Seal {
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  const [newest] = keys;
  const prefix = `${nameOf(newest)}.`;
  return {
    seal(secret, purpose) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, newest, iv).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, purpose) {
      const [name = '', text = ''] = sealed.split('.');
      const key = byName.get(name);
      if (!key) throw new KeyMissing();
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
      return opened.toString('utf8');
    },
    isOld: (sealed) => !sealed.startsWith(prefix),
    canOpen: (sealed) => byName.has(sealed.split('.')[0] ?? ''),
  };
}

/** The same secret under the newest key; null when none of our keys opens it, or it was changed. */
export function sealedAnew(seal: Seal, sealed: string, purpose: string): string | null {
  try {
    return seal.seal(seal.open(sealed, purpose), purpose);
  } catch {
    return null;
  }
}

/** Tells keys apart without telling anything of them. */
function nameOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 8);
}
