import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Command, PreviewedCommand } from '#core/contract/commands.ts';
import type { Effect } from '#core/effects.ts';
import type { AdvanceResult, CompanyOf } from '../engine/advance.ts';
import { performCommand } from '../engine/perform-command.ts';
import { type EffectRow, readEffect, readEffects } from '../store/effects.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { actorOf, type Caller } from './authenticate-surface.ts';

/** What a command would come to at this moment. */
export interface Foreseen {
  result: AdvanceResult;
  /** Those that would be added or tried again, in their order. */
  effects: readonly Effect[];
}

/** What a command came to before it was taken back. */
class TakenBack extends Error {
  readonly foreseen: Foreseen;

  constructor(foreseen: Foreseen) {
    super('taken back');
    this.foreseen = foreseen;
  }
}

/**
 * Carries the command out in every respect and rolls it back before it is committed: what is foreseen is what a
 * decision of this moment would write.
 * @returns undefined when there is no such request in the caller's company
 */
export async function foreseeCommand(
  { db, companyOf }: { db: Kysely<Schema>; companyOf: CompanyOf },
  caller: Pick<Caller, 'company' | 'staff'>,
  wanted: PreviewedCommand,
): Promise<Foreseen | undefined> {
  const command: Command = { ...wanted, commandId: randomUUID() };
  const before = await effectsBefore(db, wanted);
  const takeBack = async (store: Store, result: AdvanceResult): Promise<never> => {
    const after = await readEffects(store, [result.instanceId]);
    throw new TakenBack({ result, effects: newEffects(before, after) });
  };
  try {
    await performCommand(
      { db, companyOf },
      { command, companyId: caller.company.id, by: actorOf(caller) },
      takeBack,
    );
  } catch (error) {
    if (error instanceof TakenBack) return error.foreseen;
    throw error;
  }
  return undefined;
}

/** Read outside of the transaction, which may not wait for a second connection. */
async function effectsBefore(db: Kysely<Schema>, wanted: PreviewedCommand): Promise<EffectRow[]> {
  if ('requestId' in wanted) return readEffects(db, [wanted.requestId]);
  const effect = await readEffect(db, wanted.effectId);
  return effect ? readEffects(db, [effect.instanceId]) : [];
}

function newEffects(before: readonly EffectRow[], after: readonly EffectRow[]): Effect[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const isNew = ({ id, state, attempts }: EffectRow) => {
    const earlier = known.get(id);
    if (!earlier) return true;
    return state === 'retrying' && (earlier.state !== state || attempts < earlier.attempts);
  };
  return after.filter(isNew).map(({ effect }) => effect);
}
