import { OutsideError } from '../connectors/errors.ts';
import type { SlackWorkspaceInfo } from '../connectors/slack/port.ts';
import { isOf, type SlackClients, type Workspace } from './workspace.ts';
import type { WorkspacesOptions } from './workspaces.ts';

/** The workspace of the token in the configuration. */
export interface TokenWorkspace {
  isFor(companyId: string): boolean;
  of(companyId: string): Workspace | undefined;
  ofTeam(teamId: string | null, enterpriseId: string | null): Promise<Workspace | undefined>;
}

const [firstPauseMs, longestPauseMs] = [2_000, 30_000];

/**
 * Whose the token is, Slack tells (auth.test): asked when somebody needs it and again after a while, never while
 * starting. Until it answered, a request that bears our signature is taken as one of a workspace without a name, where
 * people are told to try again and nobody is anybody.
 */
export function createTokenWorkspace(options: WorkspacesOptions & { nowMs(): number }): TokenWorkspace {
  const { access, connect, tokenCompanyId, log, nowMs } = options;
  const clients: SlackClients = connect(access.botToken ?? '', () => tokenCompanyId() ?? '');
  let info: SlackWorkspaceInfo | null = null;
  let asking: Promise<void> | null = null;
  let pauseMs = firstPauseMs;
  let notBeforeMs = 0;
  /** What was logged last: the same trouble is told once. */
  let said = '';
  const ask = (): Promise<void> => {
    if (nowMs() < notBeforeMs) return Promise.resolve();
    asking ??= clients.interactive
      .authTest()
      .then((told) => {
        info = told;
        log.info({ teamId: told.teamId, team: told.teamName }, 'Slack answers');
      })
      .catch((error: unknown) => {
        notBeforeMs = nowMs() + Math.max(pauseMs, retryAfterMs(error));
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
        const problem = spoken(error);
        const text = JSON.stringify(problem);
        if (text !== said)
          log.warn(problem, 'Slack does not take our token: requests are decided in Pipedrive');
        said = text;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };
  const workspace = (companyId: string): Workspace => ({
    ...clients,
    companyId,
    teamId: info?.teamId ?? null,
    teamName: info?.teamName ?? null,
    enterpriseId: info?.enterpriseId ?? null,
    botId: info?.botId ?? null,
  });
  return {
    isFor: (companyId) => tokenCompanyId() === companyId,
    of: (companyId) => {
      if (tokenCompanyId() !== companyId) return undefined;
      if (!info) void ask();
      return workspace(companyId);
    },
    ofTeam: async (teamId, enterpriseId) => {
      const companyId = tokenCompanyId();
      if (companyId === undefined) return undefined;
      if (!info) await ask();
      const found = workspace(companyId);
      return found.teamId === null || isOf(found, teamId, enterpriseId) ? found : undefined;
    },
  };
}

function retryAfterMs(error: unknown): number {
  return error instanceof OutsideError ? (error.failure.retryAfterMs ?? 0) : 0;
}

function spoken(error: unknown): object {
  if (!(error instanceof OutsideError)) return { error };
  const { word, title, detail } = error.failure;
  return { word, problem: title.en, advice: detail.en };
}
