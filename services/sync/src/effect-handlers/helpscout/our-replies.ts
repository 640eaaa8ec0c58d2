import type { Kysely } from 'kysely';
import { type Company, folded } from '#core/company.ts';
import { savedReplyNames } from '#core/saved-reply.ts';
import { savedReplies } from '../../store/helpscout-saved-replies.ts';
import type { Schema } from '../../store/schema.ts';

/** The ids of the saved replies about accounts in an inbox: those that the settings name. */
export type OurReplies = (company: Company, mailboxId: number) => Promise<ReadonlySet<number>>;

/** By the saved replies as they were last read. */
export function createOurReplies(db: Kysely<Schema>): OurReplies {
  return async ({ id, settings }, mailboxId) => {
    const named = Object.values(settings.savedReplies).flatMap((each) =>
      savedReplyNames(each, settings.locale),
    );
    const names = new Set(named.map(folded));
    const kept = await savedReplies(db, id);
    const ours = kept.filter((reply) => reply.mailboxId === mailboxId && names.has(folded(reply.name)));
    return new Set(ours.map((reply) => reply.id));
  };
}
