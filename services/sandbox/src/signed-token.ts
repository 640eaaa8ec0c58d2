import { SignJWT } from 'jose';

export type TokenSecrets = { companyId: number; clientSecret: string };

/** A signed token as the app extensions SDK hands it out: HS256, five minutes (pipedrive.md 4.3). */
export function signToken({ companyId, clientSecret }: TokenSecrets, userId: number): Promise<string> {
  return new SignJWT({ userId, companyId })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(clientSecret));
}
