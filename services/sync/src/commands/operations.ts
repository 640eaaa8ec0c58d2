import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import type { Schema } from '../store/schema.ts';

/** What operator commands about the work in the store need, opened once and closed at the end. */
export interface Operations {
  db: Kysely<Schema>;
  /** @throws Error when the company is not served */
  companyOf(companyId: string): Company;
  /** The companies served. */
  companyIds(): string[];
  /** Who types: what the journal names when nobody else is said. */
  typedBy: string;
  close(): Promise<void>;
}
