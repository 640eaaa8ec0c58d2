import type { Kysely } from 'kysely';
import type { Slack } from '../connectors/slack/port.ts';
import type { SlackAccess } from '../environment.ts';
import type { Log } from '../log.ts';
import type { Seal } from '../sealed.ts';
import type { Schema } from '../store/schema.ts';
import { listWorkspaces, type SlackWorkspaceRow } from '../store/slack-workspaces.ts';
import { createOwnChannels } from './own-channels.ts';
import { createTokenWorkspace } from './token-workspace.ts';
import { isOf, type SlackClients, type Workspace } from './workspace.ts';

/** A workspace in which a company's requests are announced, as the follower wants it. */
export interface AnnouncingWorkspace {
  slack: Slack;
  channel: string;
  teamId: string;
}

/** Which workspace decides for which company. What other nodes connect is known within ten seconds. */
export interface Workspaces {
  /** Whether the requests of a company are followed; asks nobody. @param ownChannel the one of its settings */
  announces(companyId: string, ownChannel?: string): boolean;
  /** The workspace of a company; undefined without one. */
  of(companyId: string): Workspace | undefined;
  /**
   * Where its requests are announced; undefined without a channel, in one that another organization reads, and as long
   * as Slack has not told who we are and who reads it.
   */
  slackOf(companyId: string): AnnouncingWorkspace | undefined;
  /** The channel of a company, of its settings or of the configuration; null without one. */
  channelOf(companyId: string): string | null;
  /** The workspace a request of Slack comes from; undefined when it is none of ours. */
  ofTeam(teamId: string | null, enterpriseId: string | null): Promise<Workspace | undefined>;
  /** The workspace a bot of ours works in. */
  ofBot(botId: string): Workspace | undefined;
  /** Takes up what was connected or taken away. */
  lookAgain(): Promise<void>;
}

export interface WorkspacesOptions {
  db: Kysely<Schema>;
  seal: Pick<Seal, 'open'>;
  access: SlackAccess;
  /** The company that the token of the configuration is for; undefined when there are several and none is named. */
  tokenCompanyId(): string | undefined;
  /** The channel of a company's settings. */
  channelOf(companyId: string): string | undefined;
  /** @param companyId whose calls these are: the pace is that of all nodes together */
  connect(token: string, companyId: () => string): SlackClients;
  log: Log;
  nowMs?: () => number;
}

interface Installed {
  botToken: string;
  workspace: Workspace;
}

const freshMs = 10_000;

/** What a stored bot token is sealed for. */
export function botTokenPurpose(companyId: string): string {
  return `Slack bot token of ${companyId}`;
}

/** Opens the workspaces the store knows, and the one of the configuration; no call leaves before somebody needs it. */
export async function openWorkspaces(options: WorkspacesOptions): Promise<Workspaces> {
  const { access, log, nowMs = Date.now } = options;
  const ofToken = access.botToken === null ? null : createTokenWorkspace({ ...options, nowMs });
  const installed = new Map<string, Installed>();
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const lookAgain = async (): Promise<void> => {
    lookedAtMs = nowMs();
    takeUp(options, installed, await listWorkspaces(options.db));
  };
  const lookIfOld = (): void => {
    if (nowMs() - lookedAtMs < freshMs) return;
    lookAgain().catch((error: Error) => log.warn({ error: error.message }, 'Slack workspaces were not read'));
  };
  const of = (companyId: string): Workspace | undefined => {
    lookIfOld();
    return installed.get(companyId)?.workspace ?? ofToken?.of(companyId);
  };
  const isOwnChannel = createOwnChannels({ log, nowMs });
  // Beside a token, the channel of the configuration is one of that token's workspace.
  const channelWithout = (companyId: string) =>
    access.botToken !== null && installed.has(companyId) ? null : access.channel;
  const channelOf = (companyId: string) => options.channelOf(companyId) ?? channelWithout(companyId);
  await lookAgain();
  return {
    channelOf,
    announces: (companyId, ownChannel) =>
      (ownChannel ?? channelWithout(companyId)) !== null &&
      (installed.has(companyId) || ofToken?.isFor(companyId) === true),
    of,
    slackOf: (companyId) => {
      const workspace = of(companyId);
      const channel = channelOf(companyId);
      if (!workspace || !channel) return undefined;
      const { background: slack, teamId } = workspace;
      const isOwn = isOwnChannel(companyId, slack, channel);
      return isOwn && teamId !== null ? { slack, channel, teamId } : undefined;
    },
    ofTeam: async (teamId, enterpriseId) => {
      const find = () =>
        [...installed.values()].find(({ workspace }) => isOf(workspace, teamId, enterpriseId));
      const known = find()?.workspace ?? (await ofToken?.ofTeam(teamId, enterpriseId));
      // As long as Slack has not told whose the token is, that may be what another node has just connected.
      if (known?.teamId || nowMs() - lookedAtMs < 1_000) return known;
      await lookAgain();
      return find()?.workspace ?? known;
    },
    ofBot: (botId) => {
      const companyId = options.tokenCompanyId();
      const opened = [...installed.values()].map(({ workspace }) => workspace);
      const ofTheToken = companyId === undefined ? undefined : ofToken?.of(companyId);
      return [...opened, ...(ofTheToken ? [ofTheToken] : [])].find((one) => one.botId === botId);
    },
    lookAgain,
  };
}

function takeUp(
  options: WorkspacesOptions,
  installed: Map<string, Installed>,
  rows: readonly SlackWorkspaceRow[],
): void {
  const known = new Set(rows.map(({ company }) => company));
  for (const companyId of installed.keys()) if (!known.has(companyId)) installed.delete(companyId);
  for (const row of rows) {
    if (installed.get(row.company)?.botToken === row.bot_token) continue;
    const workspace = opened(options, row);
    if (workspace) installed.set(row.company, { botToken: row.bot_token, workspace });
    else installed.delete(row.company);
  }
}

function opened({ seal, connect, log }: WorkspacesOptions, row: SlackWorkspaceRow): Workspace | undefined {
  const { company: companyId, team_id: teamId, team_name: teamName, bot_id: botId } = row;
  try {
    const token = seal.open(row.bot_token, botTokenPurpose(companyId));
    return {
      ...connect(token, () => companyId),
      companyId,
      teamId,
      teamName,
      enterpriseId: row.enterprise_id,
      botId,
    };
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    log.error({ companyId, teamId, error: said }, 'the Slack token cannot be opened: connect Slack again');
    return undefined;
  }
}
