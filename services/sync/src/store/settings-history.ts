import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** A version of a company's settings; parse them: another release may have written them. */
export interface SettingsVersion {
  revision: number;
  settings: unknown;
}

/** Who changed settings: a person of the company, or the service (`id` null). */
export interface SettingsAuthor {
  id: number | null;
  name: string;
}

export interface SettingsChange {
  revision: number;
  changedAt: Date;
  changedBy: string;
  /** As core tells them; see settings-changes.ts. */
  changes: unknown;
}

/** What came of a save: the new revision, or who was quicker. */
export type Saved = { revision: number } | { conflict: SettingsChange };

/** The settings that hold for a company, or undefined when none were saved. */
export async function readSettings(store: Store, company: string): Promise<SettingsVersion | undefined> {
  return store
    .selectFrom('settings_history')
    .select(['revision', 'settings'])
    .where('company', '=', company)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Saves settings as the next version, unless somebody saved since `expectedRevision` (0 = none was saved before).
 * Every node hears of it by the company's revision.
 */
export async function saveSettings(
  store: Store,
  company: string,
  next: { expectedRevision: number; settings: unknown; changes: unknown; by: SettingsAuthor },
): Promise<Saved> {
  const { expectedRevision, settings, changes, by } = next;
  const saved = await sql<{ revision: number }>`
    with held as (update companies set revision = revision + 1 where id = ${company}
      and coalesce((select max(revision) from settings_history where company = ${company}), 0) = ${expectedRevision}
      returning id)
    insert into settings_history (company, revision, settings, changes, changed_by_id, changed_by_name)
    select id, ${expectedRevision}::int + 1, ${jsonText(settings)}::jsonb, ${jsonText(changes)}::jsonb, ${by.id}::bigint,
      ${by.name} from held
    on conflict (company, revision) do nothing returning revision`.execute(store);
  const [row] = saved.rows;
  if (row) return { revision: row.revision };
  const [conflict] = (await listSettingsHistory(store, company, { before: null, limit: 1 })).items;
  if (!conflict) throw new Error(`Company ${company} is not served by this installation.`);
  return { conflict };
}

/** The versions of a company's settings, newest first; `before` is the revision the page begins under. */
export async function listSettingsHistory(
  store: Store,
  company: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<{ items: SettingsChange[]; next: number | null }> {
  const rows = await store
    .selectFrom('settings_history')
    .select(['revision', 'changed_at as changedAt', 'changed_by_name as changedBy', 'changes'])
    .where('company', '=', company)
    .$if(before !== null, (query) => query.where('revision', '<', before ?? 0))
    .orderBy('revision', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.revision ?? null) : null };
}
