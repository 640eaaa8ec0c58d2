import type { Kysely } from 'kysely';
import type { Command } from '#core/contract/commands.ts';
import type { Event } from '#core/events.ts';
import type { RequestDocument } from '#core/model/conversation.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { commandEvent } from '#core/processes/account-request/command-event.ts';
import { answerCommand, lockAndReserve } from '../store/commands.ts';
import { readEffect } from '../store/effects.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { type AdvanceResult, advanceLocked, type CompanyOf } from './advance.ts';

/** What came of a command: its answer, new or the one given before. */
export type Performed<Answer> =
  | { found: true; answer: Answer; advanced: AdvanceResult | null }
  | { found: false }
  | { takenByAnother: true };

/** A command of a staff member. */
export interface Commanded {
  command: Command;
  companyId: string;
  by: Actor & { staffId: number };
  /** The file it makes the document of the request. */
  document?: RequestDocument | null;
}

/**
 * Carries a command of a staff member out, once: the answer is kept in the transaction that made it true, and the
 * same command id gets the same answer. A request that the person may not see is not found.
 *
 * @param answerFor makes the answer from what the event came to, in the same transaction
 */
export async function performCommand<Answer>(
  { db, companyOf }: { db: Kysely<Schema>; companyOf: CompanyOf },
  { command, companyId, by, document = null }: Commanded,
  answerFor: (store: Store, result: AdvanceResult) => Promise<Answer>,
): Promise<Performed<Answer>> {
  return db.transaction().execute(async (store): Promise<Performed<Answer>> => {
    const addressed = await addressOf(store, command, { by, document });
    const sent = { company: companyId, id: command.commandId, staffId: by.staffId };
    const locked = addressed && (await lockAndReserve(store, addressed.instanceId, sent, processOf(command)));
    if (!locked) return { found: false };
    const { known } = locked;
    if (known && known.staffId !== by.staffId) return { takenByAnother: true };
    if (known?.answer) return { found: true, answer: known.answer as Answer, advanced: null };
    const advanced = await advanceLocked(store, companyOf, locked, addressed.event);
    const answer = await answerCommand(store, companyId, command.commandId, await answerFor(store, advanced));
    return { found: true, answer: answer as Answer, advanced };
  });
}

/** Effects of every process are retried; everything else is asked of requests alone. */
function processOf({ type }: Command): string | undefined {
  return type === 'retry-effect' ? undefined : 'account-request';
}

/** Which instance a command is for, and what it hears. */
async function addressOf(
  store: Store,
  command: Command,
  { by, document }: Required<Pick<Commanded, 'by' | 'document'>>,
): Promise<{ instanceId: string; event: Event } | undefined> {
  if (command.type !== 'retry-effect')
    return { instanceId: command.requestId, event: commandEvent(command, by, document) };
  const row = await readEffect(store, command.effectId);
  if (!row) return undefined;
  const { id: effectId, effect, decision } = row;
  return { instanceId: row.instanceId, event: { type: 'retry-requested', by, effectId, effect, decision } };
}
