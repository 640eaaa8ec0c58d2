import { hkdfSync, randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import * as z from 'zod';

/** Who a bearer token stands for. */
export interface Bearer {
  companyId: string;
  staffId: number;
  /** The one conversation of the help desk that it was made beside; absent elsewhere. */
  conversationId?: number;
}

const minutes = 15;
const issuer = 'passerelle';
const Claims = z.object({ company: z.string(), staff: z.int(), conversation: z.int().optional() });
const SignedClaims = z.object({
  userId: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  companyId: z.union([z.int().transform(String), z.string().regex(/^\d+$/)]),
  iat: z.number().optional(),
  exp: z.number().optional(),
});
/** A signed token lives five minutes (pipedrive.md 4.3); hosts' clocks may differ a little. */
const signedTokenAgeMaxSeconds = 300;
const clockToleranceSeconds = 5;
/** When so many are known, all are forgotten: whoever comes again is checked again. */
const knownTokensMax = 1_000;

/** Makes and reads our own short tokens, and reads the host's. */
export interface Tokens {
  issue(bearer: Bearer): Promise<{ token: string; expiresAt: string }>;
  /** Our session token, or Pipedrive's signed token; undefined when it is neither, too old, or not ours. */
  read(token: string): Promise<Bearer | undefined>;
  /** Pipedrive's signed token alone. */
  readSigned(token: string): Promise<Bearer | undefined>;
}

/** @param secret the app's client secret, with which Pipedrive signs @param encryptionKey 32 bytes */
export function createTokens(secret: string, encryptionKey: Uint8Array): Tokens {
  const signedKey = new TextEncoder().encode(secret);
  const sessionKey = new Uint8Array(hkdfSync('sha256', encryptionKey, '', 'passerelle session tokens', 32));

  const readSession = async (token: string): Promise<Read | undefined> => {
    const options = { algorithms: ['HS256'], issuer, requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(token, sessionKey, options);
    const { company: companyId, staff: staffId, conversation: conversationId } = Claims.parse(payload);
    const bearer = { companyId, staffId, ...(conversationId !== undefined && { conversationId }) };
    return { bearer, untilSeconds: payload.exp ?? 0 };
  };
  const readSigned = async (token: string): Promise<Read | undefined> => {
    const options = { algorithms: ['HS256'], clockTolerance: clockToleranceSeconds };
    const { payload } = await jwtVerify(token, signedKey, options);
    const { userId, companyId, iat, exp } = SignedClaims.parse(payload);
    if (!isFresh(iat, exp)) return undefined;
    const untilSeconds = Math.min(exp ?? Infinity, (iat ?? Infinity) + signedTokenAgeMaxSeconds);
    return { bearer: { companyId, staffId: userId }, untilSeconds };
  };
  const orUndefined = (reading: Promise<Read | undefined>) => reading.catch(() => undefined);
  const known = createKnownTokens();
  const readAny = async (token: string): Promise<Bearer | undefined> => {
    const before = known.of(token);
    if (before) return before;
    const read = (await orUndefined(readSession(token))) ?? (await orUndefined(readSigned(token)));
    if (read) known.remember(token, read);
    return read?.bearer;
  };

  return {
    issue: async ({ companyId: company, staffId: staff, conversationId: conversation }) => {
      const expiresAt = new Date(Date.now() + minutes * 60_000);
      const token = await new SignJWT({ company, staff, ...(conversation !== undefined && { conversation }) })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        // Two sessions of one second are two: whoever renews one must not get the same again.
        .setJti(randomUUID())
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(sessionKey);
      return { token, expiresAt: expiresAt.toISOString() };
    },
    read: readAny,
    readSigned: async (token) => (await orUndefined(readSigned(token)))?.bearer,
  };
}

/** What a token says, and until when it holds. */
interface Read {
  bearer: Bearer;
  untilSeconds: number;
}

/** A surface asks with one token several times a minute: its signature is checked once. */
function createKnownTokens() {
  const reads = new Map<string, Read>();
  return {
    of(token: string): Bearer | undefined {
      const read = reads.get(token);
      return read && read.untilSeconds * 1000 > Date.now() ? read.bearer : undefined;
    },
    remember(token: string, read: Read): void {
      if (reads.size >= knownTokensMax) reads.clear();
      reads.set(token, read);
    },
  };
}

/**
 * A token that says neither when it was made nor when it ends would be good for ever, one that only ends late nearly
 * so: both are refused.
 */
function isFresh(issuedAt: number | undefined, expiresAt: number | undefined): boolean {
  const now = Date.now() / 1000;
  if (issuedAt !== undefined && now - issuedAt > signedTokenAgeMaxSeconds + clockToleranceSeconds)
    return false;
  if (issuedAt !== undefined && issuedAt - now > clockToleranceSeconds) return false;
  if (issuedAt !== undefined) return true;
  return expiresAt !== undefined && expiresAt - now <= signedTokenAgeMaxSeconds + clockToleranceSeconds;
}
