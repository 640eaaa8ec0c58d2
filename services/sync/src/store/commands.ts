import { sql } from 'kysely';
import type { InstanceRow, LockedInstance, Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import { isHiddenFrom } from './visibility.ts';

/** A command of a staff member; its id is the sender's. */
export interface SentCommand {
  company: string;
  id: string;
  staffId: number;
}

/** What was answered to a command, and to whom. */
export interface KnownCommand {
  staffId: number;
  answer: unknown;
}

/**
 * Reserves a command id; waits while another transaction holds the same one.
 * @returns the answer given before, or undefined when the command is new
 */
export async function reserveCommand(store: Store, command: SentCommand): Promise<KnownCommand | undefined> {
  const inserted = await store
    .insertInto('commands')
    .values({ company: command.company, id: command.id, staff_id: command.staffId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted ? undefined : readCommand(store, command);
}

/**
 * Takes the row lock of the instance that a command is for and reserves its id, in one round trip.
 *
 * @param process of which the instance has to be; left out: any
 * @returns undefined when the company has no such instance, or none that the staff member may see; then nothing is reserved
 */
export async function lockAndReserve(
  store: Store,
  instanceId: string,
  command: SentCommand,
  process?: string,
): Promise<(LockedInstance & { known: KnownCommand | undefined }) | undefined> {
  const { company, id, staffId } = command;
  const found = await sql<InstanceRow & { now: Date; isReserved: boolean }>`
    with locked as (
      select id, company, process, version, revision, step, state, created_at as "createdAt",
        clock_timestamp() as now
      from instances where id = ${instanceId} and company = ${company} and not ${isHiddenFrom(staffId)}
        and process = coalesce(${process ?? null}::text, process) for update),
    reserved as (
      insert into commands (company, id, staff_id) select ${company}, ${id}, ${staffId} from locked
      on conflict do nothing returning id)
    select locked.*, exists (select from reserved) as "isReserved" from locked`.execute(store);
  const [first] = found.rows;
  if (!first) return undefined;
  const { now, isReserved, ...row } = first;
  return { row, now, known: isReserved ? undefined : await readCommand(store, command) };
}

/** Whether a command of this id came before. */
export async function wasSent(store: Store, company: string, id: string): Promise<boolean> {
  const found = await store
    .selectFrom('commands')
    .select('id')
    .where('company', '=', company)
    .where('id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

function readCommand(store: Store, { company, id }: SentCommand): Promise<KnownCommand> {
  return store
    .selectFrom('commands')
    .select(['staff_id as staffId', 'answer'])
    .where('company', '=', company)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/**
 * Keeps the answer, in the transaction that made it true.
 * @returns the answer as it is kept: what every repetition of the command will hear, to the letter
 */
export async function answerCommand(
  store: Store,
  company: string,
  id: string,
  answer: unknown,
): Promise<unknown> {
  const kept = await store
    .updateTable('commands')
    .set({ answer: jsonText(answer) })
    .where('company', '=', company)
    .where('id', '=', id)
    .returning('answer')
    .executeTakeFirstOrThrow();
  return kept.answer;
}
