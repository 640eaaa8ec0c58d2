import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { Log } from '../../log.ts';
import { invitationOf } from '../../store/form-invitations.ts';
import type { Schema } from '../../store/schema.ts';
import { digestOf, secretOf } from './secret.ts';

/** Whom the link to the form was sent, and in which conversation. */
export interface Invitation {
  /** Sent back with the form. */
  code: string;
  conversationId: number;
  name: string;
  email: string;
}

/**
 * What the code of a link stands for; null for a wrong, an old or a used one, and for another company's: the form is
 * then as everybody else's. It is filled in just as well without us remembering.
 *
 * @param given the code as it came @param secret of the requester's page to be
 */
export async function readInvitation(
  { db, log }: { db: Kysely<Schema>; log: Log },
  company: Company,
  { given, secret }: { given: string; secret: string },
): Promise<Invitation | null> {
  const code = secretOf(given);
  if (code === undefined) return null;
  try {
    const kept = await invitationOf(db, code, digestOf(secret));
    if (kept?.company !== company.id) return null;
    const { conversationId, name, email } = kept;
    return { code, conversationId, name: name ?? '', email: email ?? '' };
  } catch (error) {
    log.error({ error }, 'what a public form begins with could not be read');
    return null;
  }
}
