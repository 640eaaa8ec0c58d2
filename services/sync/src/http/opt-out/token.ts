import type { Seal } from '../../sealed.ts';

/** Whom a link is for. */
export interface OptOut {
  companyId: string;
  /** Normalised. */
  email: string;
}

const purpose = 'opt-out';
/** Longer than any address in a company makes it. */
const lengthMax = 700;

/** What stands in the address of an opt-out page: it names nobody to whoever sees it, and cannot be made up. */
export function optOutToken(seal: Pick<Seal, 'seal'>, { companyId, email }: OptOut): string {
  return seal.seal(JSON.stringify([companyId, email]), purpose);
}

/** Whom a token is for; null for one that we did not make, or whose key we have no more. */
export function optOutOf(seal: Pick<Seal, 'open'>, token: string): OptOut | null {
  if (token.length > lengthMax) return null;
  try {
    const [companyId, email] = JSON.parse(seal.open(token, purpose)) as [string, string];
    return { companyId, email };
  } catch {
    return null;
  }
}

/** The link in a mail. */
export function optOutUrl(seal: Pick<Seal, 'seal'>, publicUrl: string, whom: OptOut): string {
  return `${publicUrl}/opt-out/${optOutToken(seal, whom)}`;
}
