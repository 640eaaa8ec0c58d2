import type { Kysely } from 'kysely';
import type { SlackInstallation } from '../connectors/slack/oauth.ts';
import type { Log } from '../log.ts';
import { type Seal, sealedAnew } from '../sealed.ts';
import type { Schema } from '../store/schema.ts';
import {
  forgetWorkspaceOf,
  keepResealedToken,
  keepWorkspace,
  listWorkspaces,
  type SlackWorkspaceRow,
  workspaceOf,
} from '../store/slack-workspaces.ts';
import type { SlackClients } from './workspace.ts';
import { botTokenPurpose, type Workspaces } from './workspaces.ts';

export interface ConnectingOptions {
  db: Kysely<Schema>;
  seal: Seal;
  /** @param companyId whose calls these are: the pace is that of all nodes together */
  connect(token: string, companyId: () => string): SlackClients;
  workspaces: Pick<Workspaces, 'lookAgain'>;
  /** Makes a token worthless; null where no app is installed. */
  revoke: ((token: string) => Promise<void>) | null;
  log: Log;
}

/**
 * Takes up the workspace that an administrator connected, in place of any other one of the company.
 * @returns false when it decides for another company; nothing is kept then
 * @throws OutsideError when Slack does not say who the token's bot is
 */
export async function connectWorkspace(
  options: ConnectingOptions,
  companyId: string,
  { botToken, scopes, teamId, teamName, enterpriseId }: SlackInstallation,
): Promise<boolean> {
  const { db, seal, connect, workspaces } = options;
  const { botId, botUserId } = await connect(botToken, () => companyId).interactive.authTest();
  const before = await workspaceOf(db, companyId);
  const isKept = await keepWorkspace(db, {
    company: companyId,
    teamId,
    enterpriseId,
    teamName,
    botToken: seal.seal(botToken, botTokenPurpose(companyId)),
    botId,
    botUserId,
    scopes,
  });
  if (!isKept) return false;
  await workspaces.lookAgain();
  // Installed in the same workspace again, the token may be the same one.
  if (before && before.team_id !== teamId) await giveBack(options, before);
  return true;
}

/** A company is not served any more: its workspace is let go, and its token is worthless from now on. */
export async function disconnectWorkspace(
  options: Omit<ConnectingOptions, 'connect'>,
  companyId: string,
): Promise<void> {
  const gone = await forgetWorkspaceOf(options.db, companyId);
  if (!gone) return;
  await options.workspaces.lookAgain();
  await giveBack(options, gone);
}

/** As far as possible: who takes the app away in Slack does the same. */
async function giveBack(
  { seal, revoke, log }: Pick<ConnectingOptions, 'seal' | 'revoke' | 'log'>,
  { company: companyId, team_id: teamId, bot_token: sealed }: SlackWorkspaceRow,
): Promise<void> {
  try {
    await revoke?.(seal.open(sealed, botTokenPurpose(companyId)));
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    log.warn({ companyId, teamId, error: said }, 'a Slack token was not revoked: remove the app in Slack');
  }
}

/** Seals anew what an older key sealed. @returns the companies with a token that no key of ours opens */
export async function resealWorkspaces(db: Kysely<Schema>, seal: Seal): Promise<string[]> {
  const left: string[] = [];
  for (const { company, bot_token: before } of await listWorkspaces(db)) {
    if (!seal.isOld(before)) continue;
    const botToken = sealedAnew(seal, before, botTokenPurpose(company));
    if (botToken === null) left.push(company);
    else await keepResealedToken(db, company, { before, botToken });
  }
  return left;
}
