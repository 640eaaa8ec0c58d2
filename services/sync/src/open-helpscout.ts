import type { Kysely } from 'kysely';
import type { Companies } from './company/companies.ts';
import { openTokenCompany } from './company/token-company.ts';
import type { TokenKeep } from './connectors/helpscout/oauth.ts';
import type { Helpscout } from './connectors/helpscout/port.ts';
import type { Environment } from './environment.ts';
import { createReplyReading, type ReplyReading } from './helpscout/read-replies-soon.ts';
import type { Log } from './log.ts';
import type { Seal } from './sealed.ts';
import { createSharedTurns } from './store/call-turns.ts';
import { createHelpscoutTokenKeep } from './store/helpscout-token.ts';
import type { Schema } from './store/schema.ts';

/** The help desk: one account, which is one company's. */
export interface HelpscoutParts {
  /** Whose it is; undefined as long as that company is not served. */
  companyId(): string | undefined;
  /** Waits its turn behind what agents wait for. */
  background: Helpscout;
  interactive: Helpscout;
  /** The newest first. */
  webhookSecrets: readonly string[];
  sidebarSecrets: readonly string[];
  replyReading: ReplyReading;
  /** Stands in for Help Scout on this machine: it reaches us without https. */
  isSandbox: boolean;
}

export interface OpenHelpscoutOptions {
  environment: Pick<Environment, 'helpscout' | 'tokenCompany' | 'PIPEDRIVE_COMPANY_ID'>;
  db: Kysely<Schema>;
  seal: Seal;
  /** Asked when somebody needs them: companies say in turn whether they have a help desk. */
  companies(): Companies;
  log: Log;
}

/** Null without Help Scout: nothing of it is loaded then. No call leaves before somebody needs an answer. */
export async function openHelpscout(options: OpenHelpscoutOptions): Promise<HelpscoutParts | null> {
  const { environment, db, seal, companies, log } = options;
  const { helpscout: access, tokenCompany } = environment;
  if (!access) return null;
  const { appId, appSecret, apiUrl, webhookSecrets, sidebarSecrets } = access;
  const [{ createHelpscout }, { createTokenSource }] = await Promise.all([
    import('./connectors/helpscout/client.ts'),
    import('./connectors/helpscout/oauth.ts'),
  ]);
  const tokenCompanyId = await openTokenCompany({
    db,
    tokenOf: 'helpscout',
    named: tokenCompany?.id ?? environment.PIPEDRIVE_COMPANY_ID,
    ids: () => companies().ids(),
    log,
  });
  const keep = keepFor(db, seal, tokenCompanyId);
  const token = createTokenSource({ apiUrl, appId, appSecret, keep, log });
  const turns = createSharedTurns(db, () => tokenCompanyId() ?? '', 'helpscout');
  const clients = createHelpscout({ apiUrl, token, log, pacing: { turns } });
  const settingsOf = (companyId: string) => companies().companyOf(companyId).settings;
  return {
    // One that is named may not have installed the app yet.
    companyId: () => companies().find(tokenCompanyId() ?? '')?.id,
    ...clients,
    webhookSecrets,
    sidebarSecrets,
    replyReading: createReplyReading({ db, desk: clients.background, settingsOf, log }),
    isSandbox: isLoopback(apiUrl),
  };
}

/** Whose the token is may be known only when the first company is served; before that nobody asks for it. */
function keepFor(db: Kysely<Schema>, seal: Seal, companyId: () => string | undefined): TokenKeep {
  const now = () => createHelpscoutTokenKeep(db, seal, companyId() ?? '');
  return { read: () => now().read(), exclusively: (work) => now().exclusively(work) };
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
