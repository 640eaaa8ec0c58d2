import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { digestOfSaid, keptOf, lineColumns, type SealedLine } from './journal-digest.ts';

const batchLines = 500;

/**
 * Erases what was said in the lines of the journal that `condition` chooses, and keeps its digest: seals still hold.
 * Whoever calls has locked `journal_salts` and is in plain form (own-tables.ts).
 *
 * @param condition SQL over `t` and `sought`, after `prefix`
 * @returns how many lines
 */
export async function eraseLines(
  client: pg.ClientBase,
  { prefix, condition, values }: { prefix: string; condition: string; values: unknown[] },
): Promise<number> {
  const texts = lineColumns.map((name) => `t.${name}::text as ${name}`).join(', ');
  let count = 0;
  for (;;) {
    const { rows } = await client.query<SealedLine & { salt: string | null }>(
      `${prefix} select ${texts}, salt from sought, journal as t left join journal_salts using (instance_id)
      where t.said_digest is null and ${condition} order by t.id limit ${batchLines}`,
      values,
    );
    if (rows.length === 0) return count;
    await client.query(
      `update journal set event = line.event, reason = line.reason, said_digest = line.said
      from jsonb_to_recordset($1::jsonb) as line (id bigint, event jsonb, reason jsonb, said text)
      where journal.id = line.id`,
      [JSON.stringify(rows.map(withoutWords))],
    );
    count += rows.length;
  }
}

function withoutWords({ salt, ...line }: SealedLine & { salt: string | null }) {
  // A line that is in no seal yet has no salt: one that nobody keeps will do.
  const said = digestOfSaid(line, salt ?? randomBytes(32).toString('hex'));
  return { id: line.id, ...keptOf(line), said };
}
