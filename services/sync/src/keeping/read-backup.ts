import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupHeader, EndLine, formatVersion, KeepingError, TableLine } from './backup-format.ts';

/** What a backup says, piece by piece. */
export type BackupPiece =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: TableLine }
  /** A row as the text of a JSON array. */
  | { kind: 'row'; row: string };

/**
 * Reads a backup from its beginning to its end, holding a line at a time. Only who came to the end knows that the file
 * is whole: what was done with the pieces has to be undone when it throws.
 *
 * @throws KeepingError when the file is not a backup, was cut or changed
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPiece> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  let table: string | undefined;
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (number === 1) yield { kind: 'header', header: headerOf(line, file) };
    else if (line.startsWith('[')) {
      if (table === undefined) throw broken(file);
      counts[table] = (counts[table] ?? 0) + 1;
      yield { kind: 'row', row: line };
    } else if (line.startsWith('{"end"')) {
      return checkEnd(line, { sha256: hash.digest('hex'), counts }, file);
    } else {
      const read = TableLine.safeParse(parsed(line));
      if (!read.success || read.data.table in counts) throw broken(file);
      table = read.data.table;
      counts[table] = 0;
      yield { kind: 'table', table: read.data };
    }
    hash.update(line).update('\n');
  }
  throw broken(file);
}

function headerOf(line: string, file: string): BackupHeader {
  const said = parsed(line) as { format?: unknown; version?: unknown } | undefined;
  if (said?.format !== 'passerelle-backup') throw new KeepingError(`${file} is not a backup of Passerelle.`);
  if (said.version !== formatVersion)
    throw new KeepingError(`${file} was written in another form: restore it with a newer version.`);
  const header = BackupHeader.safeParse(said);
  if (!header.success) throw broken(file);
  return header.data;
}

function checkEnd(
  line: string,
  read: { sha256: string; counts: Record<string, number> },
  file: string,
): void {
  const end = EndLine.safeParse(parsed(line));
  if (!end.success || end.data.sha256 !== read.sha256) throw broken(file);
  const names = new Set([...Object.keys(read.counts), ...Object.keys(end.data.counts)]);
  for (const name of names) if (read.counts[name] !== end.data.counts[name]) throw broken(file);
}

/** Lines end in a line feed and nothing else: texts of people hold every other sign Unicode has for it. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  let begun: Buffer[] = [];
  try {
    for await (const chunk of source.pipe(text) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        yield Buffer.concat([...begun, chunk.subarray(from, at)]).toString('utf8');
        begun = [];
        from = at + 1;
      }
      if (from < chunk.length) begun.push(chunk.subarray(from));
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES') throw new KeepingError(`${file} cannot be read (${code}).`);
    // What gunzip says of bytes that were cut off, or are not its own.
    if (code.startsWith('Z_')) throw broken(file);
    throw error;
  } finally {
    source.destroy();
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function broken(file: string): KeepingError {
  return new KeepingError(`${file} was cut or changed: take another backup. Nothing was restored.`);
}
