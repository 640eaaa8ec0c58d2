import { type Kysely, sql } from 'kysely';
import type { ConversionCommand, CreateSuspect } from '#core/contract/conversion-commands.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { conversionAsk, suspectOf } from '#core/processes/customer-conversion/command-ask.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { answerCommand, type KnownCommand, lockAndReserve, reserveCommand } from '../store/commands.ts';
import { conversionsOfEmails } from '../store/conversion-links.ts';
import { lockInstances, readClock, readInstance, type Store } from '../store/instances.ts';
import { keepOptOut } from '../store/opt-outs.ts';
import type { Schema } from '../store/schema.ts';
import {
  type AdvanceResult,
  advanceInstance,
  advanceLocked,
  type CompanyOf,
  startInstance,
} from './advance.ts';
import type { Performed } from './perform-command.ts';

/** What carrying a command of conversions out needs. */
export interface ConversionPerformer {
  db: Kysely<Schema>;
  companyOf: CompanyOf;
}

/** A command of a staff member. */
export interface ConversionCommanded<Command> {
  command: Command;
  companyId: string;
  by: Actor & { staffId: number };
}

/** Makes the answer from what the event came to, in the same transaction. */
export type AnswerFor<Answer> = (store: Store, result: AdvanceResult) => Promise<Answer>;

/**
 * Carries a command of a staff member about a conversion out, once, as `performCommand` does for requests. A
 * conversion that the person may not see is not found.
 */
export async function performConversion<Answer>(
  { db, companyOf }: ConversionPerformer,
  { command, companyId, by }: ConversionCommanded<ConversionCommand>,
  answerFor: AnswerFor<Answer>,
): Promise<Performed<Answer>> {
  return db.transaction().execute(async (store): Promise<Performed<Answer>> => {
    const sent = { company: companyId, id: command.commandId, staffId: by.staffId };
    if (command.type === 'record-opt-out') await lockAllOfClient(store, companyId, command.conversionId);
    const locked = await lockAndReserve(store, command.conversionId, sent, 'customer-conversion');
    if (!locked) return { found: false };
    const before = answered<Answer>(locked.known, by.staffId);
    if (before) return before;
    const event = { type: 'conversion-asked' as const, by, ask: conversionAsk(command) };
    const advanced = await advanceLocked(store, companyOf, locked, event);
    if (command.type === 'record-opt-out') await keepOptOuts(store, companyOf, advanced, by);
    return { found: true, answer: await answer(store, sent, answerFor, advanced), advanced };
  });
}

/**
 * Begins to follow a suspect somebody enters, once: the same command id gets the same answer. Whether they exist
 * already is looked at before (POST /api/suspects/check).
 */
export async function createSuspect<Answer>(
  { db, companyOf }: ConversionPerformer,
  { command, companyId, by }: ConversionCommanded<CreateSuspect>,
  answerFor: AnswerFor<Answer>,
): Promise<Performed<Answer>> {
  return db.transaction().execute(async (store): Promise<Performed<Answer>> => {
    const sent = { company: companyId, id: command.commandId, staffId: by.staffId };
    const before = answered<Answer>(await reserveCommand(store, sent), by.staffId);
    if (before) return before;
    const event = { type: 'suspect-requested' as const, by, suspect: suspectOf(command, by.staffId) };
    const now = await readClock(store);
    const start = { company: companyId, process: 'customer-conversion' as const, event, now };
    const advanced = await startInstance(store, companyOf, start);
    return { found: true, answer: await answer(store, sent, answerFor, advanced), advanced };
  });
}

/** All deals of the client hear of it: whoever locks them all does so in one order, and waits for nobody in a circle. */
async function lockAllOfClient(store: Store, company: string, conversionId: string): Promise<void> {
  const row = await readInstance(store, conversionId);
  if (row?.process !== 'customer-conversion' || row.company !== company) return;
  const emails = readConversion(row.state, row.version).person?.emails ?? [];
  const ids = [conversionId, ...(await conversionsOfEmails(store, company, emails))];
  await lockInstances(store, sql`id = any (${ids}::uuid[])`);
}

function answered<Answer>(known: KnownCommand | undefined, staffId: number): Performed<Answer> | undefined {
  if (known && known.staffId !== staffId) return { takenByAnother: true };
  return known?.answer ? { found: true, answer: known.answer as Answer, advanced: null } : undefined;
}

/** What a colleague was told holds for every follow-up of that client, also of another deal. */
async function keepOptOuts(
  store: Store,
  companyOf: CompanyOf,
  { outcome, instance: { id, company, state, version } }: AdvanceResult,
  by: Actor,
): Promise<void> {
  if (outcome !== 'advanced') return;
  const at = (await readClock(store)).toISOString();
  for (const address of readConversion(state, version).person?.emails ?? []) {
    await keepOptOut(store, company, address, by.name);
    const event = { type: 'client-opted-out', address, at, by } as const;
    for (const other of await conversionsOfEmails(store, company, [address]))
      if (other !== id) await advanceInstance(store, companyOf, other, event);
  }
}

async function answer<Answer>(
  store: Store,
  { company, id }: { company: string; id: string },
  answerFor: AnswerFor<Answer>,
  advanced: AdvanceResult,
): Promise<Answer> {
  return (await answerCommand(store, company, id, await answerFor(store, advanced))) as Answer;
}
