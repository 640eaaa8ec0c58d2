import type { Kysely } from 'kysely';
import { type EndedEffect, type Ending, endEffects } from '../store/end-effects.ts';
import type { Schema } from '../store/schema.ts';
import { type BegunWork, beginWork } from '../store/timers.ts';
import { together } from '../store/together.ts';

/** What many instances do at the same moment, in statements they share. */
export interface SharedStatements {
  /** See `beginWork`. */
  begin(instanceId: string): Promise<BegunWork | undefined>;
  /** See `endEffects`. */
  end(ended: EndedEffect): Promise<Ending | undefined>;
}

/** One for a node: the more that run at once, the more share a statement. */
export function shareStatements(db: Kysely<Schema>): SharedStatements {
  return {
    begin: together((ids: readonly string[]) => beginWork(db, ids)),
    end: together((ends: readonly EndedEffect[]) => endEffects(db, ends)),
  };
}
