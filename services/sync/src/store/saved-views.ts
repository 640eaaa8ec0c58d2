import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** A view of the list under a name, as stored; `query` is parsed by whoever shows it. */
export interface SavedViewRow {
  id: string;
  staffId: number;
  name: string;
  query: unknown;
  shared: boolean;
}

/** Whose views: nobody sees those of another company, nor what a colleague keeps to themselves. */
export interface ViewOwner {
  company: string;
  staffId: number;
}

const columns = sql`id, staff_id as "staffId", name, query, shared`;

/** So many views of one person are kept at most: a list longer than that is no shortcut any more. */
export const viewsOfOneMax = 100;

/** The person's own views, then those colleagues share, each by name. */
export async function listViews(store: Store, { company, staffId }: ViewOwner): Promise<SavedViewRow[]> {
  const found = await sql<SavedViewRow>`
    select ${columns} from saved_views where company = ${company} and (staff_id = ${staffId} or shared)
    order by staff_id <> ${staffId}, lower(name), id`.execute(store);
  return found.rows;
}

/** Keeps a view. @returns undefined when the person has one of that name, or as many as can be kept */
export async function addView(
  store: Store,
  { company, staffId }: ViewOwner,
  view: { name: string; query: unknown; shared: boolean },
): Promise<SavedViewRow | undefined> {
  const { name, query, shared } = view;
  const added = await sql<SavedViewRow>`
    insert into saved_views (id, company, staff_id, name, query, shared)
    select ${randomUUID()}::uuid, ${company}, ${staffId}::bigint, ${name}::text, ${jsonText(query)}::jsonb,
      ${shared}::boolean
    where (select count(*) from saved_views where company = ${company} and staff_id = ${staffId}) < ${viewsOfOneMax}
    on conflict do nothing returning ${columns}`.execute(store);
  return added.rows[0];
}

/** Whether the person has a view of that name, whatever its case. */
export async function hasView(store: Store, { company, staffId }: ViewOwner, name: string): Promise<boolean> {
  const found = await sql`
    select 1 from saved_views
    where company = ${company} and staff_id = ${staffId} and lower(name) = lower(${name})`.execute(store);
  return found.rows.length > 0;
}

/** The view of that id among those the person sees. */
export async function readView(
  store: Store,
  { company, staffId }: ViewOwner,
  id: string,
): Promise<SavedViewRow | undefined> {
  const found = await sql<SavedViewRow>`
    select ${columns} from saved_views
    where id = ${id} and company = ${company} and (staff_id = ${staffId} or shared)`.execute(store);
  return found.rows[0];
}

/** Forgets a view of the person's own. */
export async function removeView(store: Store, { company, staffId }: ViewOwner, id: string): Promise<void> {
  await sql`
    delete from saved_views where id = ${id} and company = ${company} and staff_id = ${staffId}`.execute(
    store,
  );
}
