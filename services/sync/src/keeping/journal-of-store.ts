import type pg from 'pg';
import type { Seal, SealedJournal } from './check-journal.ts';
import { lineColumns, type SealedLine } from './journal-digest.ts';
import { plainForm } from './own-tables.ts';

const fetchedLines = 500;

/**
 * The journal of a store as it is at one instant, for `use` alone.
 * @returns what `use` returns
 */
export async function withJournalOfStore<T>(
  pool: pg.Pool,
  use: (journal: SealedJournal) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainForm);
    const seals = await client.query<Seal>(
      'select company, day::text as day, lines, digest, marks, form from journal_seals',
    );
    return await use({ seals: seals.rows, lines: linesOf(client) });
  } finally {
    client.release(true);
  }
}

async function* linesOf(client: pg.ClientBase): SealedJournal['lines'] & AsyncGenerator {
  const texts = lineColumns.map((name) => `journal.${name}::text as ${name}`).join(', ');
  await client.query(
    `declare checked_lines no scroll cursor for
    select ${texts}, company, salt from journal join instances on instances.id = instance_id
      left join journal_salts using (instance_id)`,
  );
  for (;;) {
    const { rows } = await client.query<SealedLine & { company: string; salt: string | null }>(
      `fetch ${fetchedLines} from checked_lines`,
    );
    if (rows.length === 0) return;
    for (const { company, salt, ...line } of rows) yield { line, company, salt: salt ?? undefined };
  }
}
