import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import * as z from 'zod';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** A saved reply as it was last read: its text is HTML that colleagues wrote. */
export interface KeptSavedReply {
  mailboxId: number;
  id: number;
  name: string;
  html: string;
}

/** What colleagues changed about a saved reply; `before` is the name or the text it had. */
export interface SavedReplyChange {
  mailboxId: number;
  id: number;
  name: string;
  kind: 'renamed' | 'edited' | 'deleted';
  before: string;
}

type Row = Selectable<Schema['helpscout_saved_replies']>;

const Change = z.object({ kind: z.enum(['renamed', 'edited', 'deleted']), before: z.string() });
/** A deleted one is forgotten with what was told of it. */
const goneKeptDays = 30;

/** The saved replies of a company that were there when they were last read, by inbox and name. */
export async function savedReplies(store: Store, company: string): Promise<KeptSavedReply[]> {
  const rows = await store
    .selectFrom('helpscout_saved_replies')
    .selectAll()
    .where('company', '=', company)
    .where('gone_at', 'is', null)
    .orderBy('mailbox_id')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ mailbox_id: mailboxId, id, name, html }) => ({ mailboxId, id, name, html }));
}

/** What was changed about saved replies since an instant, the last change first. */
export async function savedReplyChanges(
  store: Store,
  company: string,
  since: Date,
): Promise<(SavedReplyChange & { at: Date })[]> {
  const rows = await store
    .selectFrom('helpscout_saved_replies')
    .selectAll()
    .where('company', '=', company)
    .where('changed_at', '>', since)
    .orderBy('changed_at', 'desc')
    .execute();
  return rows.flatMap(({ mailbox_id: mailboxId, id, name, change, changed_at: at }) => {
    const parsed = Change.safeParse(change);
    return parsed.success && at ? [{ mailboxId, id, name, ...parsed.data, at }] : [];
  });
}

/**
 * Keeps the saved replies of an inbox as they were just read, all of them. Call it in a transaction: two nodes would
 * both tell of the same change.
 *
 * @returns what is different from before; what is new is no change
 */
export async function keepSavedReplies(
  store: Store,
  company: string,
  mailboxId: number,
  seen: readonly Pick<KeptSavedReply, 'id' | 'name' | 'html'>[],
): Promise<SavedReplyChange[]> {
  const before = await lockKnown(store, company, mailboxId);
  const changes: SavedReplyChange[] = [];
  for (const reply of seen) {
    const change = changeOf(
      before.find(({ id }) => id === reply.id),
      reply,
    );
    if (change) changes.push({ mailboxId, id: reply.id, name: reply.name, ...change });
    await keep(store, company, mailboxId, reply, change);
  }
  for (const row of before) {
    if (row.gone_at !== null || seen.some(({ id }) => id === row.id)) continue;
    const change = { kind: 'deleted' as const, before: row.name };
    changes.push({ mailboxId, id: row.id, name: row.name, ...change });
    await markGone(store, row, change);
  }
  await forgetGone(store, company);
  return changes;
}

/** Forgets those of inboxes that are not followed any more: nobody deleted them. */
export async function forgetSavedRepliesOutside(
  store: Store,
  company: string,
  mailboxIds: readonly number[],
): Promise<void> {
  await sql`
    delete from helpscout_saved_replies
    where company = ${company} and not (mailbox_id = any (${[...mailboxIds]}::bigint[]))`.execute(store);
}

async function lockKnown(store: Store, company: string, mailboxId: number): Promise<Row[]> {
  return store
    .selectFrom('helpscout_saved_replies')
    .selectAll()
    .where('company', '=', company)
    .where('mailbox_id', '=', mailboxId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

type Told = z.infer<typeof Change>;

/** A name says more than a text: of both, the name is told. */
function changeOf(before: Row | undefined, now: Pick<KeptSavedReply, 'name' | 'html'>): Told | null {
  if (!before || before.gone_at !== null || before.digest === digestOf(now)) return null;
  if (before.name !== now.name) return { kind: 'renamed', before: before.name };
  return { kind: 'edited', before: before.html };
}

async function keep(
  store: Store,
  company: string,
  mailboxId: number,
  reply: Pick<KeptSavedReply, 'id' | 'name' | 'html'>,
  change: Told | null,
): Promise<void> {
  const { id, name, html } = reply;
  await sql`
    insert into helpscout_saved_replies as known (company, mailbox_id, id, name, html, digest)
    values (${company}, ${mailboxId}, ${id}, ${name}, ${html}, ${digestOf(reply)})
    on conflict (company, mailbox_id, id) do update set name = excluded.name, html = excluded.html,
      digest = excluded.digest, seen_at = clock_timestamp(), gone_at = null,
      change = case when known.gone_at is null then coalesce(${change && jsonText(change)}::jsonb, known.change) end,
      changed_at = case
        when known.gone_at is not null then null
        when ${change !== null} then clock_timestamp()
        else known.changed_at end`.execute(store);
}

async function markGone(store: Store, { company, mailbox_id, id }: Row, change: Told): Promise<void> {
  await sql`
    update helpscout_saved_replies set gone_at = clock_timestamp(), changed_at = clock_timestamp(),
      change = ${jsonText(change)}::jsonb
    where company = ${company} and mailbox_id = ${mailbox_id} and id = ${id}`.execute(store);
}

async function forgetGone(store: Store, company: string): Promise<void> {
  await sql`
    delete from helpscout_saved_replies
    where company = ${company} and gone_at < now() - ${goneKeptDays} * interval '1 day'`.execute(store);
}

function digestOf({ name, html }: Pick<KeptSavedReply, 'name' | 'html'>): string {
  return createHash('sha256')
    .update(JSON.stringify([name, html]), 'utf8')
    .digest('base64url');
}
