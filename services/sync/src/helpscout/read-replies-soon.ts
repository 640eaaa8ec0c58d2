import type { Kysely } from 'kysely';
import { folded } from '#core/company.ts';
import { namedSavedReplies } from '#core/desk-inboxes.ts';
import type { Settings } from '#core/settings.ts';
import type { Helpscout } from '../connectors/helpscout/port.ts';
import type { Log } from '../log.ts';
import { keptMailboxes } from '../store/helpscout-mailboxes.ts';
import { type KeptSavedReply, keepSavedReplies, savedReplies } from '../store/helpscout-saved-replies.ts';
import type { Schema } from '../store/schema.ts';
import { sayChange } from './sync-saved-replies.ts';

/** Reads saved replies between two whole readings, where somebody is about to use them. */
export interface ReplyReading {
  /** Somebody looks at the replies of an inbox: what is proposed next time is fresh. Nobody waits for it. */
  soon(companyId: string, mailboxId: number): void;
  /** Waits for what is under way. */
  idle(): Promise<void>;
}

export interface ReplyReadingOptions {
  db: Kysely<Schema>;
  desk: Pick<Helpscout, 'savedReplies' | 'savedReply'>;
  settingsOf(companyId: string): Settings;
  log: Log;
  nowMs?: () => number;
}

/** Sidebars ask anew every few seconds: an inbox is read once in this time at most. */
const freshMs = 60_000;

/** One call an inbox, and one for each reply that the settings name or that bears another name than before. */
export function createReplyReading(options: ReplyReadingOptions): ReplyReading {
  const { log, nowMs = Date.now } = options;
  const readAtMs = new Map<string, number>();
  const underWay = new Set<Promise<void>>();
  return {
    soon: (companyId, mailboxId) => {
      const key = `${companyId} ${mailboxId}`;
      if (nowMs() - (readAtMs.get(key) ?? Number.NEGATIVE_INFINITY) < freshMs) return;
      readAtMs.set(key, nowMs());
      const reading = readInbox(options, companyId, mailboxId)
        .catch((error: Error) => {
          log.info({ companyId, error: error.message }, 'saved replies stay as they were read before');
        })
        .finally(() => underWay.delete(reading));
      underWay.add(reading);
    },
    idle: async () => void (await Promise.all(underWay)),
  };
}

async function readInbox(
  { db, desk, settingsOf, log }: ReplyReadingOptions,
  companyId: string,
  mailboxId: number,
): Promise<void> {
  const mailboxes = await keptMailboxes(db, companyId);
  const named = namedSavedReplies(settingsOf(companyId), mailboxes).filter(
    ({ inbox }) => inbox.id === mailboxId,
  );
  // Whoever was never read, or is not followed, is left to the whole reading.
  const mailbox = mailboxes.find(({ id }) => id === mailboxId);
  if (!mailbox || named.length === 0) return;
  const known = (await savedReplies(db, companyId)).filter((reply) => reply.mailboxId === mailboxId);
  const seen: Omit<KeptSavedReply, 'mailboxId'>[] = [];
  for (const { id, name } of await desk.savedReplies(mailboxId)) {
    const before = known.find((reply) => reply.id === id);
    const isNamed = named.some(({ names }) => names.some((each) => folded(each) === folded(name)));
    const reply = before?.name === name && !isNamed ? before : await desk.savedReply(mailboxId, id);
    if (reply) seen.push(reply);
  }
  const changes = await db
    .transaction()
    .execute((store) => keepSavedReplies(store, companyId, mailboxId, seen));
  for (const change of changes) sayChange(log, companyId, mailbox, change);
}
