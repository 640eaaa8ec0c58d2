import pg from 'pg';

const questions: Record<string, string> = {
  'effects not done': `select instance_id, kind, state, problem from effects where state <> 'done'`,
  'deliveries not routed': `select id, subject, state, reason from deliveries where state not in ('routed', 'ignored')`,
  'commands without an answer': `select id from commands where answer is null`,
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
    where decision > 0 and told <> 1`,
  'decisions not told exactly once in the journal': `
    select instance_id, count(*)::int from journal
    where event ->> 'type' in ('acceptance-requested', 'refusal-requested') group by instance_id having count(*) <> 1`,
};

/** What the store holds that a finished and quiet service must not hold, in words; empty is well. */
export async function storeFaults(connection: pg.ClientConfig): Promise<string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    const faults: string[] = [];
    for (const [what, sql] of Object.entries(questions)) {
      const { rows } = await client.query(sql);
      if (rows.length > 0) faults.push(`${what}: ${JSON.stringify(rows)}`);
    }
    return faults;
  } finally {
    await client.end();
  }
}
