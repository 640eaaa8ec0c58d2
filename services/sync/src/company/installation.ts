import type { Kysely } from 'kysely';
import { createTokenBudget } from '../connectors/pipedrive/budget.ts';
import { createPipedrive } from '../connectors/pipedrive/client.ts';
import type { PipedriveTokens } from '../connectors/pipedrive/oauth.ts';
import type { CurrentUser } from '../connectors/pipedrive/port.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../sealed.ts';
import { activateCompany, takeUpAnew } from '../store/companies.ts';
import { keepGrantedTokens } from '../store/pipedrive-tokens.ts';
import type { Schema } from '../store/schema.ts';
import { forgetAllSubscriptions } from '../store/webhook-subscriptions.ts';
import type { Companies } from './companies.ts';
import { leaveCompany, sealedTokens } from './pipedrive-access.ts';

/** What taking a company up, and letting it go, needs. */
export interface InstallationOptions {
  db: Kysely<Schema>;
  seal: Seal;
  companies: Companies;
  /** The company that is served by an API token, whoever installs the app. */
  tokenCompanyId: string | null;
  /** Lets go of what else a company was connected with, once it is not served any more. */
  left(companyId: string): Promise<void>;
  log: Log;
}

/** Whose tokens these are: they do not tell (pipedrive.md 1.1). @throws OutsideError */
export function whose({ accessToken, apiDomain }: PipedriveTokens): Promise<CurrentUser> {
  const auth = { bearer: () => Promise.resolve(accessToken) };
  // One call, before there is a company whose budget could be asked.
  const budget = createTokenBudget({ now: Date.now, addSpent: async (delta) => delta });
  return createPipedrive({ apiUrl: apiDomain, auth, budget, purpose: 'person' }).me();
}

/** A person installed the app: their company is served from now on, or goes on where it stopped. */
export async function installed(
  { db, seal, companies, log }: InstallationOptions,
  user: CurrentUser,
  tokens: PipedriveTokens,
): Promise<void> {
  const of = { company: user.companyId, userId: user.id };
  await db.transaction().execute(async (store) => {
    await activateCompany(store, { id: of.company, name: user.companyName, apiUrl: tokens.apiDomain });
    const kept = sealedTokens(seal, of, tokens, Date.now());
    await keepGrantedTokens(store, { ...of, isAdmin: user.isAdmin }, kept);
    await takeUpAnew(store, of.company);
  });
  await companies.lookAgain();
  await companies.refreshCatalogue(of.company).catch((error: Error) => {
    log.warn({ ...of, error: error.message }, 'the company could not be read yet; it is tried again');
  });
  log.info({ ...of, isAdmin: user.isAdmin }, 'the app was installed');
}

/** A person took the app away. With the last one the company is locked, and its webhooks are gone. */
export async function uninstalled(
  { db, companies, tokenCompanyId, left }: InstallationOptions,
  of: { company: string; userId: number },
): Promise<void> {
  await leaveCompany(db, of, of.company === tokenCompanyId);
  await companies.lookAgain();
  if (companies.serves(of.company)) return;
  await forgetAllSubscriptions(db, of.company);
  await left(of.company);
}
