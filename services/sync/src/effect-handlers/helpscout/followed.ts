import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { followedInboxes } from '#core/desk-inboxes.ts';
import { keptMailboxes } from '../../store/helpscout-mailboxes.ts';
import type { Schema } from '../../store/schema.ts';

/** Whether the conversations of an inbox are followed: webhooks tell of all of them. */
export type IsFollowed = (company: Company, mailboxId: number) => Promise<boolean>;

/** By the inboxes as they were last read. */
export function createIsFollowed(db: Kysely<Schema>): IsFollowed {
  return async ({ id, settings }, mailboxId) => {
    if (!settings.helpscout.inboxes) return true;
    const inboxes = await keptMailboxes(db, id);
    return followedInboxes(settings, inboxes).some((inbox) => inbox.id === mailboxId);
  };
}
