import type { Kysely } from 'kysely';
import { createRecognition, type Recognise } from './approvals/person-of-slack.ts';
import { createStandIn } from './approvals/stand-in.ts';
import type { Companies } from './company/companies.ts';
import { openTokenCompany } from './company/token-company.ts';
import type { SlackOauth } from './connectors/slack/oauth.ts';
import type { Environment } from './environment.ts';
import type { Log } from './log.ts';
import type { Seal } from './sealed.ts';
import type { SlackClients } from './slack/workspace.ts';
import { openWorkspaces, type Workspaces } from './slack/workspaces.ts';
import { createSharedTurns } from './store/call-turns.ts';
import type { Schema } from './store/schema.ts';

/** What follows requests in Slack, and what hears people there, have in common. */
export interface SlackParts {
  signingSecret: string;
  /** How companies install the app; null when there is one workspace, by its token. */
  oauthFor: ((redirectUri: string) => SlackOauth) | null;
  /** Makes a bot token worthless; null when there is one workspace, by its token. */
  revoke: ((token: string) => Promise<void>) | null;
  workspaces: Workspaces;
  recognise: Recognise;
  /** @param companyId whose calls these are: the pace is that of all nodes together */
  connect(token: string, companyId: () => string): SlackClients;
}

export interface OpenSlackOptions {
  environment: Pick<Environment, 'slack' | 'tokenCompany' | 'PIPEDRIVE_COMPANY_ID'>;
  db: Kysely<Schema>;
  seal: Seal;
  /** Asked when somebody needs them: companies say in turn whether they are followed. */
  companies(): Companies;
  log: Log;
}

/** Null without Slack: nothing of it is loaded then. No call leaves before somebody needs an answer. */
export async function openSlack(options: OpenSlackOptions): Promise<SlackParts | null> {
  const { environment, db, seal, companies, log } = options;
  const { slack: access, tokenCompany } = environment;
  if (!access) return null;
  const { signingSecret, app, apiUrl } = access;
  // Slack's package is loaded only here: without Slack nobody waits for it.
  const [{ createSlack }, { createSlackOauth }] = await Promise.all([
    import('./connectors/slack/client.ts'),
    import('./connectors/slack/oauth.ts'),
  ]);
  const connect = (token: string, companyId: () => string) =>
    createSlack({ apiUrl, token, log, turns: createSharedTurns(db, companyId, 'slack') });
  const tokenCompanyId = await openTokenCompany({
    db,
    tokenOf: 'slack',
    named: tokenCompany?.id ?? environment.PIPEDRIVE_COMPANY_ID,
    ids: () => companies().ids(),
    log,
  });
  const workspaces = await openWorkspaces({
    db,
    seal,
    access,
    // One that is named may not have installed the app yet.
    tokenCompanyId: () => companies().find(tokenCompanyId() ?? '')?.id,
    channelOf: (companyId) => companies().companyOf(companyId).settings.slack.channel,
    connect,
    log,
  });
  const recognise = createRecognition({
    db,
    companies: {
      companyOf: (companyId) => companies().companyOf(companyId),
      serves: (companyId) => companies().serves(companyId),
    },
    standIn: createStandIn(db),
  });
  const oauthFor = app && ((redirectUri: string) => createSlackOauth({ ...app, apiUrl, redirectUri, log }));
  // A token is given back without anybody being sent back to us.
  const revoke = oauthFor?.('').revoke ?? null;
  return { signingSecret, oauthFor, revoke, workspaces, recognise, connect };
}
