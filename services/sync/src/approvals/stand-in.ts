import type { Kysely } from 'kysely';
import { standsInFor } from '#core/permissions.ts';
import type { StandIn } from '../http/authenticate-surface.ts';
import { delegationsAt } from '../store/delegations.ts';
import type { Schema } from '../store/schema.ts';

/** Who decides in whose place at this moment; asked for those alone who do not decide in their own right. */
export function createStandIn(db: Kysely<Schema>): StandIn {
  return async (company, staff) =>
    standsInFor(company, staff, await delegationsAt(db, company.id, new Date()));
}
