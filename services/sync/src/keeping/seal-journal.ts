import type pg from 'pg';
import { CollectedLines } from './collect-lines.ts';
import {
  dayOfLine,
  digestOfDay,
  lineColumns,
  lineDigest,
  markOf,
  type SealedLine,
  sealForm,
} from './journal-digest.ts';
import { plainForm } from './own-tables.ts';

/** A day that was sealed just now. */
export interface SealedDay {
  company: string;
  day: string;
  lines: number;
  digest: string;
}

const fetchedLines = 500;
/** Whatever was decided before midnight is committed by then. */
const graceMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Seals the days that are over and were not sealed yet, of all companies; run it on one node. A day without lines has no
 * seal. Costs one look when nothing is due, else one pass over the lines since the seal before.
 *
 * @param now an hour after midnight (UTC) the day before is over
 */
export async function sealJournal(pool: pg.Pool, now: Date): Promise<SealedDay[]> {
  const today = new Date(now.getTime() - graceMs).toISOString().slice(0, 10);
  const client = await pool.connect();
  try {
    const { sealedTo, afterLine } = await readMark(client);
    if (sealedTo >= today) return [];
    await client.query('begin');
    await client.query(plainForm);
    const sealed = await sealDays(client, await collect(client, { sealedTo, today, afterLine }));
    await moveMark(client, today);
    await client.query('commit');
    return sealed;
  } finally {
    client.release(true);
  }
}

/** From which day on, and behind which line, the journal is not sealed. */
async function readMark(client: pg.ClientBase): Promise<{ sealedTo: string; afterLine: string }> {
  const found = await client.query<{ day: string; line: string }>(
    `select value ->> 'day' as day, value ->> 'line' as line from company_facts
    where company = '' and name = 'journal-sealed'`,
  );
  const [row] = found.rows;
  return { sealedTo: row?.day ?? '', afterLine: row?.line ?? '0' };
}

/** The next pass begins a day earlier than it has to: numbers follow the clock, but for the clocks of several nodes. */
async function moveMark(client: pg.ClientBase, today: string): Promise<void> {
  const safe = new Date(Date.parse(today) - dayMs).toISOString();
  await client.query(
    `insert into company_facts (company, name, value)
    select '', 'journal-sealed', jsonb_build_object('day', $1::text, 'line',
      coalesce((select id from journal where at < $2 order by id desc limit 1), 0))
    on conflict (company, name) do update set value = excluded.value, updated_at = now()`,
    [today, safe],
  );
}

async function collect(
  client: pg.ClientBase,
  { sealedTo, today, afterLine }: { sealedTo: string; today: string; afterLine: string },
): Promise<CollectedLines> {
  await client.query(
    `insert into journal_salts (instance_id, salt)
    select instance_id, replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    from journal where id > $1 on conflict do nothing`,
    [afterLine],
  );
  const texts = lineColumns.map((name) => `journal.${name}::text as ${name}`).join(', ');
  // A cursor takes no parameters from here: both values are ours, a number and a day.
  await client.query(
    `declare sealed_lines no scroll cursor for
    select ${texts}, company, salt from journal join instances on instances.id = instance_id
      join journal_salts using (instance_id)
    where journal.id > ${BigInt(afterLine)} and at >= '${sealedTo || '-infinity'}'::timestamptz and at < '${today}'::timestamptz`,
  );
  const collected = new CollectedLines();
  for (;;) {
    const { rows } = await client.query<SealedLine & { company: string; salt: string }>(
      `fetch ${fetchedLines} from sealed_lines`,
    );
    if (rows.length === 0) return collected;
    for (const { company, salt, ...line } of rows)
      collected.add(company, dayOfLine(line.at), lineDigest(line, salt, sealForm));
  }
}

async function sealDays(client: pg.ClientBase, collected: CollectedLines): Promise<SealedDay[]> {
  const sealed: SealedDay[] = [];
  for (const company of collected.companies()) {
    let before = await lastDigest(client, company);
    for (const day of collected.daysOf(company)) {
      const lines = collected.linesOf(company, day);
      const digest = digestOfDay({ company, day }, before, lines);
      await client.query(
        'insert into journal_seals (company, day, lines, digest, marks, form) values ($1, $2, $3, $4, $5, $6)',
        [company, day, lines.length, digest, lines.map(markOf), sealForm],
      );
      sealed.push({ company, day, lines: lines.length, digest });
      before = digest;
    }
  }
  return sealed;
}

async function lastDigest(client: pg.ClientBase, company: string): Promise<string | null> {
  const found = await client.query<{ digest: string }>(
    'select digest from journal_seals where company = $1 order by day desc limit 1',
    [company],
  );
  return found.rows[0]?.digest ?? null;
}
