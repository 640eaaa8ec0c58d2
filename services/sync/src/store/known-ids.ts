import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** Where a circle over known records stands: the last link that was looked at. */
export interface KnownPlace {
  kind: string;
  value: string;
}

/** Records of one entity that are to be there, and how far the circle is with them. */
export interface KnownIds {
  entity: 'deal' | 'person';
  ids: number[];
  upTo: KnownPlace;
}

/** What was told gone may come back: for so long it is looked for. */
const comesBack = sql`interval '7 days'`;

/**
 * The next ids of deals and persons of requests that are not decided or not carried out, of those withdrawn a moment
 * ago, and of followed deals; of one entity, in the order of the links.
 *
 * @returns null when the circle is at its end
 */
export async function nextKnownIds(
  store: Store,
  company: string,
  after: KnownPlace,
  max: number,
): Promise<KnownIds | null> {
  const { rows } = await sql<KnownPlace>`
    select distinct kind, value from (
      select kind, value from links join instances on instances.id = instance_id
      where links.company = ${company} and kind in ('conversion-deal', 'deal', 'person')
        and (kind, value) > (${after.kind}, ${after.value}) and value ~ '^[0-9]+$'
        and case process
          when 'account-request' then step in ('incomplete', 'pending', 'awaiting-evidence', 'accepting', 'refusing')
            or (step = 'withdrawn' and updated_at > now() - ${comesBack})
          when 'customer-conversion' then step <> 'ended'
          else false end
      order by kind, value limit ${max * 2}) as linked
    order by kind, value limit ${max}`.execute(store);
  const kind = rows[0]?.kind;
  const same = rows.filter((row) => row.kind === kind);
  const upTo = same.at(-1);
  if (!upTo) return null;
  return { entity: kind === 'person' ? 'person' : 'deal', ids: same.map(({ value }) => Number(value)), upTo };
}
