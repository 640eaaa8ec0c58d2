import { CollectedLines } from './collect-lines.ts';
import {
  dayOfLine,
  digestOfDay,
  lineDigest,
  markOf,
  type SealedLine,
  type SealForm,
  sealForm,
} from './journal-digest.ts';

/** A seal as stored. */
export interface Seal {
  company: string;
  day: string;
  lines: number;
  digest: string;
  marks: readonly string[];
  form: SealForm;
}

/** A store, or a backup of one, as far as its journal goes. */
export interface SealedJournal {
  seals: readonly Seal[];
  /** Lines with the company of their instance, and its salt; undefined when it is gone. In any order. */
  lines: AsyncIterable<{ line: SealedLine; company: string | undefined; salt: string | undefined }>;
}

/** What does not fit first in the journal of a company. */
export interface JournalFault {
  company: string;
  day: string;
  /** The line, where one can be named. */
  line: number | null;
  what: 'changed' | 'missing' | 'added' | 'chain';
}

/** How far the journal of a company is sealed; whoever notes `digest` elsewhere sees if all of it was made anew. */
export interface JournalState {
  company: string;
  days: number;
  lines: number;
  /** Lines whose words went with a person, and those of them of which a former release sealed nothing but the words. */
  erased: number;
  erasedOfForm1: number;
  lastDay: string;
  digest: string;
}

/**
 * Compares the lines with the seals. Lines of days that are not over are not sealed yet: nothing is said of them.
 * @returns the first fault of each company that has one, and how far each company is sealed
 */
export async function checkJournal({
  seals,
  lines,
}: SealedJournal): Promise<{ faults: JournalFault[]; states: JournalState[] }> {
  const collected = new CollectedLines();
  const forms = new Map(seals.map(({ company, day, form }) => [`${company} ${day}`, form]));
  for await (const { line, company = '?', salt = '' } of lines) {
    const day = dayOfLine(line.at);
    collected.add(company, day, lineDigest(line, salt, forms.get(`${company} ${day}`) ?? sealForm));
  }
  const faults: JournalFault[] = [];
  const states: JournalState[] = [];
  const byCompany = Map.groupBy(seals, ({ company }) => company);
  for (const [company, unordered] of byCompany) {
    const own = unordered.toSorted((one, other) => (one.day < other.day ? -1 : 1));
    const fault = firstFault(company, own, collected);
    if (fault) faults.push(fault);
    const last = own.at(-1);
    if (!last) continue;
    const total = own.reduce((sum, seal) => sum + seal.lines, 0);
    const erased = erasedIn(own, collected);
    const erasedOfForm1 = erasedIn(
      own.filter(({ form }) => form === 1),
      collected,
    );
    const { day: lastDay, digest } = last;
    states.push({ company, days: own.length, lines: total, erased, erasedOfForm1, lastDay, digest });
  }
  return { faults, states };
}

function erasedIn(seals: readonly Seal[], collected: CollectedLines): number {
  const lines = seals.flatMap(({ company, day }) => collected.linesOf(company, day));
  return lines.filter(({ isErased }) => isErased).length;
}

function firstFault(
  company: string,
  seals: readonly Seal[],
  collected: CollectedLines,
): JournalFault | undefined {
  const known = new Map(seals.map((seal) => [seal.day, seal]));
  const lastDay = seals.at(-1)?.day ?? '';
  const days = [...new Set([...known.keys(), ...collected.daysOf(company)])].toSorted();
  let before: string | null = null;
  for (const day of days.filter((one) => one <= lastDay)) {
    const lines = collected.linesOf(company, day);
    const seal = known.get(day);
    if (!seal) return { company, day, line: lines[0]?.id ?? null, what: 'added' };
    const wrong = wrongLine(seal.marks, lines.map(markOf));
    if (wrong) return { company, day, ...wrong };
    if (digestOfDay({ company, day }, before, lines) !== seal.digest)
      return { company, day, line: null, what: 'chain' };
    before = seal.digest;
  }
  return undefined;
}

function wrongLine(
  sealed: readonly string[],
  found: readonly string[],
): Pick<JournalFault, 'line' | 'what'> | undefined {
  const at = sealed.findIndex((mark, index) => mark !== found[index]);
  if (at < 0) {
    const added = found[sealed.length];
    return added === undefined ? undefined : { line: idOf(added), what: 'added' };
  }
  const wanted = idOf(sealed[at] ?? '');
  const there = found[at] === undefined ? Number.POSITIVE_INFINITY : idOf(found[at]);
  if (there === wanted) return { line: wanted, what: 'changed' };
  return there < wanted ? { line: there, what: 'added' } : { line: wanted, what: 'missing' };
}

function idOf(mark: string): number {
  return Number(mark.slice(0, mark.indexOf(':')));
}
