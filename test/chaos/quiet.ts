import { inStore } from '../kit/flow.ts';

/** What a service that has nothing left to do holds none of. */
const unfinished: Record<string, string> = {
  'effects that are not done': `select kind, state, problem from effects where state not in ('done', 'cancelled')`,
  'deliveries that were not read': `select subject, state, reason from deliveries where state = 'recorded'`,
  'changes to show in Slack': `
    select instance_id, problem from approval_changes where due_at < now() + interval '1 minute'`,
  'posts under way': `
    select instance_id from approval_messages where posting_since is not null or telling_since is not null`,
};

/** What must hold in the store whatever was asked for. */
const broken: Record<string, string> = {
  'deliveries that failed': `select subject, reason from deliveries where state in ('failed', 'unreadable')`,
  'commands without an answer': 'select id from commands where answer is null',
  'revisions missing in the journal': `
    select instances.id, revision, lines from instances left join lateral (
      select count(*)::int as lines, count(distinct revision)::int as revisions, max(revision) as last
      from journal where instance_id = instances.id and outcome = 'advanced') as journal on true
    where lines <> revision or revisions <> revision or last <> revision`,
  'effects of decisions not told exactly once in the journal': `
    select effects.id, kind, told from effects left join lateral (
      select count(*)::int as told from journal
      where instance_id = effects.instance_id and event ->> 'type' = 'effect-done'
        and event ->> 'effectId' = effects.id::text) as journal on true
    where decision > 0 and state = 'done' and told <> 1`,
};

/** What is still under way, in words; empty is quiet. @param databaseUrl of the store */
export function unfinishedIn(databaseUrl: string): Promise<string[]> {
  return askAll(databaseUrl, unfinished);
}

/** What is wrong with the store itself, in words; empty is well. */
export function brokenIn(databaseUrl: string): Promise<string[]> {
  return askAll(databaseUrl, broken);
}

async function askAll(databaseUrl: string, questions: Record<string, string>): Promise<string[]> {
  const found: string[] = [];
  for (const [what, statement] of Object.entries(questions)) {
    const rows = await inStore({ databaseUrl }, statement);
    if (rows.length > 0) found.push(`${what} (${rows.length}): ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return found;
}
