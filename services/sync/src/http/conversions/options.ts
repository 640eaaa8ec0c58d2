import type { Kysely } from 'kysely';
import type { Companies } from '../../company/companies.ts';
import type { Bell } from '../../engine/bell.ts';
import type { Schema } from '../../store/schema.ts';
import type { AskAgain } from '../ask-again.ts';

/** What the doors of conversions need. */
export interface ConversionOptions {
  db: Kysely<Schema>;
  bell: Bell;
  companies: Companies;
  askAgain: AskAgain;
}
