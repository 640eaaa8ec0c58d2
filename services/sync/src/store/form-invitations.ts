import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** What the public form is prefilled with, for whoever got its link in a conversation. */
export interface FormInvitation {
  company: string;
  conversationId: number;
  name: string | null;
  email: string | null;
}

/** Longer than anybody leaves such a mail unread. */
const keptDays = 90;

/** Keeps what a link with this code leads to. @param code secret: its digest alone is kept */
export async function keepInvitation(store: Store, code: string, invitation: FormInvitation): Promise<void> {
  const { company, conversationId, name, email } = invitation;
  await store
    .insertInto('form_invitations')
    .values({ code_digest: digestOf(code), company, conversation_id: conversationId, name, email })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * What a code leads to; undefined for a wrong one, for one that is too old, and for one that was used.
 * @param page the requester's page to be (a digest): what was used for that very one is still its own
 */
export async function invitationOf(
  store: Store,
  code: string,
  page: string,
): Promise<FormInvitation | undefined> {
  const found = await sql<FormInvitation>`
    select company, conversation_id as "conversationId", name, email from form_invitations
    where code_digest = ${digestOf(code)} and made_at > now() - ${keptDays} * interval '1 day'
      and (used_by is null or used_by = ${page})`.execute(store);
  return found.rows[0];
}

/** Takes a code for a requester's page. @returns whether it was free, or that page's already */
export async function takeInvitation(store: Store, code: string, page: string): Promise<boolean> {
  const used = await store
    .updateTable('form_invitations')
    .set({ used_by: page })
    .where('code_digest', '=', digestOf(code))
    .where((row) => row.or([row('used_by', 'is', null), row('used_by', '=', page)]))
    .returning('code_digest')
    .executeTakeFirst();
  return used !== undefined;
}

/** Forgets those that are too old. */
export async function forgetOldInvitations(store: Store): Promise<void> {
  await sql`
    delete from form_invitations where made_at < now() - ${keptDays} * interval '1 day'`.execute(store);
}

function digestOf(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('base64url');
}
