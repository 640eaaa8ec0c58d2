import type { LineDigest } from './journal-digest.ts';

/** The digests of lines, by company and day. */
export class CollectedLines {
  private readonly byCompany = new Map<string, Map<string, LineDigest[]>>();

  add(company: string, day: string, line: LineDigest): void {
    const days = this.byCompany.get(company) ?? new Map<string, LineDigest[]>();
    this.byCompany.set(company, days);
    const lines = days.get(day);
    if (lines) lines.push(line);
    else days.set(day, [line]);
  }

  companies(): string[] {
    return [...this.byCompany.keys()].toSorted();
  }

  /** The days of a company that have lines, in their order. */
  daysOf(company: string): string[] {
    return [...(this.byCompany.get(company)?.keys() ?? [])].toSorted();
  }

  /** The lines of a day in the order in which they were numbered. */
  linesOf(company: string, day: string): LineDigest[] {
    return (this.byCompany.get(company)?.get(day) ?? []).toSorted((one, other) => one.id - other.id);
  }
}
