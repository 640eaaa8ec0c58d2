import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { Schema } from '../store/schema.ts';
import { keepTokenCompany, type TokenOf, tokenCompanyKept } from '../store/token-company.ts';

/** Whose the credentials of the configuration are. */
export interface TokenCompanyOptions {
  db: Kysely<Schema>;
  /** What they open. */
  tokenOf: TokenOf;
  /** PIPEDRIVE_COMPANY_ID; undefined without it. */
  named: string | undefined;
  /** The companies that are served now. */
  ids(): readonly string[];
  log: Log;
  nowMs?: () => number;
}

const lookAgainMs = 10_000;

/**
 * The company that the configuration's credentials of a vendor are for: the one that is named, else the first one that
 * was served alone. It never becomes another one by itself: one company's requests would be read in another one's
 * channel or inbox.
 */
export async function openTokenCompany(options: TokenCompanyOptions): Promise<() => string | undefined> {
  const { db, tokenOf, named, ids, log, nowMs = Date.now } = options;
  if (named !== undefined) return () => named;
  let company = await tokenCompanyKept(db, tokenOf);
  let isKept = company !== undefined;
  let lookAgainAtMs = nowMs() + lookAgainMs;
  const note = async (): Promise<void> => {
    lookAgainAtMs = nowMs() + lookAgainMs;
    const told = await (company === undefined
      ? tokenCompanyKept(db, tokenOf)
      : keepTokenCompany(db, tokenOf, company));
    company = told ?? company;
    isKept = told !== undefined;
  };
  return () => {
    if (isKept) return company;
    const [first, second] = ids();
    const isFound = company === undefined && first !== undefined && second === undefined;
    if (isFound) company = first;
    if (isFound || nowMs() >= lookAgainAtMs)
      note().catch((error: Error) =>
        log.warn({ error: error.message, tokenOf }, 'whose the credentials are was not noted'),
      );
    return company;
  };
}
