import type { Slack } from '../connectors/slack/port.ts';

/** The two ways of calling one workspace: what waits its turn, and what a person waits for. */
export interface SlackClients {
  background: Slack;
  interactive: Slack;
}

/** A workspace that decides for a company. */
export interface Workspace extends SlackClients {
  companyId: string;
  /** Null as long as Slack has not told whose the token of the configuration is. */
  teamId: string | null;
  teamName: string | null;
  enterpriseId: string | null;
  botId: string | null;
}

/** Whether a workspace is the one named; of an organization-wide installation Slack names the organization alone. */
export function isOf(workspace: Workspace, teamId: string | null, enterpriseId: string | null): boolean {
  if (teamId !== null) return workspace.teamId === teamId;
  return enterpriseId !== null && workspace.enterpriseId === enterpriseId;
}
