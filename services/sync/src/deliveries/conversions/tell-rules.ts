import type { Kysely } from 'kysely';
import { advanceInstance, type CompanyOf } from '../../engine/advance.ts';
import type { Bell } from '../../engine/bell.ts';
import { openConversions } from '../../store/conversion-links.ts';
import type { Schema } from '../../store/schema.ts';
import { ringFor } from '../route-deliveries.ts';

/** What telling everybody works with. */
export interface RulesTeller {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
  /** Ends the telling between two conversions. */
  signal: AbortSignal;
}

const portionSize = 200;

/**
 * Tells all conversions that go on that the rules of follow-ups changed: who is in one now may be others. Each in a
 * transaction of its own; telling one twice does nothing.
 */
export async function tellRulesChanged(
  { db, bell, companyOf, signal }: RulesTeller,
  companyId: string,
): Promise<void> {
  let after: string | null = null;
  do {
    const portion: string[] = await openConversions(db, companyId, after, portionSize);
    for (const id of portion) {
      if (signal.aborted) return;
      const result = await db
        .transaction()
        .execute((store) => advanceInstance(store, companyOf, id, { type: 'rules-changed' }));
      if (result) ringFor(bell, [result]);
    }
    after = portion.at(-1) ?? null;
  } while (after !== null);
}
