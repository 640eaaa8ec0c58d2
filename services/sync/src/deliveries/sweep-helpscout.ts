import type { Kysely } from 'kysely';
import * as z from 'zod';
import { readConversation } from '#core/processes/conversation/state.ts';
import type { DeskConversation, Helpscout } from '../connectors/helpscout/port.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { InstanceRow } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { followedConversation, tellConversation } from './conversations.ts';
import { ringFor } from './route-deliveries.ts';

/** What the sweep of the help desk works with. */
export interface HelpscoutSweep {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
  desk: Pick<Helpscout, 'modifiedSince'>;
  /** The inboxes that are followed. */
  mailboxIds: readonly number[];
  /** Ends the sweep between two conversations. */
  signal: AbortSignal;
}

const factName = 'helpscout-swept-until';
/** Clocks differ, and what is found by search may lag behind (helpscout.md 7). */
const overlapMs = 10 * 60_000;
/** Before the first sweep nobody followed anything: what is older is followed as soon as something happens to it. */
const firstMs = 7 * 24 * 3_600_000;

/** Until when everything that changed was found; null before the first sweep. */
export async function sweptUntil(db: Kysely<Schema>, companyId: string): Promise<Date | null> {
  const kept = z.iso.datetime().safeParse(await readFact(db, companyId, factName));
  return kept.success ? new Date(kept.data) : null;
}

/**
 * Finds what webhooks missed: conversations changed since the last sweep that look other than they were last read.
 *
 * @returns how many were
 * @throws OutsideError when Help Scout does not answer, and what the signal says when it ends the sweep
 */
export async function sweepHelpscout(sweep: HelpscoutSweep, companyId: string, now: Date): Promise<number> {
  const { db, desk, mailboxIds, signal } = sweep;
  const until = await sweptUntil(db, companyId);
  const since = new Date(until ? until.getTime() - overlapMs : now.getTime() - firstMs);
  let page: number | null = 1;
  const hinted = new Set<string>();
  while (page !== null && mailboxIds.length > 0) {
    signal.throwIfAborted();
    const found: Awaited<ReturnType<typeof desk.modifiedSince>> = await desk.modifiedSince(
      since,
      page,
      mailboxIds,
    );
    for (const conversation of found.conversations) {
      const seen = `${conversation.id} ${conversation.look}`;
      if (!hinted.has(seen) && (await hint(sweep, companyId, conversation))) hinted.add(seen);
    }
    page = found.nextPage;
  }
  await writeFact(db, companyId, factName, now.toISOString());
  return hinted.size;
}

async function hint(
  { db, bell, companyOf, signal }: HelpscoutSweep,
  companyId: string,
  found: DeskConversation,
): Promise<boolean> {
  signal.throwIfAborted();
  const row = await followedConversation(db, companyId, found.id);
  if (row && isAsRead(row, found)) return false;
  const event = { type: 'conversation-hinted', conversationId: found.id } as const;
  const advanced = await db
    .transaction()
    .execute((store) => tellConversation(store, companyOf, companyId, found.id, event));
  ringFor(bell, advanced);
  return true;
}

/** Whether it looks as it did when it was last read; one that was gone and is listed has come back. */
function isAsRead({ step, state, version }: InstanceRow, found: DeskConversation): boolean {
  return step !== 'gone' && readConversation(state, version).facts?.look === found.look;
}
