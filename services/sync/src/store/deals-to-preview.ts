import { type RawBuilder, sql } from 'kysely';
import { searchWords } from '#core/kernel/search-words.ts';
import type { InstanceRow, Store } from './instances.ts';
import { hiddenFrom, leavingOut } from './visibility.ts';

/** What a list of deals to choose from shows at most. */
const shownMax = 20;
/** Of each process; some have no deal, or the same one. */
const readMax = 60;

/** A deal with the words it is chosen by. */
export interface DealToPreview {
  dealId: number;
  title: string;
}

/**
 * The deals of conversions, then of account requests, each the newest first, that a staff member may see.
 * @param search all its words, each as the beginning of one; empty: whatever is newest
 */
export async function dealsToPreview(
  store: Store,
  company: string,
  search: string,
  staffId: number,
): Promise<DealToPreview[]> {
  const hidden = leavingOut(await hiddenFrom(store, company, staffId));
  const words = searchWords([search]).split(' ').filter(Boolean);
  const query = words.map((word) => `${word}:*`).join(' & ');
  const found = query === '' ? sql`` : sql`and search @@ to_tsquery('simple', ${query})`;
  const read = await sql<DealToPreview>`
    (${newest(company, 'customer-conversion', 'title', sql`${found} ${hidden}`)})
    union all
    (${newest(company, 'account-request', 'dealTitle', sql`${found} ${hidden}`)})`.execute(store);
  const first = new Map(read.rows.toReversed().map((deal) => [deal.dealId, deal]));
  return read.rows.filter((deal) => first.get(deal.dealId) === deal).slice(0, shownMax);
}

function newest(company: string, process: string, title: string, narrowed: RawBuilder<unknown>) {
  return sql`
    select "dealId", title from (
      select (state ->> 'dealId')::float8 as "dealId", created_at,
        coalesce(nullif(state ->> ${title}, ''), state #>> '{person,name}', '') as title
      from instances where company = ${company} and process = ${process} ${narrowed}
      order by created_at desc, id desc limit ${readMax}
    ) newest where "dealId" > 0 order by created_at desc`;
}

/** The stories of a deal that a staff member may see: its conversion first, then the newest request that moves it. */
export async function storiesOfDeal(
  store: Store,
  company: string,
  dealId: number,
  staffId: number,
): Promise<InstanceRow[]> {
  const hidden = leavingOut(await hiddenFrom(store, company, staffId));
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
    where id in (select instance_id from links
      where company = ${company} and kind in ('conversion-deal', 'deal') and value = ${String(dealId)})
      and process in ('customer-conversion', 'account-request') and state ->> 'dealId' = ${String(dealId)} ${hidden}
    order by process = 'customer-conversion' desc, created_at desc`.execute(store);
  return found.rows;
}
