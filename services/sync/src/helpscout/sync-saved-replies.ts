import type { Kysely } from 'kysely';
import { followedInboxes } from '#core/desk-inboxes.ts';
import type { Settings } from '#core/settings.ts';
import type { DeskMailbox, Helpscout } from '../connectors/helpscout/port.ts';
import type { Log } from '../log.ts';
import { keepMailboxes } from '../store/helpscout-mailboxes.ts';
import {
  forgetSavedRepliesOutside,
  keepSavedReplies,
  type SavedReplyChange,
} from '../store/helpscout-saved-replies.ts';
import type { Schema } from '../store/schema.ts';

/** What reading saved replies works with. */
export interface SavedReplySync {
  db: Kysely<Schema>;
  desk: Pick<Helpscout, 'mailboxes' | 'savedReplies' | 'savedReply'>;
  log: Log;
}

/**
 * Reads the inboxes and the saved replies of those that are followed: one call an inbox and one a reply, since lists
 * bear no text and nothing tells of changes (helpscout.md 2.4). What colleagues changed is logged and kept for the
 * doctor. An inbox is kept when it was read whole, or not at all.
 *
 * @returns the inboxes that are followed
 * @throws OutsideError when Help Scout does not answer, and what the signal says when it ends the reading
 */
export async function syncSavedReplies(
  { db, desk, log }: SavedReplySync,
  companyId: string,
  settings: Settings,
  signal: AbortSignal,
): Promise<DeskMailbox[]> {
  const mailboxes = await desk.mailboxes();
  await keepMailboxes(db, companyId, mailboxes);
  const followed = followedInboxes(settings, mailboxes);
  for (const mailbox of followed) {
    const replies = await readReplies(desk, mailbox.id, signal);
    const changes = await db
      .transaction()
      .execute((store) => keepSavedReplies(store, companyId, mailbox.id, replies));
    for (const change of changes) sayChange(log, companyId, mailbox, change);
  }
  await forgetSavedRepliesOutside(
    db,
    companyId,
    followed.map(({ id }) => id),
  );
  return followed;
}

async function readReplies(
  desk: Pick<Helpscout, 'savedReplies' | 'savedReply'>,
  mailboxId: number,
  signal: AbortSignal,
) {
  const replies = [];
  for (const { id } of await desk.savedReplies(mailboxId)) {
    signal.throwIfAborted();
    const reply = await desk.savedReply(mailboxId, id);
    // Deleted between the list and this call: it is missing in the next list too.
    if (reply) replies.push(reply);
  }
  return replies;
}

/** Tells operators what a colleague changed. */
export function sayChange(
  log: Log,
  companyId: string,
  mailbox: Pick<DeskMailbox, 'name'>,
  change: SavedReplyChange,
): void {
  const { id, name, kind, before } = change;
  const was = kind === 'renamed' ? { before } : {};
  log.warn(
    { companyId, inbox: mailbox.name, savedReplyId: id, name, ...was },
    `a saved reply of Help Scout was ${kind}`,
  );
}
