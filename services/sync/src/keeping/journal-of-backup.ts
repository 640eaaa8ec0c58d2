import { KeepingError } from './backup-format.ts';
import type { Seal, SealedJournal } from './check-journal.ts';
import { lineColumns, type SealedLine } from './journal-digest.ts';
import { readBackup } from './read-backup.ts';

type Texts = Record<string, string | null>;

/**
 * The journal in a backup: no server is needed. The file is read twice: for the seals, and for the lines.
 * @throws KeepingError when the file is cut, changed, or older than seals
 */
export async function journalOfBackup(file: string): Promise<SealedJournal> {
  const seals: Seal[] = [];
  const companies = new Map<string, string>();
  const salts = new Map<string, string>();
  for await (const { table, row } of rowsOf(file)) {
    if (table === 'journal_seals') seals.push(sealOf(row));
    if (table === 'instances') companies.set(row.id ?? '', row.company ?? '');
    if (table === 'journal_salts') salts.set(row.instance_id ?? '', row.salt ?? '');
  }
  if (seals.length === 0)
    throw new KeepingError(`${file} has no sealed day: it is from before the journal was sealed.`);
  return { seals, lines: linesOf(file, companies, salts) };
}

async function* linesOf(
  file: string,
  companies: ReadonlyMap<string, string>,
  salts: ReadonlyMap<string, string>,
): SealedJournal['lines'] & AsyncGenerator {
  for await (const { table, row } of rowsOf(file)) {
    if (table !== 'journal') continue;
    const line = Object.fromEntries(lineColumns.map((name) => [name, row[name] ?? null]));
    const id = row.instance_id ?? '';
    yield { line: line as unknown as SealedLine, company: companies.get(id), salt: salts.get(id) };
  }
}

async function* rowsOf(file: string): AsyncGenerator<{ table: string; row: Texts }> {
  let table = '';
  let columns: readonly string[] = [];
  for await (const piece of readBackup(file)) {
    if (piece.kind === 'table') ({ table, columns } = piece.table);
    if (piece.kind !== 'row') continue;
    const texts = JSON.parse(piece.row) as (string | null)[];
    yield { table, row: Object.fromEntries(columns.map((name, at) => [name, texts[at] ?? null])) };
  }
}

function sealOf({ company, day, lines, digest, marks, form }: Texts): Seal {
  // An array of texts without blanks, quotes or commas: what PostgreSQL writes between braces.
  const list = (marks ?? '{}').slice(1, -1);
  return {
    company: company ?? '',
    day: day ?? '',
    lines: Number(lines),
    digest: digest ?? '',
    marks: list === '' ? [] : list.split(','),
    // Backups of releases before this column have seals of the first form alone.
    form: form === '2' ? 2 : 1,
  };
}
