import { type Kysely, sql } from 'kysely';
import { FollowUpContent, type FollowUpVersion } from '#core/follow-up-version.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** Whoever runs in an older one than these began years ago. */
const versionsOfKeyMax = 50;

interface Row {
  key: string;
  number: number;
  since: Date;
  content: unknown;
  isLatest: boolean;
}

/**
 * Keeps rules as they are now: one that differs from the latest version of its key becomes the next version. Nodes that
 * take the same settings up at the same moment wait for each other, and make one version of them.
 *
 * @returns every version of the company, the newest of each key first; current is the one that was given
 */
export async function takeUpFollowUps(
  db: Kysely<Schema>,
  company: string,
  contents: readonly FollowUpContent[],
): Promise<FollowUpVersion[]> {
  return db.transaction().execute(async (store) => {
    const lock = `passerelle.follow-ups.${company}`;
    await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 11))`.execute(store);
    for (const content of contents) await keepVersion(store, company, content);
    return readFollowUps(store, company, new Set(contents.map(({ rule }) => rule.key)));
  });
}

/** What a version holds; null when there is none, or one of a newer release that we cannot read. */
export async function readFollowUpVersion(
  store: Store,
  company: string,
  { rule, number }: { rule: string; number: number },
): Promise<FollowUpContent | null> {
  const row = await store
    .selectFrom('follow_up_versions')
    .select('content')
    .where('company', '=', company)
    .where('key', '=', rule)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? (FollowUpContent.safeParse(row.content).data ?? null) : null;
}

async function keepVersion(store: Store, company: string, content: FollowUpContent): Promise<void> {
  const { key } = content.rule;
  await sql`
    insert into follow_up_versions (company, key, number, content)
    select ${company}, ${key}, coalesce(latest.number, 0) + 1, given.content
    from (select ${jsonText(content)}::jsonb as content) given
    left join (
      select number, content from follow_up_versions where company = ${company} and key = ${key}
      order by number desc limit 1
    ) latest on true
    where latest.content is distinct from given.content`.execute(store);
}

async function readFollowUps(
  store: Store,
  company: string,
  current: ReadonlySet<string>,
): Promise<FollowUpVersion[]> {
  const { rows } = await sql<Row>`
    select key, number, since, content, place = 1 as "isLatest" from (
      select *, row_number() over (partition by key order by number desc) as place
      from follow_up_versions where company = ${company}
    ) versions
    where place <= ${versionsOfKeyMax} order by key, number desc`.execute(store);
  return rows.flatMap(({ key, number, since, content, isLatest }) => {
    const read = FollowUpContent.safeParse(content);
    if (!read.success) return [];
    const isCurrent = isLatest && current.has(key);
    return [{ ...read.data, key, number, since: since.toISOString(), isCurrent }];
  });
}
